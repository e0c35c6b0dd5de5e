package io.unifiedipc.jwt;

import java.security.Principal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has shown a valid token, for an {@link io.unifiedipc.Authorizer}:
 *
 * <pre>{@code
 * access -> access.principal() instanceof JwtPrincipal caller && caller.scopes().contains("orders:write")
 * }</pre>
 *
 * @param name the claim that the configuration says, {@code sub} by default
 * @param claims all claims of the token (RFC 7519); dates are {@link java.util.Date}
 */
public record JwtPrincipal(String name, Map<String, Object> claims) implements Principal {
    public JwtPrincipal {
        claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
    }

    @Override
    public String getName() {
        return name;
    }

    /** What the token allows: the words of {@code scope} (RFC 8693, 4.2) or {@code scp}. */
    public Set<String> scopes() {
        return Stream.of("scope", "scp")
                .map(claims::get)
                .flatMap(JwtPrincipal::words)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> words(@Nullable Object claim) {
        if (claim instanceof List<?> list) {
            return list.stream().map(String::valueOf);
        }
        return claim instanceof String text ? Stream.of(text.split(" ")) : Stream.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
