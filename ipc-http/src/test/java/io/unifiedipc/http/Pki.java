package io.unifiedipc.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HeldCertificate;

/** A certificate authority of a test's own, and files of what it issues. */
final class Pki {
    final HeldCertificate ca;
    private final Path folder;

    Pki(Path folder, String name) {
        this.folder = folder;
        ca = new HeldCertificate.Builder()
                .certificateAuthority(0)
                .commonName(name)
                .build();
    }

    HeldCertificate issue(String name, String... hosts) {
        HeldCertificate.Builder builder =
                new HeldCertificate.Builder().commonName(name).signedBy(ca);
        for (String host : hosts) {
            builder.addSubjectAlternativeName(host);
        }
        return builder.build();
    }

    /** One that is valid between two times, each in hours from now. */
    HeldCertificate issue(int from, int to) {
        long now = System.currentTimeMillis();
        return new HeldCertificate.Builder()
                .commonName("odd times")
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(ca)
                .validityInterval(now + TimeUnit.HOURS.toMillis(from), now + TimeUnit.HOURS.toMillis(to))
                .build();
    }

    /** The authority's own certificate. */
    String trust() {
        return write(ca.certificate().getSubjectX500Principal().hashCode() + "-ca.pem", ca.certificatePem());
    }

    /** Certificate and key in one file. */
    String both(String file, HeldCertificate held) {
        return write(file, held.certificatePem() + held.privateKeyPkcs8Pem());
    }

    String path(String file) {
        return folder.resolve(file).toString();
    }

    String write(String file, String text) {
        Path path = folder.resolve(file);
        try {
            // In one step, as those do who renew certificates.
            Path next = Files.writeString(folder.resolve(file + ".next"), text);
            Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return path.toString();
    }

    String keystore(String file, String type, String password, HeldCertificate held) throws IOException {
        Path path = folder.resolve(file);
        try (OutputStream out = Files.newOutputStream(path)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setKeyEntry("own", held.keyPair().getPrivate(), password.toCharArray(), new Certificate[] {
                held.certificate(), ca.certificate()
            });
            store.store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return path.toString();
    }

    String truststore(String file, String type, String password) throws IOException {
        Path path = folder.resolve(file);
        try (OutputStream out = Files.newOutputStream(path)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setCertificateEntry("ca", ca.certificate());
            store.store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return path.toString();
    }
}
