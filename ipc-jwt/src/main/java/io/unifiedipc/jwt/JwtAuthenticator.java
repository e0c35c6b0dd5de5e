package io.unifiedipc.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Authenticator;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Presented;
import java.security.Principal;
import java.text.ParseException;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks tokens of one issuer. All that is wrong with a token is told its caller in the same words. */
final class JwtAuthenticator implements Authenticator {
    private static final String BEARER = "Bearer";
    private static final String INVALID = "Bearer error=\"invalid_token\""; // RFC 6750, 3.1

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final KeyDownload download = new KeyDownload();
    private final String principal;

    JwtAuthenticator(Config options, Clock clock) {
        principal = options.get(JwtProvider.PRINCIPAL);
        Set<JWSAlgorithm> algorithms = options.get(JwtProvider.ALGORITHMS_ALLOWED).stream()
                .map(JWSAlgorithm::parse)
                .collect(Collectors.toSet());
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(algorithms, Keys.of(options.get(JwtProvider.KEYS), download)));
        processor.setJWTClaimsSetVerifier(claims(options, clock));
    }

    private DefaultJWTClaimsVerifier<SecurityContext> claims(Config options, Clock clock) {
        var verifier =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        new HashSet<>(options.get(JwtProvider.AUDIENCE)),
                        new JWTClaimsSet.Builder()
                                .issuer(options.get(JwtProvider.ISSUER))
                                .build(),
                        Set.of("exp", principal),
                        null) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.now());
                    }
                };
        verifier.setMaxClockSkew(
                Math.toIntExact(options.get(JwtProvider.CLOCK_SKEW).toSeconds()));
        return verifier;
    }

    @Override
    public Principal authenticate(Presented shown) {
        Credential credential = shown.credential();
        if (credential == null || !credential.scheme().equalsIgnoreCase(BEARER)) {
            throw unauthorized("a bearer token is demanded here", null);
        }
        try {
            JWTClaimsSet claims = processor.process(credential.secret(), null);
            String name = claims.getClaim(principal) instanceof String text ? text : "";
            if (name.isBlank()) {
                throw unauthorized("the token names nobody", null);
            }
            return new JwtPrincipal(name, claims.getClaims());
        } catch (RateLimitReachedException e) {
            // Who asks for keys that nobody knows must not look like an outage.
            throw download.succeeded() ? invalid(e) : unavailable(e);
        } catch (KeySourceException e) {
            throw unavailable(e);
        } catch (BadJOSEException | JOSEException | ParseException | RuntimeException e) {
            throw e instanceof IpcException known ? known : invalid(e);
        }
    }

    @Override
    public String challenge(boolean refused) {
        return refused ? INVALID : BEARER;
    }

    private static IpcException invalid(Exception e) {
        return unauthorized("the token is not valid here", e);
    }

    private static IpcException unavailable(Exception e) {
        return IpcException.of(
                Kind.UNREACHABLE, Executed.NO, "tokens can't be checked now, as their issuer's keys can't be had", e);
    }

    private static IpcException unauthorized(String text, @Nullable Exception e) {
        return IpcException.of(Kind.UNAUTHORIZED, Executed.NO, text, e);
    }
}
