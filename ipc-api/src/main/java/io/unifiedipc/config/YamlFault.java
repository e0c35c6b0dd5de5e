package io.unifiedipc.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * What a parser has to say of a text that is no YAML. Its own message quotes the line, where a password may stand: of it only
 * the reason is kept.
 */
record YamlFault(int line, String text) {
    private static final Pattern PLACE = Pattern.compile("(?m)^ in .*, line (\\d+), column \\d+");

    static YamlFault of(JacksonException e) {
        String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
        int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
        Matcher place = PLACE.matcher(message);
        while (place.find()) {
            // The last place is where the parser gave up; those before say in what it was.
            line = Integer.parseInt(place.group(1));
        }
        return new YamlFault(line, "this is no YAML that can be read: " + reason(message));
    }

    private static String reason(String message) {
        if (message.startsWith("Expected a property name")) {
            return "a key must be plain text";
        }
        return message.lines()
                .filter(l -> !l.isBlank() && !l.startsWith(" "))
                .map(l -> l.endsWith(" :") ? l.substring(0, l.length() - 1) + "':'" : l)
                .collect(Collectors.joining(", "));
    }
}
