package io.unifiedipc.benchmarks.report;

/**
 * A page that people write, with parts that are generated: each stands between two comments of its own, and all else is kept as
 * it is.
 */
final class Page {
    private Page() {}

    /** The page with this text in this part; a part that is not there yet is put at the end, under a heading. */
    static String with(String page, String part, String text) {
        String begin = "<!-- generated: " + part + " -->";
        String end = "<!-- end: " + part + " -->";
        String whole = begin + "\n" + text.strip() + "\n" + end;
        int from = page.indexOf(begin);
        if (from < 0) {
            return page.stripTrailing() + "\n\n## " + part + "\n\n" + whole + "\n";
        }
        int to = page.indexOf(end, from);
        if (to < 0) {
            throw new IllegalArgumentException("the page has '" + begin + "' and not '" + end + "' after it");
        }
        return page.substring(0, from) + whole + page.substring(to + end.length());
    }
}
