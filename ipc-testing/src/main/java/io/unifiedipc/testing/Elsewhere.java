package io.unifiedipc.testing;

/**
 * Another place where tests run: it sets what carries the channels there. Made anew for each test method, so that a port found
 * by its constructor is the same for all services of the test.
 *
 * <pre>{@code
 * class OverHttp implements Elsewhere {
 *     private final int port = freePort();
 *
 *     public String name() {
 *         return "http";
 *     }
 *
 *     public void configure(IpcBuilder builder, String service) {
 *         builder.set("channels.*.transport", "http")
 *                 .set("channels.*.receive", "http")
 *                 .set("transports.http.listen", "" + port)
 *                 .set("channels.orders.http.address", "http://localhost:" + port);
 *     }
 * }
 * }</pre>
 */
public interface Elsewhere extends Setup {
    /** Its name, in reports and in {@link Differs#on}. */
    String name();
}
