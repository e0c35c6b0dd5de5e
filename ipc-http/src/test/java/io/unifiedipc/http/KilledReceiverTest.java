package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.Shop.Place;
import io.unifiedipc.http.Shop.Placed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The receiver is a process of its own, and dies in the middle of a call. */
class KilledReceiverTest {
    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    /** The other process: prints its port, then a line for each command that has reached the handler. */
    static final class Receiver {
        private Receiver() {}

        /** Serves until it is killed, or nobody reads what it says. */
        @SuppressWarnings("SystemOut") // it is how it talks to the test
        public static void main(String[] args) throws Exception {
            HttpTransportProvider http = new HttpTransportProvider();
            Ipc ipc = Ipc.builder()
                    .isolated()
                    .add(http)
                    .set("service", "mortal")
                    .set("channels.orders.transport", "http")
                    .set("transports.http.listen", args[0])
                    .build();
            CountDownLatch never = new CountDownLatch(1);
            ipc.channel("orders").handle(Place.class, order -> {
                if (order.payload().sku().equals("hangs")) {
                    System.out.println("running");
                    never.await();
                }
                return new Placed("1", order.payload().sku());
            });
            ipc.start();
            ipc.ready().join();
            System.out.println(http.port());
            // The test holds the other end: when it has gone, so does this.
            int ignored = System.in.read();
            ipc.close();
        }
    }

    private record Child(Process process, BufferedReader says) implements AutoCloseable {
        static Child start(int port) throws IOException {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xshare:auto",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Receiver.class.getName(),
                            Integer.toString(port)))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Child(process, process.inputReader(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void killedInTheMiddleOfACall() throws Exception {
        Child child = guard.watch(Child.start(0));
        int port = Integer.parseInt(child.says().readLine());
        Ipc caller = guard.open(Shop.callerOf("http://127.0.0.1:" + port, "channels.orders.timeout", "20s"));
        assertThat(caller.channel("orders").call(Command.of(new Place("ok", 1)), Placed.class))
                .isEqualTo(new Placed("1", "ok"));

        var later = caller.channel("orders").callAsync(Shop.place("hangs"), Placed.class);
        var blocking =
                CompletableFuture.supplyAsync(() -> caller.channel("orders").call(Shop.place("hangs"), Placed.class));
        assertThat(child.says().readLine()).isEqualTo("running");
        assertThat(child.says().readLine()).isEqualTo("running");
        child.process().destroyForcibly();
        for (CompletableFuture<?> each : List.of(later, blocking)) {
            assertThatThrownBy(() -> each.get(5, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(IpcException.class, e -> {
                        assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.CONNECTION_LOST);
                        assertThat(e.executed()).isEqualTo(Executed.MAYBE);
                    });
        }
        assertThat(child.process().waitFor()).as("kill -9").isEqualTo(137);
        assertThatThrownBy(() -> caller.channel("orders").call(Shop.place("ok"), Placed.class))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
                    assertThat(e.executed()).isEqualTo(Executed.NO);
                });

        Child next = guard.watch(Child.start(port));
        assertThat(next.says().readLine()).isEqualTo(Integer.toString(port));
        assertThat(caller.channel("orders").call(Shop.place("again"), Placed.class))
                .as("the caller finds the next one by itself")
                .isEqualTo(new Placed("1", "again"));
    }
}
