package io.unifiedipc.spi;

import io.unifiedipc.Headers;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * That an operation is deprecated, as replies say it on every transport: the header {@code deprecation} of
 * <a href="https://www.rfc-editor.org/rfc/rfc9745">RFC 9745</a>, {@code sunset} of
 * <a href="https://www.rfc-editor.org/rfc/rfc8594">RFC 8594</a>, and a {@code link} with the relation {@code deprecation}.
 *
 * @param since from when on it is, or will be
 * @param sunset from when on it may be gone, or null where nobody has said
 * @param guide a page that tells its callers what to do, or null
 */
public record Deprecation(
        Instant since, @Nullable Instant sunset, @Nullable URI guide) {
    private static final Pattern SINCE = Pattern.compile("@(-?[0-9]{1,11})");
    /** One link of a list; a comma may stand within its target. */
    private static final Pattern GUIDE = Pattern.compile(
            "<([^<>]{1,2000})>\\s*;[^<]{0,200}?\\brel\\s*=\\s*\"?deprecation\\b", Pattern.CASE_INSENSITIVE);
    /** IMF-fixdate (RFC 9110, 5.6.7), whose day has two digits always. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    /** The headers of a reply, and that. A link that is there already stays. */
    public Headers in(Headers reply) {
        Headers all = reply.with(HeaderNames.DEPRECATION, "@" + since.getEpochSecond());
        if (sunset != null) {
            all = all.with(HeaderNames.SUNSET, HTTP_DATE.format(sunset.atZone(ZoneOffset.UTC)));
        }
        if (guide != null) {
            String link = "<" + guide.toASCIIString() + ">; rel=\"deprecation\"";
            String other = all.get(HeaderNames.LINK);
            all = all.with(HeaderNames.LINK, other == null ? link : other + ", " + link);
        }
        return all;
    }

    /** What a reply says; null where it says nothing, or nothing that can be read. */
    public static @Nullable Deprecation of(Headers reply) {
        String since = reply.get(HeaderNames.DEPRECATION);
        if (since == null) {
            return null;
        }
        Matcher seconds = SINCE.matcher(since);
        return seconds.matches()
                ? new Deprecation(
                        Instant.ofEpochSecond(Long.parseLong(seconds.group(1))),
                        time(reply.get(HeaderNames.SUNSET)),
                        guide(reply.get(HeaderNames.LINK)))
                : null;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null
                    ? null
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable URI guide(@Nullable String links) {
        Matcher link = GUIDE.matcher(links == null ? "" : links);
        try {
            return link.find() ? URI.create(link.group(1)) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
