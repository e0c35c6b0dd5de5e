package io.unifiedipc.openapi;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * Java names from the document's words: ASCII letters and digits only, never a reserved word, and each once. Names of types
 * that differ in case alone count as the same, since not every file system tells them apart.
 */
final class Names {
    /** What the generated code means by these names is what java.lang means. */
    private static final Set<String> JAVA_LANG = Set.of(
            "Boolean",
            "Byte",
            "Deprecated",
            "Double",
            "Enum",
            "Exception",
            "Float",
            "Integer",
            "Long",
            "Number",
            "Object",
            "Override",
            "Record",
            "String");

    /** What a record may not call a component (JLS 8.10.1), and what every exception has. */
    private static final Set<String> METHODS = Set.of(
            "clone",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "toString",
            "wait",
            "addSuppressed",
            "fillInStackTrace",
            "getCause",
            "getLocalizedMessage",
            "getMessage",
            "getStackTrace",
            "getSuppressed",
            "initCause",
            "printStackTrace",
            "setStackTrace");

    private final Set<String> taken = new HashSet<>();

    /** A name for a type that no other has. */
    String type(String wanted) {
        String name = camel(wanted, true);
        return unique(JAVA_LANG.contains(name) ? name + "Value" : name, true);
    }

    /** A name for a method, a component or a parameter. */
    String member(String wanted) {
        String name = camel(wanted, false);
        return unique(SourceVersion.isKeyword(name) || METHODS.contains(name) ? name + "_" : name, false);
    }

    /** A name for a constant of an enum. */
    String constant(String wanted) {
        String name = ascii(wanted)
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .toUpperCase(Locale.ROOT);
        if (!wanted.startsWith("_")) {
            name = name.replaceAll("^_+(?=.)", "");
        }
        name = name.isEmpty() ? "EMPTY" : name.equals("_") ? "OTHER" : name;
        return unique(Character.isDigit(name.charAt(0)) ? "_" + name : name, false);
    }

    /** Any name, made free by a number where it is taken; its case and characters are left alone. */
    String free(String wanted) {
        return unique(wanted, false);
    }

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private String unique(String wanted, boolean ignoreCase) {
        String name = wanted;
        for (int i = 2; !taken.add(ignoreCase ? name.toLowerCase(Locale.ROOT) : name); i++) {
            name = wanted + (Character.isDigit(wanted.charAt(wanted.length() - 1)) ? "_" : "") + i;
        }
        return name;
    }

    private static String camel(String text, boolean type) {
        StringBuilder out = new StringBuilder();
        for (String word : ascii(text).split("[^A-Za-z0-9]+", -1)) {
            out.append(out.isEmpty() ? word : capital(word));
        }
        if (out.isEmpty()) {
            return type ? "Unnamed" : "unnamed";
        }
        if (Character.isDigit(out.charAt(0))) {
            return out.insert(0, '_').toString();
        }
        String name = out.toString();
        if (type) {
            return capital(name);
        }
        boolean capitals = name.equals(name.toUpperCase(Locale.ROOT));
        return capitals ? name.toLowerCase(Locale.ROOT) : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Without accents; signs that tell versions of a name apart get a word, as "+1" and "-1" do. */
    private static String ascii(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        return plain.replaceAll("^\\+(?=\\d)", "plus ").replaceAll("^-(?=\\d)", "minus ");
    }
}
