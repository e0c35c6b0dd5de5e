package outside;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;

/** Calls itself, once in memory and once over HTTP. */
public final class Outside {
    record Hello(String name) {}

    record Greeting(String text) {}

    private Outside() {}

    public static void main(String[] args) throws Exception {
        int port = freePort();
        try (Ipc ipc = Ipc.builder()
                .set("transports.http.listen", String.valueOf(port))
                .set("channels.far.http.address", "http://127.0.0.1:" + port)
                .build()) {
            Channel near = greeting(ipc, "near");
            Channel far = greeting(ipc, "far");
            ipc.start();
            ipc.ready().get(10, TimeUnit.SECONDS);
            System.out.println("outside: memory says " + ask(near) + ", http says " + ask(far));
        }
    }

    private static Channel greeting(Ipc ipc, String name) {
        Channel channel = ipc.channel(name);
        channel.handle(
                Hello.class, hello -> new Greeting("'hello " + hello.payload().name() + ", from " + name + "'"));
        return channel;
    }

    private static String ask(Channel channel) {
        return channel.call(Command.of(new Hello("outside")), Greeting.class).text();
    }

    /** Nobody holds it between here and the transport, so it is found afresh each time and never written down. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
