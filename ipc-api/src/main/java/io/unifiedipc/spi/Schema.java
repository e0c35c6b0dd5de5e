package io.unifiedipc.spi;

import java.util.List;

/**
 * The keys that a block of the configuration may have: a closed list.
 *
 * @param options each key
 */
public record Schema(List<Option<?>> options) {
    public Schema {
        options = List.copyOf(options);
    }

    /** A block with these keys. */
    public static Schema of(Option<?>... options) {
        return new Schema(List.of(options));
    }

    /**
     * The keys as a table in Markdown, for the page of whoever has them: a test that compares the two keeps the page true. Defaults that
     * are secrets are not shown.
     */
    public String table() {
        StringBuilder table = new StringBuilder("| key | takes | default | meaning |\n|---|---|---|---|\n");
        options.forEach(option -> row(table, option));
        return table.toString();
    }

    private static <T> void row(StringBuilder table, Option<T> option) {
        T otherwise = option.otherwise();
        table.append("| `").append(option.key()).append("` | ");
        table.append(cell(option.form())).append(" | ");
        table.append(otherwise == null || option.isSecret() ? "" : '`' + option.write(otherwise) + '`')
                .append(" | ");
        table.append(option.isRequired() ? "**needed**: " : "");
        table.append(cell(option.meaning())).append(option.isSecret() ? "; never printed" : "");
        table.append(" |\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
