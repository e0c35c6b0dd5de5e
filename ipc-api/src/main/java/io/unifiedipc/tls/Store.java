package io.unifiedipc.tls;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One file, PEM or a keystore (PKCS12, JKS), as its content says. Every failure is a {@link BadFile} that names it. */
final class Store {
    /** More than any bundle of certificates has. */
    private static final long MOST_BYTES = 16L << 20;

    private final String key;
    private final Path file;
    private final @Nullable Pem pem;

    /**
     * Opens a file.
     *
     * @param key of the configuration, for messages
     */
    Store(String key, String file) {
        this.key = key;
        this.file = Path.of(file);
        pem = Pem.of(bytes());
    }

    boolean isPem() {
        return pem != null;
    }

    /** Says at once what can be seen without a password. */
    static void check(String key, String file, boolean withKey) {
        Store store = new Store(key, file);
        if (store.pem == null) {
            return;
        }
        if (!withKey) {
            store.certificates(null);
        } else if (!store.pem.hasKey()) {
            throw store.bad("has no private key: a block 'BEGIN PRIVATE KEY' is missing", null);
        }
    }

    /** All certificates in it, one at least. */
    List<X509Certificate> certificates(char @Nullable [] password) {
        List<X509Certificate> all;
        try {
            all = pem != null ? pem.certificates() : trusted(keystore(password));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw bad("has a certificate that can't be read: " + e.getMessage(), e);
        }
        if (all.isEmpty()) {
            throw bad(
                    pem == null && password == null
                            ? "has no certificate that can be read without a password: set tls-password"
                            : "has no certificate",
                    null);
        }
        return all;
    }

    /** The private key of a PEM file. */
    PrivateKey key(char @Nullable [] password) {
        if (pem == null) {
            throw bad("is no PEM file: a keystore stands under tls-certificate alone, with its key inside", null);
        }
        try {
            PrivateKey found = pem.key(password);
            if (found != null) {
                return found;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw bad("can't be used: " + e.getMessage(), e);
        }
        throw bad("has no private key", null);
    }

    /** The entry of a keystore that has a key. */
    KeyStore.PrivateKeyEntry entry(char @Nullable [] password) {
        KeyStore keystore = keystore(password);
        if (password == null) {
            throw bad("needs a password: set tls-password", null);
        }
        try {
            for (String alias : Collections.list(keystore.aliases())) {
                Key found = keystore.isKeyEntry(alias) ? keystore.getKey(alias, password) : null;
                if (found instanceof PrivateKey priv) {
                    return new KeyStore.PrivateKeyEntry(priv, keystore.getCertificateChain(alias));
                }
            }
        } catch (UnrecoverableKeyException e) {
            throw bad("has a key that tls-password doesn't open", e);
        } catch (GeneralSecurityException e) {
            throw bad("can't be used: " + e.getMessage(), e);
        }
        throw bad("has no private key", null);
    }

    private KeyStore keystore(char @Nullable [] password) {
        try {
            return KeyStore.getInstance(new File(file.toString()), password);
        } catch (IOException e) {
            throw bad(
                    e.getCause() instanceof UnrecoverableKeyException
                            ? password == null ? "needs a password: set tls-password" : "isn't opened by tls-password"
                            : "can't be read: " + e.getMessage(),
                    e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw bad("is neither PEM nor a PKCS12 or JKS keystore", e);
        }
    }

    private static List<X509Certificate> trusted(KeyStore keystore) throws GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>();
        for (String alias : Collections.list(keystore.aliases())) {
            Certificate found = keystore.getCertificate(alias);
            if (found instanceof X509Certificate certificate) {
                all.add(certificate);
            }
        }
        return all;
    }

    private byte[] bytes() {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw bad("is too large for certificates or keys", null);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw bad("isn't there", e);
        } catch (IOException e) {
            throw bad("can't be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    BadFile bad(String what, @Nullable Exception cause) {
        return new BadFile(key + ": file '" + file + "' " + what, cause);
    }
}
