package io.unifiedipc.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes whom the JDK would, and says why where it doesn't. A certificate that stands itself among those that are believed
 * must be valid too, which the JDK doesn't ask.
 */
final class Trust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager inner;
    private final String key;
    private final String where;

    Trust(X509ExtendedTrustManager inner, String key, String where) {
        this.inner = inner;
        this.key = key;
        this.where = where;
    }

    /** One way to ask the JDK. */
    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }

    private void check(X509Certificate[] chain, Check check) throws CertificateException {
        valid(chain[0]);
        try {
            check.run();
        } catch (CertificateException e) {
            // One that isn't valid any more does no harm where another way leads to one that is believed.
            for (X509Certificate each : chain) {
                valid(each);
            }
            X509Certificate leaf = chain[0];
            String who = "the certificate of '" + leaf.getSubjectX500Principal() + "' is ";
            throw new CertificateException(
                    leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())
                            ? who + "self-signed, and not among those of " + key + " (" + where
                                    + "): add it there if it is the right one"
                            : who + "not to be believed by " + key + " (" + where + "): it was issued by '"
                                    + chain[chain.length - 1].getIssuerX500Principal()
                                    + "', which must stand there, and the chain must be whole (" + e.getMessage() + ")",
                    e);
        }
    }

    private static void valid(X509Certificate certificate) throws CertificateException {
        Instant now = Instant.now();
        Instant first = certificate.getNotBefore().toInstant();
        Instant last = certificate.getNotAfter().toInstant();
        String who = "the certificate of '" + certificate.getSubjectX500Principal() + "' ";
        if (now.isAfter(last)) {
            throw new CertificateException(who + "expired at " + last + ": its owner must renew it");
        }
        if (now.isBefore(first)) {
            throw new CertificateException(
                    who + "is not valid before " + first + ": look at the clocks of both machines");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, () -> inner.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, () -> inner.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, () -> inner.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, () -> inner.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, () -> inner.checkClientTrusted(chain, type, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, () -> inner.checkClientTrusted(chain, type));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return inner.getAcceptedIssuers();
    }
}
