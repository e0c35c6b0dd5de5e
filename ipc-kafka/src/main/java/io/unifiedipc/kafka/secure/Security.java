package io.unifiedipc.kafka.secure;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.tls.Certificates;
import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;

/** How all clients of a cluster speak to its brokers, and what it means where that fails. Any thread. */
public final class Security {
    private final @Nullable Certificates certificates;
    private final @Nullable Sasl sasl;
    private final @Nullable Shown shown;

    /**
     * With what goes into each connection.
     *
     * @param certificates null for no TLS
     * @param sasl null for nobody in particular
     * @param credentials what is shown by {@code sasl}
     */
    public Security(@Nullable Certificates certificates, @Nullable Sasl sasl, @Nullable Credentials credentials) {
        this.certificates = certificates;
        this.sasl = sasl;
        this.shown = credentials == null ? null : new Shown(credentials);
    }

    /** Settings of the driver. None of them is a secret. */
    public Map<String, Object> settings() {
        Map<String, Object> all = new HashMap<>();
        all.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol().name);
        if (certificates != null) {
            all.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, Engines.class);
            all.put(Engines.CERTIFICATES, certificates);
        }
        if (sasl != null && shown != null) {
            all.put(SaslConfigs.SASL_MECHANISM, sasl.mechanism);
            all.put(SaslConfigs.SASL_JAAS_CONFIG, sasl.jaas());
            all.put(Answers.SHOWN, shown);
            if (sasl == Sasl.OAUTHBEARER) {
                all.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, Answers.class);
                // A token says by itself when the next is due.
                all.put(SaslConfigs.SASL_LOGIN_REFRESH_BUFFER_SECONDS, (short) 0);
                all.put(SaslConfigs.SASL_LOGIN_REFRESH_MIN_PERIOD_SECONDS, (short) 1);
            } else {
                all.put(SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, Answers.class);
            }
        }
        return all;
    }

    private SecurityProtocol protocol() {
        if (sasl == null) {
            return certificates == null ? SecurityProtocol.PLAINTEXT : SecurityProtocol.SSL;
        }
        return certificates == null ? SecurityProtocol.SASL_PLAINTEXT : SecurityProtocol.SASL_SSL;
    }

    /**
     * What it means that one does not believe the other; null where the failure tells nothing of that.
     *
     * @param servers as configured
     */
    public @Nullable IpcException refusal(Throwable failure, String servers) {
        IpcException missing = shown == null ? null : shown.missing();
        if (missing != null) {
            return missing;
        }
        AuthenticationException refused = cause(failure, AuthenticationException.class);
        if (refused == null) {
            return null;
        }
        if (refused instanceof SslAuthenticationException) {
            return tls(refused, servers);
        }
        if (refused instanceof UnsupportedSaslMechanismException || refused instanceof IllegalSaslStateException) {
            return refusal(
                    Kind.MISCONFIGURED,
                    "the broker at " + servers + " does not take transports.kafka.sasl as it is: "
                            + refused.getMessage(),
                    refused);
        }
        if (shown != null) {
            shown.rejected();
        }
        return refusal(
                Kind.UNAUTHORIZED,
                "the broker at " + servers + " does not let this side in: " + refused.getMessage()
                        + ": look at transports.kafka.credentials and sasl",
                refused);
    }

    private static IpcException tls(AuthenticationException refused, String servers) {
        CertificateException untrusted = cause(refused, CertificateException.class);
        Throwable last = refused;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String text = String.valueOf((untrusted == null ? last : untrusted).getMessage());
        return untrusted == null && text.contains("certificate")
                ? refusal(
                        Kind.UNAUTHORIZED,
                        "the broker at " + servers + " refuses our certificate, or misses one (" + text
                                + "): set transports.kafka.tls-certificate and tls-key to one that it believes",
                        refused)
                : refusal(Kind.UNREACHABLE, "no TLS with the broker at " + servers + ": " + text, refused);
    }

    private static IpcException refusal(Kind kind, String text, Throwable cause) {
        return IpcException.of(kind, Executed.NO, text, cause);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
        for (Throwable each = e; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }
}
