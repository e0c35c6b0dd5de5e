package io.unifiedipc.http.receive;

import java.util.regex.Pattern;

/** What a caller would prefer (RFC 7240). */
final class Preferences {
    private static final Pattern NO_MATTER = Pattern.compile("[\\s\"]");

    private Preferences() {}

    /** Whether it asks for one, such as {@code respond-async} or {@code return=minimal}, in any of its headers. */
    static boolean ask(Incoming request, String preference) {
        if (request.header("Prefer") == null) {
            return false;
        }
        boolean[] found = {false};
        request.headers((name, value) -> found[0] |= name.equals("prefer") && named(value, preference));
        return found[0];
    }

    private static boolean named(String value, String preference) {
        for (String each : value.split(",", -1)) {
            int parameters = each.indexOf(';');
            String said = parameters < 0 ? each : each.substring(0, parameters);
            if (NO_MATTER.matcher(said).replaceAll("").equalsIgnoreCase(preference)) {
                return true;
            }
        }
        return false;
    }
}
