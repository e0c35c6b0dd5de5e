package io.unifiedipc.samples.checkout.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param transport what carries the messages; null for memory first and HTTP then
 * @param beside what else the services receive on; null for nothing
 * @param outage whether to kill the orders service under load, and start it again
 * @param serve whether to start the services alone, until somebody stops them
 * @param admin what to ask of services that run, and do nothing else; null for nothing
 * @param describe whether to print the configuration, and do nothing else
 * @param explain what to compare, and do nothing else; null for nothing
 * @param broker where a broker listens that is there already; null for one that the run brings along
 * @param config the configuration file
 * @param input the lines to be done
 * @param output the folder for the effects
 * @param callers how many call side by side, at each desk
 */
record Arguments(
        @Nullable String transport,
        @Nullable String beside,
        boolean outage,
        boolean serve,
        @Nullable AdminCommand admin,
        boolean describe,
        @Nullable Explain explain,
        @Nullable String broker,
        Path config,
        Path input,
        Path output,
        int callers) {
    static final String MEMORY = "memory";

    /** A channel, on one transport and on another. */
    record Explain(String channel, String from, String to) {}

    /** Reads them; files that are not named are looked for in the sample's own folder. */
    static Arguments of(List<String> words, Path home) throws UsageException {
        String transport = null;
        String receive = null;
        boolean outage = false;
        boolean serve = false;
        List<String> admin = List.of();
        String broker = null;
        boolean describe = false;
        List<String> explain = List.of();
        Path config = home.resolve("ipc.yaml");
        Path input = home.resolve("orders.jsonl");
        Path output = home.resolve("target").resolve("effects");
        int callers = 8;
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.pop();
            switch (word) {
                case "--transport" -> transport = value(word, left);
                case "--receive" -> receive = value(word, left);
                case "--outage" -> outage = true;
                case "--serve" -> serve = true;
                case "--admin" -> admin = values(word, left);
                case "--broker" -> broker = value(word, left);
                case "--describe" -> describe = true;
                case "--explain" -> explain = values(word, left);
                case "--config" -> config = file(word, left);
                case "--input" -> input = file(word, left);
                case "--output" -> output = Path.of(value(word, left));
                case "--callers" -> callers = number(word, left);
                default -> throw new UsageException("'" + word + "' is no option");
            }
        }
        Pair pair = Pair.of(transport, receive);
        if (serve && (pair.transport() == null || pair.transport().equals(MEMORY) || pair.beside() != null)) {
            throw new UsageException("--serve goes with one --transport, and that of another process, such as http");
        }
        return new Arguments(
                pair.transport(),
                pair.beside(),
                outage,
                serve,
                admin.isEmpty() ? null : AdminCommand.of(admin),
                describe,
                explain(explain, transport),
                broker,
                config,
                input,
                output,
                callers);
    }

    private static @Nullable Explain explain(List<String> words, @Nullable String transport) throws UsageException {
        return switch (words.size()) {
            case 0 -> null;
            case 2 -> new Explain(words.get(0), transport == null ? MEMORY : transport, words.get(1));
            case 3 -> new Explain(words.get(0), words.get(1), words.get(2));
            default -> throw new UsageException("--explain wants a channel and one or two transports after it");
        };
    }

    /** What carries messages between the processes, and what the services receive on beside it. */
    private record Pair(
            @Nullable String transport, @Nullable String beside) {
        /** In whatever order they are named: callers in memory stay there, and others move from http to a broker. */
        private static final List<List<String>> ALL =
                List.of(List.of(MEMORY, "http"), List.of(MEMORY, "kafka"), List.of("http", "kafka"));

        static Pair of(@Nullable String transport, @Nullable String receive) throws UsageException {
            if (receive == null) {
                return new Pair(transport, null);
            }
            List<String> named = List.of(receive.split(",", -1));
            if (named.size() == 1 && (transport == null || named.contains(transport))) {
                return new Pair(receive, null);
            }
            for (List<String> each : ALL) {
                if (named.size() == 2
                        && named.containsAll(each)
                        && (transport == null || transport.equals(each.get(1)))) {
                    return new Pair(each.get(1), each.get(0));
                }
            }
            throw new UsageException(
                    "--receive '" + receive + "' can't be"
                            + (transport == null ? "" : " with --transport " + transport)
                            + ": write --receive memory,http, memory,kafka or http,kafka, and no --transport or the second of them");
        }
    }

    private static String value(String option, Deque<String> left) throws UsageException {
        if (left.isEmpty() || left.peek().isEmpty() || left.peek().startsWith("--")) {
            throw new UsageException(option + " wants a value after it");
        }
        return left.pop();
    }

    /** One at least, up to the next option. */
    private static List<String> values(String option, Deque<String> left) throws UsageException {
        List<String> all = new ArrayList<>(List.of(value(option, left)));
        while (!left.isEmpty() && !left.peek().startsWith("--")) {
            all.add(left.pop());
        }
        return all;
    }

    private static Path file(String option, Deque<String> left) throws UsageException {
        Path file = Path.of(value(option, left));
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UsageException(option + " " + file + ": there is no such file, or it can't be read");
        }
        return file;
    }

    private static int number(String option, Deque<String> left) throws UsageException {
        String text = value(option, left);
        if (!text.matches("[1-9]|[1-4][0-9]|50")) {
            throw new UsageException(option + " '" + text + "' is not a whole number from 1 to 50");
        }
        return Integer.parseInt(text);
    }
}
