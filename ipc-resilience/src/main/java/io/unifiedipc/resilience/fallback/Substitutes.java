package io.unifiedipc.resilience.fallback;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Page;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.OperationSpec;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The replies of a channel that were never the receiver's: functions and fixed ones, by operation. */
final class Substitutes {
    private static final Headers JSON = Headers.EMPTY.plus(HeaderNames.CONTENT_TYPE, "application/json");

    private final DecoratedChannel channel;
    private final Context context;
    private final Map<String, Fallback> functions;
    private final Map<String, StandIn> fixed;

    private Substitutes(
            DecoratedChannel channel, Context context, Map<String, Fallback> functions, Map<String, StandIn> fixed) {
        this.channel = channel;
        this.context = context;
        this.functions = Map.copyOf(functions);
        this.fixed = Map.copyOf(fixed);
    }

    static Substitutes of(DecoratedChannel channel, Config options, Context context) {
        Map<String, Fallback> functions = new HashMap<>();
        channel.added(Fallback.class).forEach(each -> functions.put(each.operation(), each));
        Map<String, StandIn> fixed = new HashMap<>();
        Objects.requireNonNullElse(options.find(FallbackOptions.REPLIES), Map.<String, String>of())
                .forEach((operation, json) -> fixed.put(
                        operation,
                        new StandIn(
                                Envelope.of(JSON, json.getBytes(StandardCharsets.UTF_8)),
                                StandIn.FIXED,
                                Duration.ZERO)));
        return new Substitutes(channel, context, functions, fixed);
    }

    boolean has(String operation) {
        return functions.containsKey(operation) || fixed.containsKey(operation);
    }

    @Nullable
    Fallback function(String operation) {
        return functions.get(operation);
    }

    @Nullable
    StandIn fixed(String operation) {
        return fixed.get(operation);
    }

    /** Asks a function, and writes what it says; null where it says nothing. */
    @Nullable
    StandIn ask(Fallback function, Call call, IpcException failure) throws Exception {
        OperationSpec operation = call.operation();
        Object reply = function.reply()
                .to(new Fallback.Missed(
                        operation.name(), call.payload(), call.envelope().headers(), failure));
        if (reply == null) {
            return null;
        }
        if (reply instanceof CompletionStage<?>) {
            throw new IllegalArgumentException("it returned a future: it may block, so let it return the reply");
        }
        Type type = operation.reply() == Object.class ? reply.getClass() : operation.reply();
        Codec codec = context.codec(channel.codec(), type);
        Headers headers = Headers.EMPTY.plus(HeaderNames.CONTENT_TYPE, codec.contentType());
        return new StandIn(Envelope.of(headers, codec.encode(reply, type)), StandIn.FUNCTION, Duration.ZERO);
    }

    /** Throws where an operation can't have what it has. */
    void check(OperationSpec operation) {
        if (!has(operation.name())) {
            return;
        }
        if (!operation.query()) {
            throw misconfigured("'" + operation.name()
                    + "' has a fallback and is no query: a command that did not run must fail; mark it by"
                    + " @Operation(query = true) if it changes nothing");
        }
        if (operation.reply() == void.class || operation.reply() == Void.class) {
            throw misconfigured("'" + operation.name() + "' has a fallback and no reply");
        }
        if (operation.reply() instanceof ParameterizedType type && type.getRawType() == Page.class) {
            throw misconfigured("'" + operation.name()
                    + "' answers in pages, which only a receiver can make: it can fall back on what is kept alone");
        }
        StandIn reply = fixed.get(operation.name());
        if (reply != null && operation.reply() != Object.class) {
            try {
                Object unused = context.codec("json", operation.reply())
                        .decode(reply.reply().body(), operation.reply());
            } catch (IOException | RuntimeException e) {
                throw misconfigured("the fixed reply to '" + operation.name() + "' is no "
                        + operation.reply().getTypeName() + ": " + e.getMessage());
            }
        }
    }

    void checkNames(String contract, Collection<OperationSpec> operations) {
        Set<String> known =
                new TreeSet<>(operations.stream().map(OperationSpec::name).toList());
        for (Collection<String> names : List.of(functions.keySet(), fixed.keySet())) {
            for (String name : names) {
                if (!known.contains(name)) {
                    throw misconfigured("there is a fallback for '" + name + "', and " + contract
                            + " has no such operation" + Nearest.hint(name, known));
                }
            }
        }
    }

    private IpcException misconfigured(String text) {
        return IpcException.of(
                Kind.MISCONFIGURED, Executed.NO, "'" + channel.spec().name() + "': " + text);
    }
}
