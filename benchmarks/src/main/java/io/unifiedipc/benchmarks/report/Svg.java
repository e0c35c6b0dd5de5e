package io.unifiedipc.benchmarks.report;

import java.util.Locale;

/** A drawing, written line by line. Colours follow what the reader's screen prefers, light or dark. */
final class Svg {
    private static final String STYLE = """
            <style>
            .back { fill: #ffffff } .text { fill: #1f2328 } .faint { fill: #59636e } .line { stroke: #d1d9e0 }
            .ours { fill: #0969da } .other { fill: #9aa5b1 } .raw { fill: #57606a }
            .s0 { stroke: #0969da; fill: #0969da } .s1 { stroke: #57606a; fill: #57606a } .s2 { stroke: #bc4c00; fill: #bc4c00 }
            text { font: 12px sans-serif } .bold { font-weight: bold } .path { fill: none; stroke-width: 2 }
            @media (prefers-color-scheme: dark) {
            .back { fill: #0d1117 } .text { fill: #f0f6fc } .faint { fill: #9198a1 } .line { stroke: #3d444d }
            .ours { fill: #4493f8 } .other { fill: #5c6670 } .raw { fill: #9198a1 }
            .s0 { stroke: #4493f8; fill: #4493f8 } .s1 { stroke: #9198a1; fill: #9198a1 } .s2 { stroke: #f0883e; fill: #f0883e }
            .path { fill: none }
            }
            </style>
            """;

    private final StringBuilder body = new StringBuilder();

    void text(double x, double y, String classes, String anchor, String text) {
        add("<text x=\"%s\" y=\"%s\" class=\"%s\" text-anchor=\"%s\">%s</text>", x, y, classes, anchor, escaped(text));
    }

    /** A bar that tells its text where one points at it. */
    void bar(double x, double y, double width, double height, String classes, String told) {
        add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\"><title>%s</title></rect>",
                x, y, Math.max(0, width), height, classes, escaped(told));
    }

    void line(double fromX, double fromY, double toX, double toY) {
        add("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" class=\"line\"/>", fromX, fromY, toX, toY);
    }

    void dot(double x, double y, String classes, String told) {
        add(
                "<circle cx=\"%s\" cy=\"%s\" r=\"3\" class=\"%s\"><title>%s</title></circle>",
                x, y, classes, escaped(told));
    }

    /** Through points as "x,y x,y". */
    void path(String points, String classes) {
        add("<polyline points=\"%s\" class=\"%s path\"/>", points, classes);
    }

    static String point(double x, double y) {
        return number(x) + "," + number(y);
    }

    String finish(double width, double height, String title) {
        String open = String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$s %2$s\" width=\"%1$s\" height=\"%2$s\" role=\"img\">",
                number(width), number(height));
        return open + "\n<title>" + escaped(title) + "</title>\n" + STYLE
                + "<rect width=\"100%\" height=\"100%\" class=\"back\"/>\n" + body + "</svg>\n";
    }

    private void add(String format, Object... parts) {
        Object[] texts = parts.clone();
        for (int i = 0; i < texts.length; i++) {
            texts[i] = texts[i] instanceof Double number ? number(number) : texts[i];
        }
        body.append(String.format(format, texts)).append('\n');
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
