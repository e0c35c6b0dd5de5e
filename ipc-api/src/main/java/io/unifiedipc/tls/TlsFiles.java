package io.unifiedipc.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files one side uses. Their names and the words for them are those of the configuration.
 *
 * @param trustKey the key under which {@code trust} stands
 * @param trust whom to believe: a file, or null for what the JDK believes
 * @param certificate one's own chain, the leaf first, or a keystore with the key inside; null for none
 * @param key the private key of a chain in PEM; null where it is in the same file
 * @param password of keystores and encrypted keys; null for none
 */
public record TlsFiles(
        String trustKey,
        @Nullable String trust,
        @Nullable String certificate,
        @Nullable String key,
        @Nullable String password) {
    /** The word for the certificates that come with the JDK. */
    public static final String SYSTEM = "system";

    private static final String CERTIFICATE = "tls-certificate";
    private static final String KEY = "tls-key";

    /** What is wrong with a file of certificates by itself; null for nothing. For the check of one key of the configuration. */
    public static @Nullable String wrongCertificates(String key, String file) {
        return wrong(key, file, false);
    }

    /** What is wrong with a file of a private key by itself; null for nothing. */
    public static @Nullable String wrongKey(String file) {
        return wrong(KEY, file, true);
    }

    private static @Nullable String wrong(String key, String file, boolean withKey) {
        try {
            Store.check(key, file, withKey);
            return null;
        } catch (BadFile e) {
            return String.valueOf(e.getMessage()).substring(key.length() + 2);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "TlsFiles[" + String.join(", ", all()) + "]";
    }

    /** Whether none is named at all, so that there is nothing to read or to look at. */
    public boolean isEmpty() {
        return trust == null && certificate == null && key == null;
    }

    List<String> all() {
        return Stream.of(trust, certificate, key).filter(Objects::nonNull).toList();
    }

    /** Reads everything anew. */
    Material read() {
        char[] secret = password == null ? null : password.toCharArray();
        List<X509Certificate> anchors = trust == null ? null : new Store(trustKey, trust).certificates(secret);
        return Material.of(this, anchors, entry(secret));
    }

    private KeyStore.@Nullable PrivateKeyEntry entry(char @Nullable [] secret) {
        if (certificate == null) {
            if (key != null) {
                throw new BadFile(KEY + " is of no use without " + CERTIFICATE, null);
            }
            return null;
        }
        Store store = new Store(CERTIFICATE, certificate);
        if (!store.isPem()) {
            if (key != null) {
                throw store.bad("is a keystore, which has its key inside: leave " + KEY + " out", null);
            }
            return store.entry(secret);
        }
        List<X509Certificate> chain = new ArrayList<>(store.certificates(null));
        PrivateKey own = (key == null ? store : new Store(KEY, key)).key(secret);
        if (!belongs(own, chain.get(0))) {
            throw store.bad(
                    "doesn't belong to the key in '" + (key == null ? certificate : key)
                            + "': its first certificate must be one's own",
                    null);
        }
        return new KeyStore.PrivateKeyEntry(own, chain.toArray(new Certificate[0]));
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            byte[] some = {1};
            signature.initSign(key);
            signature.update(some);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(some);
            return signature.verify(signed);
        } catch (SignatureException | java.security.InvalidKeyException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new BadFile(KEY + ": the JDK can't use a key of type " + key.getAlgorithm(), e);
        }
    }
}
