package io.unifiedipc.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an issuer's public keys come from. */
final class Keys {
    /** How long keys are kept before they are fetched again. */
    private static final Duration KEPT = Duration.ofMinutes(10);
    /** How long the old ones do where no new ones can be had. */
    private static final Duration OUTAGE = Duration.ofHours(1);
    /** However many unknown keys are asked for, the issuer is not asked more often than twice in this time. */
    private static final Duration BETWEEN = Duration.ofSeconds(30);

    private static final Pattern URL_START = Pattern.compile("(?i)https?:.*");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private Keys() {}

    /** The keys that the option names. */
    static JWKSource<SecurityContext> of(String place, KeyDownload download) {
        if (!URL_START.matcher(place).matches()) {
            return new KeyFile(Path.of(place));
        }
        return JWKSourceBuilder.<SecurityContext>create(url(place), download)
                .cache(KEPT.toMillis(), KeyDownload.WITHIN.toMillis())
                .refreshAheadCache(false)
                .retrying(false)
                .rateLimited(BETWEEN.toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build();
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("'" + text + "' is no URL", e);
        }
    }

    /** What is wrong with the option's value; null where nothing is. */
    static @Nullable String wrong(String place) {
        if (!URL_START.matcher(place).matches()) {
            return wrongFile(place);
        }
        URI uri;
        try {
            uri = URI.create(place);
        } catch (IllegalArgumentException e) {
            return "'" + place + "' is no URL";
        }
        if (uri.getHost() == null || uri.getUserInfo() != null) {
            return "'" + place + "' is no URL of a host, or has a user in it";
        }
        boolean here = LOOPBACK.matcher(uri.getHost()).matches();
        return "https".equalsIgnoreCase(uri.getScheme()) || here
                ? null
                : "'" + place
                        + "' is plain http to another machine: whoever is between could sign for anybody; use https";
    }

    private static @Nullable String wrongFile(String place) {
        try {
            KeyFile.read(Path.of(place));
            return null;
        } catch (IOException e) {
            return "'" + place + "' can't be read (" + e.getClass().getSimpleName() + ")";
        } catch (ParseException | RuntimeException e) {
            return "'" + place + "' holds no JWK set with a public key: " + e.getMessage();
        }
    }

    /** Whether a key in it can check a signature. */
    static boolean useful(JWKSet keys) {
        return keys.getKeys().stream().anyMatch(key -> key.toPublicJWK() != null);
    }
}
