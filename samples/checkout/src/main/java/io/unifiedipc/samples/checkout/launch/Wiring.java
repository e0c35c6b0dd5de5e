package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher sets over the configuration file: the word {@code transport}, which ports are free on this machine just now, and
 * where the broker is. Nothing else makes one run different from another.
 *
 * @param transport what carries messages from one process to the other
 * @param beside what else the services receive on; null for nothing
 * @param servicesPort where the services listen
 * @param deskPort where the desk listens, for its answers
 * @param broker where the broker listens; null where the file says it, or there is none
 */
record Wiring(
        String transport,
        @Nullable String beside,
        int servicesPort,
        int deskPort,
        @Nullable String broker) {
    private static final Map<String, List<String>> GROUPS =
            Map.of("order-events", List.of("billing", "shipping"), "quotes", List.of("north", "south", "east"));

    /** With the addresses that stand in the file. */
    static Wiring asWritten(String transport, @Nullable String beside) {
        return new Wiring(transport, beside, 8081, 8082, null);
    }

    /** With ports that are free. */
    static Wiring withFreePorts(String transport, @Nullable String beside, @Nullable String broker) throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            return new Wiring(transport, beside, one.getLocalPort(), other.getLocalPort(), broker);
        }
    }

    /** For the process of the desk that calls from outside. */
    Map<String, String> desk() {
        return caller(transport);
    }

    /** For who calls from outside over this one. */
    Map<String, String> caller(String over) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("transport", over);
        addresses(keys, deskPort);
        return keys;
    }

    /** For the process of the services. Where a desk is in there too, its calls stay in memory. */
    Map<String, String> services() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("transport", beside == null ? transport : beside);
        if (beside != null) {
            keys.put("receive", beside + "," + transport);
            keys.put("channels.web-replies.transport", transport);
        }
        addresses(keys, servicesPort);
        return keys;
    }

    /** A builder for this file with these keys over it. */
    static IpcBuilder builder(Path config, Map<String, String> keys) {
        IpcBuilder builder = Ipc.builder().file(config);
        keys.forEach(builder::set);
        return builder;
    }

    private void addresses(Map<String, String> keys, int listen) {
        if (broker != null) {
            keys.put("transports.kafka.bootstrap-servers", broker);
        }
        if (!transport.equals("http") && !"http".equals(beside)) {
            return;
        }
        keys.put("transports.http.listen", Integer.toString(listen));
        keys.put("channels.admin.http.address", local(servicesPort));
        keys.put("channels.orders.http.address", local(servicesPort));
        GROUPS.forEach((channel, groups) -> groups.forEach(
                group -> keys.put("channels." + channel + ".http.groups." + group, local(servicesPort))));
        keys.put("channels.web-replies.http.address", local(deskPort));
        keys.put("channels.counter-replies.http.address", local(deskPort));
    }

    private static String local(int port) {
        return "http://127.0.0.1:" + port;
    }
}
