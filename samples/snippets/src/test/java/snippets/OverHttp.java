package snippets;

import io.unifiedipc.IpcBuilder;
import io.unifiedipc.testing.Elsewhere;
import java.io.IOException;
import java.net.ServerSocket;

// begin: over-http
final class OverHttp implements Elsewhere {
    private final int port;

    OverHttp() throws IOException { // made anew for each test
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public void configure(IpcBuilder builder, String service) {
        builder.set("channels.*.transport", "http")
                .set("transports.http.listen", "" + port)
                .set("channels.orders.http.address", "http://localhost:" + port)
                .set("channels.order-events.http.groups.billing", "http://localhost:" + port);
    }
}
// end: over-http
