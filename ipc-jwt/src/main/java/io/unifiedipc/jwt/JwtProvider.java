package io.unifiedipc.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import io.unifiedipc.spi.Authenticator;
import io.unifiedipc.spi.AuthenticatorProvider;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Authenticators of type {@code jwt}: the caller shows a bearer token (RFC 6750) that its issuer has signed (RFC 7519), for this
 * service, and that is good now. The principal is a {@link JwtPrincipal}.
 *
 * <p>Only signatures with a public key count: tokens without one, or with a shared secret, are refused whatever is configured.
 */
public final class JwtProvider implements AuthenticatorProvider {
    /** Signatures with a pair of keys, the JDK's own. */
    private static final List<String> ALGORITHMS = Stream.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512)
            .map(JWSAlgorithm::getName)
            .toList();

    public static final List<String> DEFAULT_ALGORITHMS = List.of("RS256", "ES256");
    public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(30);
    public static final String DEFAULT_PRINCIPAL = "sub";

    public static final Option<String> ISSUER = Option.text("issuer", "who must have issued the token: its claim iss")
            .required();
    public static final Option<List<String>> AUDIENCE = Option.list(
                    "audience", "whom the token must be for: one of these must be in its claim aud")
            .required();
    public static final Option<String> KEYS = Option.text(
                    "keys",
                    "the issuer's public keys, a JWK set (RFC 7517): an https URL, or a file; plain http on this machine"
                            + " alone")
            .checked(Keys::wrong)
            .required();
    public static final Option<List<String>> ALGORITHMS_ALLOWED = Option.list(
                    "algorithms", "how tokens may be signed; never without a signature, nor with a shared secret")
            .checked(JwtProvider::wrongAlgorithms)
            .otherwise(DEFAULT_ALGORITHMS);
    public static final Option<Duration> CLOCK_SKEW = Option.duration(
                    "clock-skew", "how far the issuer's clock may be off when it is seen whether a token is good now")
            .checked(skew -> skew.compareTo(Duration.ofMinutes(5)) > 0 ? "must be 5m at most" : null)
            .otherwise(DEFAULT_CLOCK_SKEW);
    public static final Option<String> PRINCIPAL =
            Option.text("principal", "the claim that names the caller").otherwise(DEFAULT_PRINCIPAL);

    /** Made by the service loader. */
    public JwtProvider() {}

    @Override
    public String name() {
        return "jwt";
    }

    @Override
    public Schema options() {
        return Schema.of(ISSUER, AUDIENCE, KEYS, ALGORITHMS_ALLOWED, CLOCK_SKEW, PRINCIPAL);
    }

    @Override
    public Authenticator open(String block, Config options, Context context) {
        return new JwtAuthenticator(options, context.clock());
    }

    private static @Nullable String wrongAlgorithms(List<String> names) {
        for (String name : names) {
            if (!ALGORITHMS.contains(name)) {
                return "'" + name + "' is no algorithm with a public key" + Nearest.hint(name, ALGORITHMS);
            }
        }
        return names.isEmpty() ? "names no algorithm" : null;
    }
}
