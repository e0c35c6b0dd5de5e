package io.unifiedipc.runtime;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Subscription;
import io.unifiedipc.config.ChannelSettings;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.ReceiveSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The receiving side of a channel: its groups, and the transports that feed them. */
final class Receiving {
    private static final Pattern GROUP = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private final ChannelSettings settings;
    private final Function<String, Inbound> inbounds;
    private final Function<String, Link> links;
    private final Function<String, Capabilities> capabilities;
    private final Codec codec;
    private final BooleanSupplier held;
    private final Map<String, Group> groups = new TreeMap<>();
    private boolean started;

    /**
     * @param inbounds makes the receiving side of a group
     * @param links opens this channel on a transport
     * @param capabilities what this channel can do on a transport
     * @param codec how its payloads are written
     * @param held whether it is to take nothing in, for a reason of ours
     */
    Receiving(
            ChannelSettings settings,
            Function<String, Inbound> inbounds,
            Function<String, Link> links,
            Function<String, Capabilities> capabilities,
            Codec codec,
            BooleanSupplier held) {
        this.settings = settings;
        this.inbounds = inbounds;
        this.links = links;
        this.capabilities = capabilities;
        this.codec = codec;
        this.held = held;
    }

    static void checkGroup(String group) {
        if (!GROUP.matcher(group).matches()) {
            throw misconfigured("'" + group + "' can't name a group: use lower-case letters, digits and ._-");
        }
    }

    synchronized Subscription add(String group, Handling handling) {
        String name = handling.operation().name();
        if (started) {
            throw misconfigured("'" + settings.name() + "' receives already: give it its handler of " + name
                    + " before Ipc.start()");
        }
        Group of = groups.computeIfAbsent(group, g -> new Group(settings.name(), inbounds.apply(g), held));
        if (handling.operation().deduplicated() && !of.inbound().deduplicates()) {
            throw misconfigured(name + " is deduplicated, and '" + settings.name()
                    + "' has nowhere to keep what became of it: set channels." + settings.name()
                    + ".outcomes to a block under ipc.outcome-stores");
        }
        if (of.inbound().handlings().putIfAbsent(name, handling) != null) {
            throw misconfigured("'" + settings.name() + "' has a handler of " + name
                    + (group.isEmpty() ? "" : " for group '" + group + "'") + " already: one operation, one handler");
        }
        return of;
    }

    synchronized Subscription addAll(String group, Collection<Handling> handlings) {
        Subscription subscription = null;
        for (Handling handling : handlings) {
            subscription = add(group, handling);
        }
        return Objects.requireNonNull(subscription, "a contract has operations");
    }

    synchronized void start() {
        started = true;
        for (Map.Entry<String, Group> group : groups.entrySet()) {
            List<OperationSpec> operations = operations(group.getValue().inbound());
            for (String transport : settings.receive()) {
                Capabilities there = capabilities.apply(transport);
                ReceiveSpec spec = new ReceiveSpec(group.getKey(), operations, codec, settings.window(there));
                group.getValue().open(links.apply(transport), spec, there.has(Capability.STORED));
            }
            group.getValue().opened();
        }
    }

    /** Whether it is to take something in may be another than before. */
    void update() {
        groups().forEach(Group::update);
    }

    private List<OperationSpec> operations(Inbound inbound) {
        List<OperationSpec> all = new ArrayList<>();
        inbound.handlings().values().forEach(handling -> all.add(handling.operation()));
        if (inbound.deduplicates() && settings.kind() == ChannelKind.COMMANDS) {
            all.add(OutcomeQuery.OPERATION);
        }
        return all;
    }

    synchronized Collection<Group> groups() {
        return List.copyOf(groups.values());
    }

    private static IpcException misconfigured(String text) {
        return IpcException.of(Kind.MISCONFIGURED, Executed.NO, text).here();
    }
}
