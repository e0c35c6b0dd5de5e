package io.unifiedipc.runtime;

import io.unifiedipc.Contract;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Deprecation;
import io.unifiedipc.spi.Version;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a contract says of itself: its version, and whether it will go. */
final class Announced {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private Announced() {}

    /** Refuses a contract that says something wrong. */
    static void check(Class<?> type, Contract contract) {
        String wrong = Version.wrong(contract.version());
        if (wrong != null) {
            throw misconfigured(type, "version", wrong);
        }
        var unused = deprecation(type, contract);
    }

    static @Nullable Deprecation deprecation(Class<?> type, Contract contract) {
        if (contract.deprecated().isEmpty()) {
            if (!contract.sunset().isEmpty() || !contract.guide().isEmpty()) {
                throw misconfigured(
                        type,
                        "deprecated",
                        "it is not there: a sunset or a guide needs the day since when it is deprecated");
            }
            return null;
        }
        Instant since = day(type, "deprecated", contract.deprecated());
        Instant sunset = contract.sunset().isEmpty() ? null : day(type, "sunset", contract.sunset());
        if (sunset != null && sunset.isBefore(since)) {
            throw misconfigured(
                    type,
                    "sunset",
                    "'" + contract.sunset() + "' is before it is deprecated, '" + contract.deprecated() + "'");
        }
        return new Deprecation(since, sunset, contract.guide().isEmpty() ? null : guide(type, contract.guide()));
    }

    private static Instant day(Class<?> type, String what, String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw misconfigured(type, what, "'" + text + "' is no day by ISO 8601, such as 2027-06-01");
        }
    }

    private static URI guide(Class<?> type, String text) {
        try {
            URI guide = URI.create(text);
            if (guide.getHost() != null && SCHEMES.contains(guide.getScheme())) {
                return guide;
            }
        } catch (IllegalArgumentException e) {
            // as below
        }
        throw misconfigured(
                type, "guide", "'" + text + "' is no address of a page, such as https://example.com/orders-2");
    }

    private static IpcException misconfigured(Class<?> type, String what, String wrong) {
        return IpcException.of(
                        Kind.MISCONFIGURED,
                        Executed.NO,
                        "@Contract(" + what + ") of " + type.getSimpleName() + ": " + wrong)
                .here();
    }
}
