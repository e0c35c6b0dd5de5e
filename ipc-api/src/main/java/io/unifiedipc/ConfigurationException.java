package io.unifiedipc;

import java.util.List;

/** The configuration can't be used: all that is wrong with it, each with its place and the way out. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /** All problems, each on one line: where, what, and what would be right. */
    public ConfigurationException(List<String> problems) {
        super(problems.size() + (problems.size() == 1 ? " problem" : " problems") + " in the configuration:\n  "
                + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each on one line. */
    public List<String> problems() {
        return problems;
    }
}
