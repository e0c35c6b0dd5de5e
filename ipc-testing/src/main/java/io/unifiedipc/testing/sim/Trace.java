package io.unifiedipc.testing.sim;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Everything that happened in a {@link Simulation}, in order: one line each, with the time in milliseconds since the world began.
 * Messages are numbered in the order of their first sight; a reply has the number of its request. Of several tasks or timers that
 * could have run, it says which one did. There is nothing in it that differs from run to run.
 *
 * <pre>
 *     0.000 shop       #1 PlaceOrder on 'orders' REQUEST
 *     0.000            publish #1 PlaceOrder at orders, arrives after 12.408 ms
 *    12.408            deliver #1 PlaceOrder at orders
 *    12.408 orders     task Inbound, 2 of 3
 *    12.408 orders     #1 PlaceOrder on 'orders', attempt 1, handler begins
 * </pre>
 */
public final class Trace {
    private static final int TIME_WIDTH = 10;
    private static final int SERVICE_WIDTH = 10;

    private final LongSupplier now;
    private final List<String> lines = new ArrayList<>();

    Trace(LongSupplier now) {
        this.now = now;
    }

    /** Something has happened: to a service, or to the world where that is empty. */
    void add(String service, String what) {
        StringBuilder line = new StringBuilder(TIME_WIDTH + SERVICE_WIDTH + 2 + what.length());
        String time = millis(now.getAsLong());
        pad(line, TIME_WIDTH - time.length());
        line.append(time).append(' ').append(service);
        pad(line, SERVICE_WIDTH - service.length());
        lines.add(line.append(' ').append(what).toString());
    }

    private static void pad(StringBuilder line, int spaces) {
        for (int i = 0; i < spaces; i++) {
            line.append(' ');
        }
    }

    /** Nanoseconds as milliseconds with three digits. */
    static String millis(long nanos) {
        long micros = nanos / 1_000;
        String fraction = Long.toString(1_000 + micros % 1_000);
        return micros / 1_000 + "." + fraction.substring(1);
    }

    /** How many things have happened. */
    public int size() {
        return lines.size();
    }

    /** All lines so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The last lines, at most so many. */
    public List<String> last(int most) {
        return List.copyOf(lines.subList(Math.max(0, lines.size() - most), lines.size()));
    }

    /** SHA-256 of all lines so far, in hexadecimal digits: the same for the same run. */
    public String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String line : lines) {
                sha.update(line.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) '\n');
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** All lines so far, for a person. */
    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
