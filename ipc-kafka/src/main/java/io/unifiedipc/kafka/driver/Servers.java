package io.unifiedipc.kafka.driver;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of brokers: {@code host:port}, an IPv6 address in brackets. */
public final class Servers {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^\\s:/\\[\\]]+):(\\d{1,5})");
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1]):\\d+");

    private Servers() {}

    /** What is wrong with them; null for nothing. */
    public static @Nullable String wrong(List<String> servers) {
        for (String each : servers) {
            var parts = ADDRESS.matcher(each);
            if (!parts.matches() || port(parts.group(2)) < 1 || port(parts.group(2)) > 65_535) {
                return "'" + each + "' is no address of a broker: write host:port, such as localhost:9092";
            }
        }
        return servers.isEmpty() ? "names no broker: write host:port, such as localhost:9092" : null;
    }

    private static int port(String digits) {
        return Integer.parseInt(digits);
    }

    /** The first on another machine; null where all are on this one. */
    public static @Nullable String remote(List<String> servers) {
        return servers.stream()
                .filter(each -> !LOOPBACK.matcher(each).matches())
                .findFirst()
                .orElse(null);
    }
}
