package io.unifiedipc.http.config;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Option;
import io.unifiedipc.tls.TlsFiles;
import io.unifiedipc.tls.TlsKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of TLS. Those of a channel are for calling, those of the transport for its own port. */
public final class TlsOptions {
    /** What a port asks of the certificates of its callers. */
    public enum Clients {
        /** A caller may have none; one that it shows must be good. */
        WANTED,
        /** A caller without one is refused. */
        NEEDED
    }

    public static final Option<String> TRUST =
            TlsKeys.trust("https:// addresses").otherwise(TlsFiles.SYSTEM);

    public static final Option<String> CERTIFICATE = TlsKeys.CERTIFICATE;

    public static final Option<String> KEY = TlsKeys.KEY;

    public static final Option<String> PASSWORD = TlsKeys.PASSWORD;

    public static final Option<String> CLIENT_TRUST = Option.text(
                    "tls-client-trust",
                    "whose certificates callers must show: a PEM file, or a PKCS12 or JKS keystore; without it no"
                            + " caller is asked")
            .checked(file -> TlsFiles.wrongCertificates("tls-client-trust", file));

    public static final Option<Clients> CLIENTS = Option.word(
                    "tls-clients", Clients.class, "whether a caller may come without a certificate")
            .otherwise(Clients.NEEDED);

    static final List<Option<?>> CHANNEL = List.of(TRUST, CERTIFICATE, KEY, PASSWORD);
    static final List<Option<?>> TRANSPORT = List.of(CERTIFICATE, KEY, PASSWORD, CLIENT_TRUST, CLIENTS);

    private TlsOptions() {}

    /** What a channel calls with. */
    public static TlsFiles calling(Config options) {
        String trust = options.get(TRUST);
        return files(TRUST.key(), trust.equals(TlsFiles.SYSTEM) ? null : trust, options);
    }

    /** What the own port answers with; null where it speaks plain HTTP. */
    public static @Nullable TlsFiles receiving(Config options) {
        TlsFiles files = files(CLIENT_TRUST.key(), options.find(CLIENT_TRUST), options);
        return files.isEmpty() ? null : files;
    }

    private static TlsFiles files(String trustKey, @Nullable String trust, Config options) {
        return new TlsFiles(trustKey, trust, options.find(CERTIFICATE), options.find(KEY), options.find(PASSWORD));
    }
}
