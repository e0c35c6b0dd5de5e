package io.unifiedipc.http.call;

import io.unifiedipc.http.tls.TlsFailures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.TlsVersion;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses of a host were tried for one exchange, and what was wrong with each. OkHttp tries all of them, a quarter of a
 * second after each other or at once after a failure, as nothing was sent; its own failure names the first alone.
 */
final class Attempts {
    /** Tells each exchange of its own. */
    static final EventListener LISTENER = new EventListener() {
        @Override
        public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
            Exchange.of(call.request()).attempts().connected = true;
        }

        @Override
        public void connectFailed(
                Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol, IOException e) {
            Exchange.of(call.request()).attempts().add(address, e);
        }
    };

    private record Failed(String address, IOException why) {}

    private final List<Failed> all = new ArrayList<>();
    private volatile boolean connected;
    private volatile boolean unproven;

    /** Whether a connection was made for the exchange, rather than one used that had carried others. */
    boolean connected() {
        return connected;
    }

    /** The exchange is about to be written to this connection. */
    void use(Connection connection) {
        Handshake handshake = connection.handshake();
        unproven = connected && (handshake == null || handshake.tlsVersion() == TlsVersion.TLS_1_3);
    }

    /** Whether the exchange was written before the other side had to agree to TLS. */
    boolean unproven() {
        return unproven;
    }

    private synchronized void add(InetSocketAddress address, IOException e) {
        InetAddress number = address.getAddress();
        all.add(new Failed(
                (number == null ? address.getHostString() : number.getHostAddress()) + ":" + address.getPort(), e));
    }

    /** Each address with its own reason, where there is more than one; else null. */
    synchronized @Nullable String each() {
        if (all.stream().map(Failed::address).distinct().count() < 2) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Failed failed : all) {
            TlsFailures.Reason reason = TlsFailures.of(failed.why());
            texts.add(failed.address() + ": " + (reason == null ? Answers.reason(failed.why()) : reason.text()));
        }
        return "none of its addresses could be reached (" + String.join("; ", texts) + ")";
    }
}
