package io.unifiedipc.runtime;

import io.unifiedipc.config.ChannelSettings;
import io.unifiedipc.config.Settings;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import io.unifiedipc.spi.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transports of one {@code Ipc} and the links on them, each opened on first need. */
final class Transports {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.closing");

    private final Settings settings;
    private final Map<String, TransportProvider> providers;
    private final IpcRuntime runtime;
    private final Map<String, Transport> open = new LinkedHashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();
    private boolean closed;

    Transports(Settings settings, Map<String, TransportProvider> providers, IpcRuntime runtime) {
        this.settings = settings;
        this.providers = providers;
        this.runtime = runtime;
    }

    /** The link of a channel, in one major, on a transport; the configuration was checked, so that both are there. */
    synchronized Link link(ChannelSettings channel, String version, String transport) {
        String key = channel.name() + " v" + Version.majorOf(version) + " " + transport;
        Link link = links.get(key);
        if (link == null) {
            if (closed) {
                throw Stack.closed(channel.name()).here();
            }
            link = transport(transport).link(channel.spec(version, transport));
            links.put(key, link);
        }
        return link;
    }

    Capabilities capabilities(ChannelSettings channel, String version, String transport) {
        return provider(transport).capabilities(channel.spec(version, transport));
    }

    private Transport transport(String name) {
        Transport transport = open.get(name);
        if (transport == null) {
            transport = provider(name).open(settings.transports().getOrDefault(name, Config.EMPTY), runtime);
            open.put(name, transport);
        }
        return transport;
    }

    private TransportProvider provider(String name) {
        TransportProvider provider = providers.get(name);
        if (provider == null) {
            throw new IllegalStateException("transport '" + name + "' passed the check and is not there");
        }
        return provider;
    }

    synchronized void start() {
        open.values().forEach(Transport::start);
    }

    synchronized int pendingReplies() {
        return links.values().stream()
                .mapToInt(link -> link instanceof BrokerLink broker ? broker.pendingReplies() : 0)
                .sum();
    }

    /** Closes links, then what they stand on. */
    CompletableFuture<Void> close() {
        List<Link> allLinks;
        List<Transport> allTransports;
        synchronized (this) {
            closed = true;
            allLinks = new ArrayList<>(links.values());
            allTransports = new ArrayList<>(open.values());
        }
        return all(allLinks.stream().map(Link::close).toList())
                .exceptionally(failed -> {
                    LOG.warn("a channel could not be closed cleanly", failed);
                    return null;
                })
                .thenCompose(nothing ->
                        all(allTransports.stream().map(Transport::close).toList()));
    }

    private static CompletableFuture<Void> all(List<CompletionStage<Void>> stages) {
        return CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }
}
