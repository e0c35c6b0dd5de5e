package io.unifiedipc.config;

import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import org.jspecify.annotations.Nullable;

/** Text in three columns: what, its value, and where that came from. */
final class Rows {
    private static final int VALUE_AT = 22;
    private static final int ORIGIN_AT = 54;
    private static final int WIDTH = 110;

    private final StringBuilder out = new StringBuilder();

    void heading(String text) {
        if (out.length() > 0) {
            out.append('\n');
        }
        line(text);
    }

    void line(String text) {
        out.append(Shown.oneLine(text)).append('\n');
    }

    /** Every option of a schema, given or not. */
    void options(String indent, Schema schema, Values values) {
        for (Option<?> option : schema.options()) {
            option(indent, option, values);
        }
    }

    /** Those that were given. */
    void given(String indent, Schema schema, Values values) {
        for (Option<?> option : schema.options()) {
            if (values.has(option)) {
                option(indent, option, values);
            }
        }
    }

    void option(String indent, Option<?> option, Values values) {
        Values.Value value = values.find(option);
        if (value != null) {
            row(indent, option.key(), value.shown(), value.at().shown());
        } else {
            String otherwise = otherwise(option);
            row(indent, option.key(), otherwise == null ? "-" : otherwise, otherwise == null ? "not set" : "default");
        }
    }

    /** The origin moves to the next line where the value is long; where even a line is too short, the value goes on below. */
    void row(String indent, String key, String value, String origin) {
        StringBuilder line = new StringBuilder(indent).append(key);
        pad(line, VALUE_AT - 2);
        line.append("  ");
        String rest = Shown.oneLine(value);
        while (line.length() + rest.length() > WIDTH) {
            int room = WIDTH - line.length();
            int space = rest.lastIndexOf(' ', room);
            int cut = space > 0 ? space : room;
            out.append(line).append(rest, 0, cut).append('\n');
            rest = rest.substring(cut).strip();
            line.setLength(0);
            pad(line, VALUE_AT);
        }
        line.append(rest);
        if (!origin.isEmpty()) {
            if (line.length() > ORIGIN_AT - 2) {
                out.append(line).append('\n');
                line.setLength(0);
            }
            pad(line, ORIGIN_AT);
            line.append(origin);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    /** The default of an option as it would stand in a file. */
    static <T> @Nullable String otherwise(Option<T> option) {
        T value = option.otherwise();
        return value == null ? null : option.isSecret() ? Shown.SECRET : option.write(value);
    }

    private static void pad(StringBuilder line, int to) {
        while (line.length() < to) {
            line.append(' ');
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
