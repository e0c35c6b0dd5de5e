package io.unifiedipc.http.call;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Style;
import io.unifiedipc.tls.BadFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The calling side of one channel: where a call goes, and its exchange. */
public final class Calling {
    final ChannelSpec channel;
    final HttpCaller caller;
    final Client client;
    private final @Nullable Places address;
    private final Map<String, Places> groups = new LinkedHashMap<>();
    final Refused refused;
    private final boolean metadata;
    private final boolean respondAsync;
    final Pauses pauses;
    private final @Nullable Showing showing;
    private volatile boolean closed;

    /** With the addresses of its channel's options, and with what its calls show, if anything. */
    public Calling(ChannelSpec channel, HttpCaller caller, @Nullable Credentials credentials) {
        this.channel = channel;
        this.caller = caller;
        pauses = new Pauses(caller.context);
        showing = credentials == null ? null : new Showing(channel, credentials, this::request);
        client = new Client(channel, caller);
        List<String> bases = channel.options().find(HttpOptions.ADDRESS);
        address = bases == null ? null : new Places(bases, channel);
        Map<String, String> refusals = channel.options().find(HttpOptions.REFUSALS);
        refused = new Refused(refusals == null ? Map.of() : refusals);
        metadata = channel.options().get(HttpOptions.METADATA);
        respondAsync = channel.options().get(HttpOptions.RESPOND_ASYNC);
        Map<String, List<String>> named = channel.options().find(HttpOptions.GROUPS);
        if (named != null) {
            named.forEach((group, urls) -> groups.put(group, new Places(urls, channel)));
        }
    }

    /** The groups that an event goes to. */
    public Set<String> groups() {
        return groups.keySet();
    }

    /** The receivers of commands, or of a group's events. */
    public List<String> endpoints(@Nullable String group) {
        Places places = group == null ? address : groups.get(group);
        return places == null ? List.of() : places.all();
    }

    /** Makes the exchange that a call stands for, and ends the call with it. */
    public void request(Call call) {
        if (showing == null) {
            request(call, null, true);
        } else {
            showing.start(call);
        }
    }

    /** The other side refused what a call has shown. */
    void rejected(Credential credential) {
        if (showing != null) {
            showing.rejected(credential);
        }
    }

    private void request(Call call, @Nullable Credential credential, boolean here) {
        Exchange exchange;
        try {
            exchange = exchange(call, credential);
        } catch (IpcException e) {
            call.fail(e);
            return;
        }
        call.onCancel(exchange::cancel);
        exchange.start(here && call.mayBlock() && !exchange.shares() && Threads.currentMayBlock());
    }

    private Exchange exchange(Call call, @Nullable Credential credential) {
        if (closed) {
            throw Answers.closed(channel, Executed.NO);
        }
        HttpUrl url = place(call);
        try {
            return new Exchange(this, call, url, credential);
        } catch (BadFile e) {
            throw IpcException.of(
                    Kind.MISCONFIGURED, Executed.NO, "'" + channel.name() + "' can't be called: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw IpcException.of(Kind.INVALID, Executed.NO, "'" + channel.name() + "': " + e.getMessage(), e);
        }
    }

    private HttpUrl place(Call call) {
        String group = call.group();
        if (group != null) {
            Places places = groups.get(group);
            if (places != null) {
                return places.of(call, group);
            }
        } else if (channel.kind() == ChannelKind.COMMANDS && address != null) {
            String target = call.envelope().headers().get(HeaderNames.TARGET);
            return target == null
                    ? address.of(call, call.operation().name())
                    : address.below(call, target.substring(target.indexOf(' ') + 1));
        }
        throw channel.kind() == ChannelKind.COMMANDS
                ? nowhere("address", "the base URL of the receiver")
                : nowhere("groups", "each group with its base URLs");
    }

    /** Whether requests by a route say what only this library has a use for. */
    boolean metadata() {
        return metadata;
    }

    /** The header {@code Prefer} (RFC 7240) of a request, empty for none. */
    String prefer(Style style) {
        boolean minimal = style == Style.SEND || style == Style.PUBLISH;
        return minimal
                ? (respondAsync ? "return=minimal, respond-async" : "return=minimal")
                : (respondAsync ? "respond-async" : "");
    }

    void abortIfClosed(Exchange exchange) {
        if (closed) {
            exchange.call.abort(Answers.closed(channel, Executed.MAYBE));
        }
    }

    boolean closed() {
        return closed;
    }

    /** Makes no more, and breaks off what is under way: kind CLOSED. */
    public void close() {
        closed = true;
        if (showing != null) {
            showing.close();
        }
        caller.running(exchange -> exchange.calling == this).forEach(this::abortIfClosed);
        pauses.waiting().forEach(this::abortIfClosed);
    }

    private IpcException nowhere(String key, String what) {
        return IpcException.of(
                Kind.MISCONFIGURED,
                Executed.NO,
                "channel '" + channel.name() + "' has nowhere to send to: set ipc.channels." + channel.name() + ".http."
                        + key + " to " + what);
    }
}
