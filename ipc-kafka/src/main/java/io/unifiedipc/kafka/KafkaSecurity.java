package io.unifiedipc.kafka;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.Servers;
import io.unifiedipc.kafka.secure.Sasl;
import io.unifiedipc.kafka.secure.Security;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.tls.BadFile;
import io.unifiedipc.tls.Certificates;
import io.unifiedipc.tls.TlsFiles;
import io.unifiedipc.tls.TlsKeys;
import org.jspecify.annotations.Nullable;

/** From what is configured to what goes into each connection. What takes several keys to see is checked here. */
final class KafkaSecurity {
    private KafkaSecurity() {}

    static Security of(Config options, Context context) {
        Certificates certificates = certificates(options, context);
        Sasl sasl = options.find(KafkaOptions.SASL);
        String block = options.find(Credentials.OF_TRANSPORT);
        if ((sasl == null) != (block == null)) {
            throw misconfigured(
                    sasl == null
                            ? "transports.kafka.credentials are shown in a way that transports.kafka.sasl says: set it"
                            : "transports.kafka.sasl shows what a block under ipc.credentials has: name it in"
                                    + " transports.kafka.credentials");
        }
        if (sasl == null || block == null) {
            return new Security(certificates, null, null);
        }
        String remote = Servers.remote(options.get(KafkaOptions.SERVERS));
        if (certificates == null && remote != null && !options.get(KafkaOptions.INSECURE)) {
            throw misconfigured("'" + remote
                    + "' is another machine, and credentials could be read on the way: set transports.kafka.tls-trust (system"
                    + " for the authorities of the JDK), or say transports.kafka.insecure: true");
        }
        return new Security(certificates, sasl, context.credentialsOf(block));
    }

    /** Null where no key of TLS is given. */
    private static @Nullable Certificates certificates(Config options, Context context) {
        String trust = options.find(KafkaOptions.TRUST);
        TlsFiles files = new TlsFiles(
                KafkaOptions.TRUST.key(),
                TlsFiles.SYSTEM.equals(trust) ? null : trust,
                options.find(TlsKeys.CERTIFICATE),
                options.find(TlsKeys.KEY),
                options.find(TlsKeys.PASSWORD));
        if (trust == null && files.isEmpty()) {
            return null;
        }
        Certificates certificates =
                new Certificates(files, context.clock(), () -> context.count(Certificates.REFUSED, ""));
        try {
            var unused = certificates.current();
            return certificates;
        } catch (BadFile e) {
            throw misconfigured("transports.kafka." + e.getMessage());
        }
    }

    private static IpcException misconfigured(String text) {
        return IpcException.of(Kind.MISCONFIGURED, Executed.NO, text);
    }
}
