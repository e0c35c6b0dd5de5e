package io.unifiedipc.http.config;

import java.util.Collection;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Where a secret would cross a network that others can listen to. */
public final class Plain {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1");

    private Plain() {}

    /**
     * The first of these addresses that is plain http to another machine; null where none is.
     *
     * @param proxied whether a proxy is asked, so that no address stays on this machine
     */
    public static @Nullable String first(Collection<String> addresses, boolean proxied) {
        return addresses.stream()
                .filter(address -> isOpen(address) || (proxied && !isHttps(address)))
                .findFirst()
                .orElse(null);
    }

    private static boolean isHttps(String address) {
        HttpUrl url = HttpUrl.parse(address);
        return url != null && url.isHttps();
    }

    /** Whether it is plain http to another machine. */
    public static boolean isOpen(String address) {
        HttpUrl url = HttpUrl.parse(address);
        return url != null && !url.isHttps() && !LOOPBACK.matcher(url.host()).matches();
    }
}
