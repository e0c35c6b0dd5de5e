package io.unifiedipc.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of the documentation, of which parts are made from the code. They stand between {@code <!-- name:begin -->} and
 * {@code <!-- name:end -->}.
 */
record Page(String text) {
    static Page read(Path file) {
        try {
            return new Page(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path file) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in the fenced block of a part. */
    String code(String part) {
        String body = part(part);
        return body.substring(body.indexOf('\n') + 1, body.lastIndexOf("```"));
    }

    String part(String name) {
        return text.substring(begin(name), end(name));
    }

    Page with(String name, String body) {
        return new Page(text.substring(0, begin(name)) + body + text.substring(end(name)));
    }

    private int begin(String name) {
        return after("<!-- " + name + ":begin -->\n");
    }

    private int end(String name) {
        String marker = "<!-- " + name + ":end -->";
        return after(marker) - marker.length();
    }

    private int after(String marker) {
        int at = text.indexOf(marker);
        if (at < 0) {
            throw new AssertionError("the page has no " + marker.strip());
        }
        return at + marker.length();
    }
}
