package io.unifiedipc.http.call;

import java.util.regex.Pattern;

/**
 * A stranger's text as it may stand in a message and a log: one line, not long, without markup, and without what looks like a
 * secret. It can't know every secret; that is why it is short.
 */
final class Excerpt {
    /** Characters that are shown at most. */
    static final int LONGEST = 200;
    /** Characters that are looked at; secrets are found before it is cut, so that none is cut in two. */
    private static final int LOOKED_AT = 4_000;

    private static final String GONE = "[redacted]";
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN [A-Z ]{1,40}-----.*?(?:-----END [A-Z ]{1,40}-----|$)", Pattern.DOTALL);
    private static final Pattern USER_INFO = Pattern.compile("://[^/\\s@]{1,200}@");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)\\b(bearer|basic|digest|negotiate)\\s+(?=\\S*[0-9+/=_.-])[^\\s\"',;<]{6,}");
    private static final Pattern NAMED = Pattern.compile("(?i)([\"']?[\\w.-]{0,40}(?:password|passwd|pwd|secret|token"
            + "|api[-_]?key|authorization|credential|cookie|session[-_]?id|private[-_]?key|signature)[\\w.-]{0,40}[\"']?"
            + "\\s*[:=]\\s*)(\"(?:[^\"\\\\]++|\\\\.)*+\"?|'[^']*'?|\\[redacted]|[^\\s,;&}<\"']+)");
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]{6,}\\.[\\w-]+(?:\\.[\\w-]*)?");
    private static final Pattern HEX = Pattern.compile("\\b[0-9A-Fa-f]{32,}\\b");
    private static final Pattern BASE64 = Pattern.compile(
            "(?=[\\w+/-]*[0-9])(?=[\\w+/-]*[a-z])(?=[\\w+/-]*[A-Z])" + "(?<![\\w+/-])[\\w+/-]{32,}={0,2}");

    private static final Pattern HIDDEN = Pattern.compile(
            "<!--.*?(?:-->|$)|<(script|style)\\b.*?(?:</\\1\\s*>|$)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern TITLE = Pattern.compile("<title\\b[^<>]*>([^<]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("<[^>]*>?");
    private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\p{Co}]+");

    private Excerpt() {}

    /** Of plain text. */
    static String of(String text) {
        String shown = text.length() <= LOOKED_AT ? text : upToAWord(text.substring(0, LOOKED_AT));
        shown = KEY.matcher(shown).replaceAll(GONE);
        shown = INVISIBLE.matcher(shown).replaceAll(" ").strip();
        shown = USER_INFO.matcher(shown).replaceAll("://" + GONE + "@");
        shown = SCHEME.matcher(shown).replaceAll("$1 " + GONE);
        shown = JWT.matcher(shown).replaceAll(GONE);
        shown = NAMED.matcher(shown).replaceAll("$1" + GONE);
        shown = HEX.matcher(shown).replaceAll(GONE);
        shown = BASE64.matcher(shown).replaceAll(GONE);
        return cut(shown);
    }

    /** Of a page: its title, or else its text. */
    static String ofPage(String html) {
        String page = HIDDEN.matcher(html.substring(0, Math.min(html.length(), 4 * LOOKED_AT)))
                .replaceAll(" ");
        var title = TITLE.matcher(page);
        boolean titled = title.find() && !title.group(1).isBlank();
        return of(characters(titled ? title.group(1) : TAG.matcher(page).replaceAll(" ")));
    }

    private static String characters(String text) {
        return text.replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** The last word may be half a secret. */
    private static String upToAWord(String text) {
        int end = text.length();
        while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end == 0 ? text.substring(0, LONGEST) : text.substring(0, end);
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end).strip() + "...";
    }
}
