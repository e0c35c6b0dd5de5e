package io.unifiedipc.samples.checkout.desk;

import io.unifiedipc.samples.checkout.desk.Line.Via;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the input: one JSON object a line. */
public final class Lines {
    /** The input can't be read; the message says which line, and why. */
    public static final class BadInput extends Exception {
        BadInput(String message) {
            super(message);
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Lines() {}

    /** All lines of a file. */
    public static List<Line> read(Path file) throws BadInput {
        List<String> texts;
        try {
            texts = Files.readAllLines(file);
        } catch (IOException e) {
            throw new BadInput(file + " can't be read as UTF-8 text: " + e);
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!texts.get(i).isBlank()) {
                try {
                    lines.add(line(JSON.readTree(texts.get(i))));
                } catch (JacksonException | IllegalArgumentException e) {
                    throw new BadInput(file.getFileName() + ":" + (i + 1) + ": " + firstLine(e));
                }
            }
        }
        return lines;
    }

    private static Line line(JsonNode json) {
        Line.Type type = word(Line.Type.class, json, "type");
        boolean order = type == Line.Type.ORDER;
        return new Line(
                type,
                text(json, "order"),
                text(json, "customer"),
                order ? text(json, "name") : "",
                order ? text(json, "country") : "",
                order ? text(json, "sku") : "",
                order ? number(json, "quantity") : 0,
                order ? text(json, "currency") : "",
                order ? word(Via.class, json, "via") : null,
                order && json.path("quote").asBoolean(false),
                order ? "" : text(json, "text"));
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isString()) {
            throw new IllegalArgumentException("'" + name + "' must be there, and be a text");
        }
        return value.stringValue();
    }

    private static int number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isInt()) {
            throw new IllegalArgumentException("'" + name + "' must be there, and be a whole number");
        }
        return value.intValue();
    }

    private static <E extends Enum<E>> E word(Class<E> type, JsonNode json, String name) {
        String text = text(json, name);
        for (E each : type.getEnumConstants()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is '" + text + "', and must be one of "
                + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
