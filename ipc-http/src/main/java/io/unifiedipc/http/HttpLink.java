package io.unifiedipc.http;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** One channel over HTTP. */
final class HttpLink implements Link.ToGroups {
    final ChannelSpec channel;
    final HttpCaller caller;
    private final HttpServer server;
    private final @Nullable Places address;
    private final Map<String, Places> groups = new LinkedHashMap<>();
    private volatile boolean closed;

    HttpLink(ChannelSpec channel, Context context, HttpCaller caller, HttpServer server) {
        this.channel = channel;
        this.caller = caller;
        this.server = server;
        List<String> bases = channel.options().find(HttpOptions.ADDRESS);
        address = bases == null ? null : new Places(bases, channel);
        Map<String, List<String>> named = channel.options().find(HttpOptions.GROUPS);
        if (named != null) {
            named.forEach((group, urls) -> groups.put(group, new Places(urls, channel)));
        }
        server.know(channel);
    }

    @Override
    public Set<String> groups() {
        return groups.keySet();
    }

    @Override
    public void request(Call call) {
        Exchange exchange;
        try {
            exchange = exchange(call);
        } catch (IpcException e) {
            call.fail(e);
            return;
        }
        call.onCancel(exchange::cancel);
        exchange.start(call.mayBlock() && Threads.currentMayBlock());
    }

    @Override
    public void send(Call call) {
        request(call);
    }

    @Override
    public void gather(Gather gather) {
        gather.fail(IpcException.of(
                Kind.UNSUPPORTED, Executed.NO, "'" + channel.name() + "' asks each group by a call of its own"));
    }

    private Exchange exchange(Call call) {
        if (closed) {
            throw Answers.closed(channel, Executed.NO);
        }
        HttpUrl url = place(call);
        try {
            return new Exchange(this, call, url);
        } catch (IllegalArgumentException e) {
            throw IpcException.of(Kind.INVALID, Executed.NO, "'" + channel.name() + "': " + e.getMessage(), e);
        }
    }

    private HttpUrl place(Call call) {
        String group = call.group();
        if (group != null) {
            Places places = groups.get(group);
            if (places != null) {
                return places.next(group);
            }
        } else if (channel.kind() == ChannelKind.COMMANDS && address != null) {
            return address.next(call.operation().name());
        }
        throw channel.kind() == ChannelKind.COMMANDS
                ? nowhere("address", "the base URL of the receiver")
                : nowhere("groups", "each group with its base URLs");
    }

    @Override
    public Intake receive(ReceiveSpec spec, Receiver receiver) {
        return server.receive(channel, spec, receiver);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public CompletionStage<Void> close() {
        closed = true;
        for (Exchange each : caller.running(exchange -> exchange.link == this)) {
            each.call.abort(Answers.closed(channel, Executed.MAYBE));
        }
        server.forget(channel);
        return CompletableFuture.completedFuture(null);
    }

    private IpcException nowhere(String key, String what) {
        return IpcException.of(
                Kind.MISCONFIGURED,
                Executed.NO,
                "channel '" + channel.name() + "' has nowhere to send to: set ipc.channels." + channel.name() + ".http."
                        + key + " to " + what);
    }
}
