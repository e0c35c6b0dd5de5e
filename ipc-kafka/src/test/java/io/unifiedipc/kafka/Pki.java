package io.unifiedipc.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import okhttp3.tls.HeldCertificate;

/** A certificate authority of a test's own, and files of what it issues, in PEM. */
final class Pki {
    private final Path folder;
    private final String name;
    private final HeldCertificate ca;

    Pki(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        ca = new HeldCertificate.Builder()
                .certificateAuthority(0)
                .commonName(name)
                .build();
    }

    /** The authority's own certificate. */
    String trust() {
        return write("ca", ca.certificatePem());
    }

    /** A certificate and its key in one file. It is for this machine. */
    String issue(String subject) {
        HeldCertificate made = new HeldCertificate.Builder()
                .commonName(subject)
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(ca)
                .build();
        return write(subject, made.certificatePem() + made.privateKeyPkcs8Pem());
    }

    /**
     * What a broker needs to show a certificate of this authority.
     *
     * @param clients whether its clients must show one, too
     */
    Map<String, String> ofBroker(String clients) {
        Map<String, String> settings = new HashMap<>();
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", issue("broker"));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", trust());
        settings.put("ssl.client.auth", clients);
        return settings;
    }

    private String write(String file, String text) {
        try {
            return Files.writeString(folder.resolve(name + "-" + file + ".pem"), text)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
