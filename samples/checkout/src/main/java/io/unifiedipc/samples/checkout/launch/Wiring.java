package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the launcher sets over the configuration file: the word {@code transport} and, for HTTP, which ports are free on this
 * machine just now. Nothing else makes one run different from another.
 *
 * @param transport what carries messages from one process to the other
 * @param both whether the services receive in memory too
 * @param servicesPort where the services listen
 * @param deskPort where the desk listens, for its answers
 */
record Wiring(String transport, boolean both, int servicesPort, int deskPort) {
    private static final Map<String, List<String>> GROUPS =
            Map.of("order-events", List.of("billing", "shipping"), "quotes", List.of("north", "south", "east"));

    /** With the ports that stand in the file. */
    static Wiring asWritten(String transport, boolean both) {
        return new Wiring(transport, both, 8081, 8082);
    }

    /** With ports that are free. */
    static Wiring withFreePorts(String transport, boolean both) throws IOException {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket other = new ServerSocket(0)) {
            return new Wiring(transport, both, one.getLocalPort(), other.getLocalPort());
        }
    }

    /** For the process of the desk that calls from outside. */
    Map<String, String> desk() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("transport", transport);
        ports(keys, deskPort);
        return keys;
    }

    /** For the process of the services. Where a desk is in there too, its calls stay in memory. */
    Map<String, String> services() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("transport", both ? Arguments.MEMORY : transport);
        if (both) {
            keys.put("receive", Arguments.MEMORY + "," + transport);
            keys.put("channels.web-replies.transport", transport);
        }
        ports(keys, servicesPort);
        return keys;
    }

    /** A builder for this file with these keys over it. */
    static IpcBuilder builder(Path config, Map<String, String> keys) {
        IpcBuilder builder = Ipc.builder().file(config);
        keys.forEach(builder::set);
        return builder;
    }

    private void ports(Map<String, String> keys, int listen) {
        if (!transport.equals("http")) {
            return;
        }
        keys.put("transports.http.listen", Integer.toString(listen));
        keys.put("channels.orders.http.address", local(servicesPort));
        GROUPS.forEach((channel, groups) -> groups.forEach(
                group -> keys.put("channels." + channel + ".http.groups." + group, local(servicesPort))));
        keys.put("channels.web-replies.http.address", local(deskPort));
    }

    private static String local(int port) {
        return "http://127.0.0.1:" + port;
    }
}
