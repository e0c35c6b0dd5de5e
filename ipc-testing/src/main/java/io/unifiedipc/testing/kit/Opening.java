package io.unifiedipc.testing.kit;

import io.unifiedipc.Extension;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.spi.DecoratorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One peer of a plan before it is opened: what its configuration says. */
public final class Opening {
    private static final Pattern TIMEOUT = Pattern.compile("(^|[ ,{])timeout:");

    private final TransportUnderTest transport;
    private final Plan plan;
    private final int peer;
    private final List<Extension> more = new ArrayList<>();
    private String orders = "";
    private String news = "";
    private String service = "";
    private @Nullable String receive;
    private String over;

    Opening(TransportUnderTest transport, Plan plan, int peer) {
        this.transport = transport;
        this.plan = plan;
        this.peer = peer;
        over = transport.name();
    }

    /** Further keys of the channel of commands, in the flow style: {@code "timeout: 5s, window: 8"}. */
    public Opening orders(String keys) {
        orders = keys;
        return this;
    }

    /** Further keys of the channel of events. */
    public Opening news(String keys) {
        news = keys;
        return this;
    }

    /** A further key of the service: {@code "close-within: 300ms"}. */
    public Opening service(String line) {
        service += line + "\n";
        return this;
    }

    /** The channels are received on these transports. */
    public Opening receive(String transports) {
        receive = transports;
        return this;
    }

    /** The channels are carried by this transport, and not by the one under test. */
    public Opening over(String other) {
        over = other;
        return this;
    }

    /** With this too. */
    public Opening with(Extension extension) {
        more.add(extension);
        return this;
    }

    /** The whole configuration. */
    String yaml(String name) {
        StringBuilder text = new StringBuilder("ipc:\n  service: ").append(name).append('\n');
        text.append(service.indent(2));
        text.append("  transports:\n    ").append(transport.name()).append(": ");
        text.append(transport.transport(plan, peer)).append("\n  channels:\n");
        for (Plan.Place place : plan.places()) {
            text.append("    ").append(place.channel()).append(": {kind: ");
            text.append(place.kind().name().toLowerCase(Locale.ROOT));
            text.append(", transport: ").append(over);
            if (receive != null) {
                text.append(", receive: [").append(receive).append(']');
            }
            text.append(", ").append(transport.name()).append(": ").append(transport.channel(plan, place));
            String keys = place.channel().equals(Plan.ORDERS)
                    ? orders
                    : place.channel().equals(Plan.NEWS) ? news : "";
            text.append(keys.isEmpty() ? "" : ", " + keys)
                    .append(patience(keys))
                    .append(off(keys))
                    .append("}\n");
        }
        return text.toString();
    }

    /** A scenario that is not about time has enough of it, also on a busy machine. */
    private static String patience(String keys) {
        return TIMEOUT.matcher(keys).find() ? "" : ", timeout: 20s";
    }

    /** A scenario has the decorators that it names: others on the class path would have a say in what is tested. */
    private String off(String keys) {
        return ServiceLoader.load(DecoratorProvider.class).stream()
                .map(each -> each.get().name())
                .filter(name -> !keys.contains(name + ":") && !isAdded(name))
                .map(name -> ", " + name + ": off")
                .collect(Collectors.joining());
    }

    private boolean isAdded(String decorator) {
        return more.stream()
                .anyMatch(each -> each instanceof DecoratorProvider provider
                        && provider.name().equals(decorator));
    }

    IpcBuilder builder(String name) {
        IpcBuilder builder = Ipc.builder().isolated().yaml(yaml(name));
        transport.extensions(plan).forEach(builder::add);
        more.forEach(builder::add);
        return builder;
    }
}
