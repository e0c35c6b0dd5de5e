package io.unifiedipc.tls;

import io.unifiedipc.spi.Option;

/**
 * The keys of TLS that all transports have under the same names. {@code tls-trust} is each transport's own, since it says what is
 * believed there.
 */
public final class TlsKeys {
    public static final Option<String> CERTIFICATE = Option.text(
                    "tls-certificate",
                    "one's own certificate: a PEM file, itself first and those that lead to its CA after it; or a"
                            + " PKCS12 or JKS keystore with the key inside")
            .checked(file -> TlsFiles.wrongCertificates("tls-certificate", file));

    public static final Option<String> KEY = Option.text(
                    "tls-key", "the private key of a certificate in PEM: a PEM file; not needed where both are in one")
            .checked(TlsFiles::wrongKey);

    public static final Option<String> PASSWORD = Option.text("tls-password", "what opens keystores and encrypted keys")
            .secret();

    private TlsKeys() {}

    /**
     * Whom to believe.
     *
     * @param where at which places, for a person
     */
    public static Option<String> trust(String where) {
        return Option.text(
                        "tls-trust",
                        "whom to believe at " + where + ": a PEM file of certificates, a PKCS12 or JKS keystore, or"
                                + " system for those of the JDK")
                .checked(file -> file.equals(TlsFiles.SYSTEM) ? null : TlsFiles.wrongCertificates("tls-trust", file));
    }
}
