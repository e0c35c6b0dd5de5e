package io.unifiedipc.config;

import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;

/** A schema as a table of the documentation. */
final class OptionTable {
    private OptionTable() {}

    static String of(Schema schema) {
        StringBuilder table = new StringBuilder("| key | takes | default | meaning |\n|---|---|---|---|\n");
        for (Option<?> option : schema.options()) {
            String otherwise = Rows.otherwise(option);
            table.append("| `").append(option.key()).append("` | ");
            table.append(cell(option.form())).append(" | ");
            table.append(otherwise == null ? "" : '`' + otherwise + '`').append(" | ");
            table.append(option.isRequired() ? "**needed**: " : "");
            table.append(cell(option.meaning())).append(option.isSecret() ? "; never printed" : "");
            table.append(" |\n");
        }
        return table.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
