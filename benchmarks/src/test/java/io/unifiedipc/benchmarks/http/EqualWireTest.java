package io.unifiedipc.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.benchmarks.Contender;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That all who are compared put the same on the wire. */
final class EqualWireTest {
    /** The head and the body of a message; names in lower case, values by their length where {@code lengths}. */
    private record Message(String first, Map<String, String> headers, String body) {
        static Message of(String text) {
            int end = text.indexOf("\r\n\r\n");
            String[] lines = text.substring(0, end).split("\r\n", -1);
            Map<String, String> headers = new TreeMap<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
            return new Message(lines[0], headers, text.substring(end + 4));
        }

        /** Less what a library says or leaves out whatever it is told. */
        Map<String, Integer> lengths(String... but) {
            Map<String, Integer> lengths = new TreeMap<>();
            headers.forEach((name, value) -> lengths.put(name, value.length()));
            // A whole second has no fraction, a slow machine has less of its deadline left, and a port has any number.
            List.of("ce-time", "ipc-deadline-ms", "host").forEach(name -> lengths.replace(name, 0));
            List.of(but).forEach(lengths::remove);
            return lengths;
        }
    }

    private static List<Message> sent(OrderClient.Opening opening, boolean futures) throws Exception {
        BlockingQueue<String> requests = new LinkedBlockingQueue<>();
        try (FixedServer server = FixedServer.telling(requests::add);
                OrderClient client = opening.open(server.address())) {
            client.place(PlaceOrder.ONE).checked();
            if (futures) {
                client.later(PlaceOrder.ONE).get(30, TimeUnit.SECONDS).checked();
            }
        }
        return requests.stream().map(Message::of).toList();
    }

    private static void same(OrderClient.Opening opening, boolean futures, String... but) throws Exception {
        Message ours = sent(Ours::open, false).get(0);
        List<Message> all = sent(opening, futures);
        assertThat(all).hasSize(futures ? 2 : 1);
        for (Message each : all) {
            assertThat(each.first()).isEqualTo(ours.first());
            assertThat(each.lengths(but)).isEqualTo(ours.lengths(but));
            assertThat(each.body()).isEqualTo(ours.body());
        }
    }

    @Test
    void ofARequest() throws Exception {
        Message ours = sent(Ours::open, false).get(0);
        assertThat(ours.body()).hasSizeBetween(190, 230);
        same(Ours::open, true);
        same(Ours::contract, false);
        same(OkHttpRaw::open, true);
        same(RetrofitPeer::open, true);
    }

    /** It asks for any type of answer where nobody says which: 13 bytes more. */
    @Test
    void ofFeign() throws Exception {
        same(FeignPeer::open, true, "accept");
    }

    /** It takes for granted that connections stay, as HTTP/1.1 has it. */
    @Test
    void ofArmeria() throws Exception {
        same(ArmeriaPeer::open, true, "connection");
    }

    @Test
    void ofTheLoadOfReceivers() throws Exception {
        Message ours = sent(Ours::open, false).get(0);
        String address = "127.0.0.1:12345";
        Message load = Message.of(new String(Wire.request(address, "PlaceOrder"), StandardCharsets.UTF_8));
        assertThat(load.first()).isEqualTo(ours.first());
        assertThat(load.lengths()).isEqualTo(ours.lengths());
        assertThat(load.body()).isEqualTo(ours.body());
    }

    private static Message answer(Contender.Server server, String type) throws Exception {
        try (Contender.Running running = server.open()) {
            URI uri = URI.create(running.address());
            try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
                socket.getOutputStream().write(Wire.request(uri.getAuthority(), type));
                Frame frame = new Frame(socket.getInputStream());
                if (!frame.next()) {
                    throw new IOException("no answer");
                }
                return Message.of(frame.text());
            }
        }
    }

    @Test
    void ofAReply() throws Exception {
        Message ours = answer(OurServer::open, "PlaceOrder");
        for (Message each : List.of(
                answer(OurServer::open, "Quick"),
                answer(BareServer::open, "PlaceOrder"),
                answer(BareServer::open, "Quick"),
                answer(FixedServer::open, "PlaceOrder"))) {
            assertThat(each.first()).isEqualTo(ours.first());
            assertThat(each.lengths()).isEqualTo(ours.lengths());
            assertThat(each.body()).isEqualTo(ours.body());
        }
    }
}
