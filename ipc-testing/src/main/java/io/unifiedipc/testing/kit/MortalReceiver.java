package io.unifiedipc.testing.kit;

import io.unifiedipc.Ipc;
import io.unifiedipc.testing.kit.TransportUnderTest.KillsReceivers;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A receiver whose worker serves, and which can be killed without a word: a process of its own, where there can be one. */
abstract class MortalReceiver {
    static MortalReceiver start(TransportUnderTest transport, Plan plan, String name, Opening how, LeakGuard guard) {
        if (transport instanceof KillsReceivers killer) {
            return new Inside(killer, plan, name, how, guard);
        }
        return new Outside(how.yaml(name), name);
    }

    /** What reached its handler. */
    abstract List<String> ran();

    /** Waits until so many of its handlers hang. */
    abstract void awaitHanging(int count);

    /** Kills it. */
    abstract void kill();

    /** Ends it, if it has not ended. */
    abstract void close();

    /** For a transport in one process: its {@code Ipc} is cut off. */
    private static final class Inside extends MortalReceiver {
        private final Worker worker = new Worker();
        private final KillsReceivers killer;
        private final Plan plan;
        private final String name;
        private final Ipc ipc;
        private final LeakGuard guard;

        Inside(KillsReceivers killer, Plan plan, String name, Opening how, LeakGuard guard) {
            this.killer = killer;
            this.plan = plan;
            this.name = name;
            this.guard = guard;
            ipc = guard.watch(
                    name, how.service("close-within: 300ms").builder(name).build());
            worker.serves(ipc);
            ipc.start();
            Await.result(ipc.ready());
        }

        @Override
        List<String> ran() {
            return worker.ran();
        }

        @Override
        void awaitHanging(int count) {
            worker.awaitHanging(count);
        }

        @Override
        void kill() {
            guard.mayBeBusy(ipc);
            killer.kill(plan, name);
        }

        @Override
        void close() {
            worker.letGo();
            ipc.close();
        }
    }

    /** A process of its own, told on its input what to be; it says on its output what reaches its handler. */
    private static final class Outside extends MortalReceiver {
        private static final String READY = "ready";
        private final Process process;
        private final List<String> ran = new CopyOnWriteArrayList<>();

        Outside(String yaml, String name) {
            try {
                process = new ProcessBuilder(List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xshare:auto",
                                "-cp",
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                MortalReceiver.class.getName()))
                        .redirectError(ProcessBuilder.Redirect.appendTo(log()))
                        .start();
                DataOutputStream tells = new DataOutputStream(process.getOutputStream());
                tells.writeUTF(yaml);
                tells.flush();
                BufferedReader says = process.inputReader(StandardCharsets.UTF_8);
                String first = says.readLine();
                if (!READY.equals(first)) {
                    process.destroyForcibly();
                    throw new AssertionError("the receiver's process said '" + first + "'; see " + log());
                }
                Thread reader = new Thread(() -> says.lines().forEach(ran::add), "reads-" + name);
                reader.setDaemon(true);
                reader.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static File log() throws IOException {
            Path folder = Path.of("target", "kit");
            Files.createDirectories(folder);
            return folder.resolve("receivers.log").toFile();
        }

        @Override
        List<String> ran() {
            return List.copyOf(ran);
        }

        @Override
        void awaitHanging(int count) {
            Await.until(
                    count + " handlers hang",
                    () -> ran.stream().filter(each -> each.startsWith("hang")).count() >= count);
        }

        @Override
        void kill() {
            close();
        }

        @Override
        void close() {
            process.destroyForcibly();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    throw new AssertionError("process " + process.pid() + " was killed and is still there");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    /** The other process. It ends when its input does, which is when the test's process is gone. */
    @SuppressWarnings("SystemOut") // it is how it talks to the test
    public static void main(String[] args) throws Exception {
        String yaml = new DataInputStream(System.in).readUTF();
        Worker worker = new Worker() {
            @Override
            void heard(String what) {
                System.out.println(what);
            }
        };
        Ipc ipc = Ipc.builder().isolated().yaml(yaml).build();
        worker.serves(ipc);
        ipc.start();
        Await.result(ipc.ready());
        System.out.println(Outside.READY);
        System.in.transferTo(OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
