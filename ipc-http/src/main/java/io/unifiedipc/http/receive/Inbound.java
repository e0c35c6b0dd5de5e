package io.unifiedipc.http.receive;

import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.route.RoutedRequest;
import io.unifiedipc.http.wire.Digits;
import io.unifiedipc.http.wire.WireHeaders;
import io.unifiedipc.spi.Binding;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.StructuredEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A request in our words. What is wrong with its headers is found before its body is read. */
final class Inbound {
    private static final long MOST_MILLIS = TimeUnit.DAYS.toMillis(365);

    private final Routes.Target target;
    private final Caller caller;
    private final Headers headers;
    private final long deadline;
    private final int attempt;
    private final boolean minimal;
    private final boolean packed;

    Inbound(Incoming request, Routes.Target target, long arrived, Caller caller) {
        this.target = target;
        this.caller = caller;
        packed = Packing.packed(request);
        headers = headers(request);
        Long millis = number(request, HeaderNames.DEADLINE_MS, MOST_MILLIS);
        deadline = millis == null ? Delivery.NO_DEADLINE : arrived + TimeUnit.MILLISECONDS.toNanos(millis);
        Long count = number(request, HeaderNames.ATTEMPT, Integer.MAX_VALUE);
        attempt = count == null ? 1 : Math.toIntExact(count);
        minimal = Preferences.ask(request, "return=minimal");
    }

    Routes.Target target() {
        return target;
    }

    long deadline() {
        return deadline;
    }

    int attempt() {
        return attempt;
    }

    /** Who sent it. */
    Caller caller() {
        return caller;
    }

    /** The status of success that its route wants, or 0. */
    int status() {
        RoutedRequest routed = target.routed();
        return routed == null ? 0 : routed.status();
    }

    /** How it is read and answered by its route; null where it came to an address of ours. */
    Binding.@Nullable Received routed(Envelope envelope) {
        RoutedRequest routed = target.routed();
        return routed == null ? null : routed.with(envelope);
    }

    /** Whether the caller has no use for a reply. */
    boolean minimal() {
        return minimal;
    }

    /** The message, with its body as it came. */
    Envelope envelope(byte[] bytes) {
        byte[] body = packed ? Packing.unpack(bytes, target.intake().channel.maxPayload()) : bytes;
        String type = headers.get(HeaderNames.CONTENT_TYPE, "");
        Envelope envelope = StructuredEvent.is(type) ? structured(body) : Envelope.of(headers, body);
        return envelope.withHeaders(withOperation(envelope.headers()));
    }

    private Envelope structured(byte[] body) {
        try {
            return StructuredEvent.read(headers, body);
        } catch (IpcException e) {
            throw e.kind() == Kind.UNSUPPORTED ? Refusal.mediaType(e.text()) : Refusal.of(e.kind(), e.text());
        }
    }

    /** The path says what is asked for, and a header may not say otherwise: what lets requests pass looks at paths. */
    private Headers withOperation(Headers all) {
        String named = all.get(HeaderNames.OPERATION);
        String asked = target.operation();
        if (asked.isEmpty()) {
            return named == null && all.get(HeaderNames.TYPE) == null ? withOnlyOperation(all) : all;
        }
        if (named != null && !named.equals(asked)) {
            throw Refusal.invalid(
                    "the path asks for '" + asked + "', header " + HeaderNames.OPERATION + " for '" + named + "'");
        }
        return named != null || asked.equals(all.get(HeaderNames.TYPE)) ? all : all.plus(HeaderNames.OPERATION, asked);
    }

    /** An event that doesn't say what it is can only be the one that is handled here. */
    private Headers withOnlyOperation(Headers all) {
        List<OperationSpec> known = target.intake().spec.operations();
        if (known.size() != 1) {
            throw Refusal.invalid("header " + HeaderNames.TYPE + " must say which event it is; here are handled "
                    + known.stream().map(OperationSpec::name).toList());
        }
        return all.plus(HeaderNames.OPERATION, known.get(0).name());
    }

    private static Headers headers(Incoming request) {
        WireHeaders.Reader reader = new WireHeaders.Reader(request.header(WireHeaders.ENCODED));
        try {
            request.headers(reader::take);
        } catch (IpcException e) {
            throw Refusal.invalid(e.text());
        }
        return reader.headers();
    }

    private static @Nullable Long number(Incoming request, String name, long most) {
        String text = request.header(name);
        if (text == null) {
            return null;
        }
        long number = Digits.parse(text, 0, 18);
        if (number > 0) {
            return Math.min(number, most);
        }
        throw Refusal.invalid("header " + name + " is '" + text + "': it must be a whole number from 1");
    }
}
