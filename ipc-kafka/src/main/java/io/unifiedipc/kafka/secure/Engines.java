package io.unifiedipc.kafka.secure;

import io.unifiedipc.tls.Certificates;
import java.security.KeyStore;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/** TLS for the driver's connections, each with what is in the files when it is made. Made by the driver, by its class. */
public final class Engines implements SslEngineFactory {
    /** Where the driver's settings have the {@link Certificates}. */
    static final String CERTIFICATES = "ssl.unifiedipc.certificates";

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private @Nullable Certificates certificates;

    /** Made by the driver. */
    public Engines() {}

    @Override
    public void configure(Map<String, ?> settings) {
        certificates = (Certificates) settings.get(CERTIFICATES);
    }

    @Override
    public SSLEngine createClientSslEngine(String host, int port, String identification) {
        SSLEngine engine = Objects.requireNonNull(certificates, "configured before")
                .current()
                .context()
                .createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 2818, 3.1: a certificate is for a host
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("clients alone");
    }

    /** New files are noticed without that. */
    @Override
    public boolean shouldBeRebuilt(Map<String, Object> settings) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {}
}
