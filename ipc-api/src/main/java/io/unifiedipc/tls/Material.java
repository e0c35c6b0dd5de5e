package io.unifiedipc.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What was in the files at one time, ready for use. Its context has its own cache of sessions, so that none of other files is
 * resumed.
 *
 * @param context makes engines
 * @param sockets makes sockets; one object for all, by which connections are told from those of other files
 * @param trust whom it believes; to be told to clients that build their chains themselves
 */
public record Material(SSLContext context, SSLSocketFactory sockets, X509ExtendedTrustManager trust) {
    private static final char[] NO_PASSWORD = {};

    static Material of(
            TlsFiles files, @Nullable List<X509Certificate> anchors, KeyStore.@Nullable PrivateKeyEntry own) {
        try {
            String where = files.trust() == null ? "the JDK's certificates" : "'" + files.trust() + "'";
            Trust trust = new Trust(trust(anchors), files.trustKey(), where);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : keys(own), new TrustManager[] {trust}, null);
            return new Material(context, context.getSocketFactory(), trust);
        } catch (GeneralSecurityException | IOException e) {
            throw new BadFile(files + " can't be used: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager trust(@Nullable List<X509Certificate> anchors)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors == null ? null : store(anchors));
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("the JDK has no manager of trust for X.509");
    }

    private static KeyManager[] keys(KeyStore.PrivateKeyEntry own) throws GeneralSecurityException, IOException {
        KeyStore store = store(List.of());
        store.setKeyEntry("own", own.getPrivateKey(), NO_PASSWORD, own.getCertificateChain());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore store(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry(Integer.toString(i), certificates.get(i));
        }
        return store;
    }
}
