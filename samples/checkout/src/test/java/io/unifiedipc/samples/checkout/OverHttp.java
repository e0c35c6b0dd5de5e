package io.unifiedipc.samples.checkout;

import io.unifiedipc.IpcBuilder;
import io.unifiedipc.testing.Elsewhere;
import java.io.IOException;
import java.net.ServerSocket;

/** The whole shop over HTTP, on one free port of this machine. */
final class OverHttp implements Elsewhere {
    private final String here;
    private final int port;

    OverHttp() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        here = "http://127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public void configure(IpcBuilder builder, String service) {
        builder.set("channels.*.transport", "http")
                .set("transports.http.listen", Integer.toString(port))
                .set("channels.orders.http.address", here)
                .set("channels.web-replies.http.address", here)
                .set("channels.order-events.http.groups.billing", here)
                .set("channels.order-events.http.groups.shipping", here)
                .set("channels.quotes.http.groups.north", here)
                .set("channels.quotes.http.groups.south", here)
                .set("channels.quotes.http.groups.east", here);
    }
}
