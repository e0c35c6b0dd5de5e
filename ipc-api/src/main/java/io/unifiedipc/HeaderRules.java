package io.unifiedipc;

/** Which names and values of headers every transport can carry. */
final class HeaderRules {
    private HeaderRules() {}

    static void checkName(String name) {
        boolean good = !name.isEmpty();
        for (int i = 0; good && i < name.length(); i++) {
            char c = name.charAt(i);
            good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-._".indexOf(c) >= 0;
        }
        if (!good) {
            throw IpcException.of(
                            Kind.INVALID,
                            Executed.NO,
                            "'" + printable(name) + "' can't name a header: use letters, digits and -._")
                    .here();
        }
    }

    static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c) || (Character.isSurrogate(c) && !paired(value, i))) {
                throw IpcException.of(
                                Kind.INVALID,
                                Executed.NO,
                                "header '" + name + "' has the control character or half character U+"
                                        + String.format("%04X", (int) c) + " at index " + i
                                        + ": encode the value first, or put it in the payload")
                        .here();
            }
        }
    }

    private static boolean paired(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }

    private static String printable(String text) {
        return text.codePoints()
                .limit(64)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
