package io.unifiedipc.http.route;

import io.unifiedipc.http.wire.Percent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address with variables, by a part of <a href="https://www.rfc-editor.org/rfc/rfc6570">RFC 6570</a>: <code>{id}</code> is
 * one segment of the path or a piece of it, <code>{+path}</code> may hold several; <code>{?a,b*}</code> and <code>{&amp;c}</code>
 * are parameters of the query, with a star repeated for each value of a list. It is filled in, and found again in a request.
 */
public final class Template {
    private static final Pattern EXPRESSION = Pattern.compile("\\{([+?&]?)([^{}]*)}");
    private static final Pattern LITERAL = Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*");
    private static final Pattern NAME = Pattern.compile("[^{},*?&=\\s]+");

    /** A variable of the query. */
    private record Parameter(String name, boolean repeated) {}

    private final String text;
    /** Literals and variables in turn, beginning with a literal. */
    private final List<String> literals = new ArrayList<>();

    private final List<String> pathNames = new ArrayList<>();
    private final Set<String> manySegments = new LinkedHashSet<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final PathPattern path;

    private Template(String text) {
        this.text = text;
        String pathPart = text.replaceFirst("\\{[?&].*", "");
        for (Matcher query = EXPRESSION.matcher(text.substring(pathPart.length())); query.find(); ) {
            addParameters(query.group(2));
        }
        BitSet many = new BitSet();
        int end = 0;
        for (Matcher variable = EXPRESSION.matcher(pathPart); variable.find(); end = variable.end()) {
            literals.add(pathPart.substring(end, variable.start()));
            String name = unique(variable.group(2));
            if (variable.group(1).equals("+")) {
                many.set(pathNames.size());
                manySegments.add(name);
            }
            pathNames.add(name);
        }
        literals.add(pathPart.substring(end));
        path = new PathPattern(literals, many);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException which says what is wrong with it
     */
    static Template of(String text) {
        String literal = EXPRESSION.matcher(text).replaceAll("x");
        if (!text.startsWith("/") || text.startsWith("//")) {
            throw new IllegalArgumentException("'" + text + "' is no path: it begins with one slash");
        }
        if (!text.matches("[^?]*?(\\{[?&][^{}]*})*")
                || !LITERAL.matcher(literal).matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no path with variables such as /orders/{id}{?expand}: other characters are written as %XX,"
                    + " and the query stands in {?...} at the end");
        }
        if (("/" + literal + "/").matches(".*/\\.\\.?/.*")) {
            throw new IllegalArgumentException("'" + text + "' has a segment of dots, which names another place");
        }
        return new Template(text);
    }

    private void addParameters(String list) {
        for (String each : list.split(",", -1)) {
            boolean repeated = each.endsWith("*");
            parameters.add(new Parameter(unique(repeated ? each.substring(0, each.length() - 1) : each), repeated));
        }
    }

    private String unique(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + text + "' has a variable '" + name + "', which names no field");
        }
        if (names().contains(name)) {
            throw new IllegalArgumentException("'" + text + "' has the variable '" + name + "' twice");
        }
        return name;
    }

    /** The names of all variables. */
    Set<String> names() {
        Set<String> all = new LinkedHashSet<>(pathNames);
        parameters.forEach(each -> all.add(each.name()));
        return all;
    }

    /** Where it leads without its variables: two templates with the same shape would lead to the same place. */
    public String shape() {
        return String.join("{}", literals);
    }

    /** How much of it is fixed: the more, the sooner it is tried. */
    public int fixed() {
        return literals.stream().mapToInt(String::length).sum();
    }

    /**
     * The path and query for values, percent-encoded.
     *
     * @throws IllegalArgumentException where a value can't stand where it should
     */
    String expand(Map<String, Object> values) {
        StringBuilder out = new StringBuilder(literals.get(0));
        for (int i = 0; i < pathNames.size(); i++) {
            String name = pathNames.get(i);
            out.append(PathValue.encode(name, Scalar.text(name, values.get(name)), manySegments.contains(name)));
            out.append(literals.get(i + 1));
        }
        char before = '?';
        for (Parameter each : parameters) {
            for (String value :
                    each.repeated() ? Scalar.texts(each.name(), values.get(each.name())) : joined(each, values)) {
                out.append(before)
                        .append(Percent.component(each.name()))
                        .append('=')
                        .append(value);
                before = '&';
            }
        }
        return out.toString();
    }

    /** Commas between values stay as they are; those inside of values don't. */
    private static List<String> joined(Parameter parameter, Map<String, Object> values) {
        Object value = values.get(parameter.name());
        return value == null ? List.of() : List.of(String.join(",", Scalar.texts(parameter.name(), value)));
    }

    /** Whether a path, percent-encoded, is one of these. */
    public boolean leadsTo(String rawPath) {
        return path.match(rawPath) != null;
    }

    /**
     * The values of its variables in a path and a query: texts, and lists of texts for those that are lists. Null where the
     * path isn't one of these.
     *
     * @throws IllegalArgumentException where a value is none
     */
    @Nullable
    Map<String, Object> match(String rawPath, @Nullable String rawQuery, Set<String> lists) {
        List<String> found = path.match(rawPath);
        if (found == null) {
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < pathNames.size(); i++) {
            String name = pathNames.get(i);
            values.put(name, PathValue.decode(name, found.get(i), manySegments.contains(name)));
        }
        Map<String, List<String>> query = Query.parse(rawQuery);
        for (Parameter each : parameters) {
            List<String> given = query.get(each.name());
            if (given != null) {
                values.put(each.name(), value(each, given, lists.contains(each.name())));
            }
        }
        return values;
    }

    private static Object value(Parameter parameter, List<String> given, boolean list) {
        if (list && parameter.repeated()) {
            return given.stream().map(Query::decode).toList();
        }
        if (given.size() > 1) {
            throw new IllegalArgumentException(
                    "'" + parameter.name() + "' stands twice in the query, and takes one value");
        }
        String raw = given.get(0);
        return list ? Arrays.stream(raw.split(",", -1)).map(Query::decode).toList() : Query.decode(raw);
    }

    /** The names in a query that it has no variable for. */
    Set<String> unknown(@Nullable String rawQuery) {
        Set<String> all = new LinkedHashSet<>(Query.parse(rawQuery).keySet());
        all.removeAll(names());
        return all;
    }

    @Override
    public String toString() {
        return text;
    }
}
