package io.unifiedipc.kafka.secure;

import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** The ways to say who one is to a broker (<a href="https://www.rfc-editor.org/rfc/rfc4422">RFC 4422</a>). */
public enum Sasl {
    /** User and password (RFC 4616). */
    PLAIN("PLAIN", PlainLoginModule.class),
    /** User and password, of which the broker sees a proof alone (RFC 5802, 7677). */
    SCRAM_SHA_256("SCRAM-SHA-256", ScramLoginModule.class),
    /** The same with a longer hash. */
    SCRAM_SHA_512("SCRAM-SHA-512", ScramLoginModule.class),
    /** A token (RFC 7628). */
    OAUTHBEARER("OAUTHBEARER", OAuthBearerLoginModule.class);

    final String mechanism;
    private final Class<?> module;

    Sasl(String mechanism, Class<?> module) {
        this.mechanism = mechanism;
        this.module = module;
    }

    /** What the driver logs in with; it has no secret in it. */
    String jaas() {
        return module.getName() + " required;";
    }
}
