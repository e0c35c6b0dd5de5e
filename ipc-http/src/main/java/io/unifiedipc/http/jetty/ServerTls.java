package io.unifiedipc.http.jetty;

import io.unifiedipc.http.config.TlsOptions;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.tls.BadFile;
import io.unifiedipc.tls.Certificates;
import io.unifiedipc.tls.Material;
import io.unifiedipc.tls.TlsFiles;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** TLS of the own port: each handshake is made with what is in the files by then. */
final class ServerTls extends SslContextFactory.Server {
    private final Certificates certificates;
    private Material used;

    private ServerTls(Certificates certificates, boolean asks, TlsOptions.Clients clients) {
        this.certificates = certificates;
        used = certificates.current();
        setSslContext(used.context());
        setNeedClientAuth(asks && clients == TlsOptions.Clients.NEEDED);
        setWantClientAuth(asks && clients == TlsOptions.Clients.WANTED);
        // HTTP/2 forbids some ciphers of TLS 1.2 (RFC 9113, appendix A), so they come last.
        setCipherComparator(HTTP2Cipher.COMPARATOR);
        setUseCipherSuitesOrder(true);
    }

    /**
     * As the options say; null for plain HTTP.
     *
     * @throws BadFile where its files can't be used, or one is missing
     */
    static @Nullable ServerTls of(Config options, Context context) {
        TlsFiles files = TlsOptions.receiving(options);
        if (files == null) {
            return null;
        }
        if (files.certificate() == null) {
            throw new BadFile("tls-certificate is missing, and a port that speaks TLS has one", null);
        }
        Certificates certificates =
                new Certificates(files, context.clock(), () -> context.count(Certificates.REFUSED, "http"));
        return new ServerTls(certificates, files.trust() != null, options.get(TlsOptions.CLIENTS));
    }

    @Override
    public SSLEngine newSSLEngine(InetSocketAddress caller) {
        renew();
        return super.newSSLEngine(caller);
    }

    private synchronized void renew() {
        Material now = certificates.current();
        if (now.equals(used)) {
            return;
        }
        try {
            reload(self -> self.setSslContext(now.context()));
            used = now;
        } catch (Exception e) {
            throw new IllegalStateException("the server can't take new certificates", e);
        }
    }
}
