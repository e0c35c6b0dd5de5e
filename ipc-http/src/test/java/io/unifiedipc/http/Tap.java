package io.unifiedipc.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line between caller and receiver: counts and keeps what goes through it, and can cut, delay and stall it. */
final class Tap implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([1-5][0-9]{2}) ?[^\r\n]*\r\n");
    private static final int NEVER = Integer.MAX_VALUE;

    private final IntSupplier target;
    private final ServerSocket server;
    private final ConcurrentHashMap<Socket, Boolean> sockets = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int mostSent = NEVER;
    private volatile int mostAnswered = NEVER;
    private volatile boolean stalled;
    private volatile Duration pause = Duration.ZERO;

    /** A line to a port of this machine, asked for at each connection. */
    Tap(IntSupplier target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RawPeer.daemon(this::accept);
    }

    String base() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections were made. */
    int connections() {
        return connections.get();
    }

    /** How many are there now. */
    int open() {
        return open.get();
    }

    /** Bytes from callers. */
    long sent() {
        return sent.get();
    }

    /** Bytes from the receiver, also those that were held back. */
    long answered() {
        return answered.get();
    }

    /** The statuses of all answers that the receiver gave, in the order of their arrival. */
    List<Integer> statuses() {
        return statuses;
    }

    /** What callers sent, by connection. */
    List<String> requests() {
        return requests;
    }

    /** From now on each connection is closed after so many bytes from its caller. */
    void cutRequestsAfter(int bytes) {
        mostSent = bytes;
    }

    /** From now on each connection is closed after so many bytes of answers. */
    void cutAnswersAfter(int bytes) {
        mostAnswered = bytes;
    }

    /** From now on no answer gets through. */
    void stall() {
        stalled = true;
    }

    /** From now on each byte of an answer takes that long. */
    void drip(Duration each) {
        pause = each;
    }

    /** Everything gets through again, on connections made from now on. */
    void heal() {
        mostSent = NEVER;
        mostAnswered = NEVER;
        stalled = false;
        pause = Duration.ZERO;
        cut();
    }

    /** Closes every connection. */
    void cut() {
        sockets.keySet().forEach(Tap::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                connections.incrementAndGet();
                open.incrementAndGet();
                sockets.put(caller, true);
                RawPeer.daemon(() -> connect(caller));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket caller) {
        try (Socket receiver = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt())) {
            sockets.put(receiver, true);
            CountDownLatch ended = new CountDownLatch(1);
            RawPeer.daemon(() -> {
                answers(receiver, caller);
                ended.countDown();
            });
            requests(caller, receiver);
            ended.await();
            sockets.remove(receiver);
        } catch (IOException e) {
            // The receiver isn't there: the caller sees a connection that is closed at once.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(caller);
            sockets.remove(caller);
            open.decrementAndGet();
        }
    }

    private void requests(Socket from, Socket to) {
        StringBuilder text = new StringBuilder();
        int index = requests.size();
        requests.add("");
        long seen = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] part = new byte[8192];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                sent.addAndGet(n);
                text.append(new String(part, 0, n, StandardCharsets.ISO_8859_1));
                requests.set(index, text.toString());
                int through = (int) Math.min(n, mostSent - seen);
                seen += n;
                if (through > 0) {
                    out.write(part, 0, through);
                }
                if (seen >= mostSent) {
                    break;
                }
            }
        } catch (IOException e) {
            // One of the two has gone, and so does the other.
        }
        close(from);
        close(to);
    }

    private void answers(Socket from, Socket to) {
        StringBuilder text = new StringBuilder();
        int found = 0;
        long seen = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] part = new byte[8192];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                answered.addAndGet(n);
                text.append(new String(part, 0, n, StandardCharsets.ISO_8859_1));
                List<Integer> all = new ArrayList<>();
                Matcher matcher = STATUS.matcher(text);
                while (matcher.find()) {
                    all.add(Integer.valueOf(matcher.group(1)));
                }
                statuses.addAll(all.subList(found, all.size()));
                found = all.size();
                pass(part, n, seen, out);
                seen += n;
                if (seen >= mostAnswered) {
                    break;
                }
            }
        } catch (IOException e) {
            // One of the two has gone, and so does the other.
        }
        close(from);
        close(to);
    }

    private void pass(byte[] part, int n, long seen, OutputStream out) throws IOException {
        int through = (int) Math.max(0, Math.min(n, mostAnswered - seen));
        if (stalled) {
            return;
        }
        if (pause.isZero()) {
            out.write(part, 0, through);
            return;
        }
        for (int i = 0; i < through && closed.getCount() > 0; i++) {
            LockSupport.parkNanos(this, pause.toNanos());
            out.write(part, i, 1);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        cut();
    }
}
