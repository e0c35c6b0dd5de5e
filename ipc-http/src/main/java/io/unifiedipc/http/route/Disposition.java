package io.unifiedipc.http.route;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of {@code Content-Disposition}, as forms have them: a name, and a file's name without any path. */
final class Disposition {
    /** Possessive: a quoted text may be long, and would otherwise take as much of the stack. */
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([A-Za-z]+)=(?:\"((?:[^\"\\\\]++|\\\\.)*+)\"|([^;\\s]*))");

    private Disposition() {}

    static Map<String, String> parse(@Nullable String header) {
        Map<String, String> all = new HashMap<>();
        if (header != null) {
            for (Matcher each = PARAMETER.matcher(header); each.find(); ) {
                String quoted = each.group(2);
                String value = quoted == null ? each.group(3) : unescaped(quoted);
                all.putIfAbsent(each.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        // Whoever writes it to a disk must not be led elsewhere.
        all.computeIfPresent("filename", (key, name) -> withoutPath(name));
        return all;
    }

    private static String withoutPath(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "");
        return name.equals(".") || name.equals("..") ? "" : name;
    }

    /** Browsers escape three characters by percent signs (HTML, multipart/form-data), others by backslashes. */
    private static String unescaped(String text) {
        return text.replaceAll("\\\\([\"\\\\])", "$1")
                .replace("%22", "\"")
                .replace("%0D", "\r")
                .replace("%0A", "\n");
    }
}
