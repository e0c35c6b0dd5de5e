package io.unifiedipc.openapi;

import org.jspecify.annotations.Nullable;

/** The document's words as Javadoc: text that can neither end the comment nor be markup or a tag. */
final class Texts {
    private Texts() {}

    /** Paragraphs, or nothing where there are no words. */
    static String javadoc(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        for (String paragraph : text.strip().split("\\R\\s*\\R", -1)) {
            out.append(out.isEmpty() ? "" : "\n\n<p>")
                    .append(escape(paragraph.strip().replaceAll("\\s*\\R\\s*", "\n")));
        }
        return out.toString();
    }

    /** For the text behind a tag, or within a sentence. */
    static String line(@Nullable String text) {
        return text == null ? "" : escape(oneLine(text));
    }

    static String oneLine(String text) {
        StringBuilder out = new StringBuilder();
        text.strip().codePoints().forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return out.toString().replaceAll(" {2,}", " ");
    }

    /** A backslash too: a unicode escape is read before comments are. */
    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '@' -> out.append("&#64;");
                case '{' -> out.append("&#123;");
                case '}' -> out.append("&#125;");
                case '\\' -> out.append("&#92;");
                case '*' -> out.append("&#42;");
                case '\n' -> out.append('\n');
                default -> out.appendCodePoint(unprintable(c) ? ' ' : c);
            }
        });
        return out.toString();
    }

    /** Controls, and what turns the direction of writing, so that a comment looks like what it is. */
    private static boolean unprintable(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
    }
}
