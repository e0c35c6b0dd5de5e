package io.unifiedipc.config;

/**
 * Where a value was written.
 *
 * @param source what kind of place
 * @param name of the file, the variable or the property
 * @param line in the file; 0 elsewhere
 */
record Origin(Source source, String name, int line) implements Comparable<Origin> {
    /** In the order in which problems are listed. */
    enum Source {
        FILE,
        BUILDER,
        ENVIRONMENT,
        SYSTEM_PROPERTY,
        NOWHERE
    }

    /** Of what nobody wrote. */
    static final Origin NOWHERE = new Origin(Source.NOWHERE, "", 0);

    /** Of what {@code IpcBuilder.set} was given. */
    static final Origin BUILDER = new Origin(Source.BUILDER, "", 0);

    static Origin environment(String variable) {
        return new Origin(Source.ENVIRONMENT, variable, 0);
    }

    static Origin systemProperty(String property) {
        return new Origin(Source.SYSTEM_PROPERTY, property, 0);
    }

    /** As {@code describe} prints it. */
    String shown() {
        return switch (source) {
            case FILE -> name + ":" + line;
            case BUILDER -> "builder";
            case ENVIRONMENT -> "environment " + name;
            case SYSTEM_PROPERTY -> "system property " + name;
            case NOWHERE -> "default";
        };
    }

    /** As a problem starts. */
    String prefix() {
        return switch (source) {
            case NOWHERE -> "";
            case ENVIRONMENT -> "environment variable " + name + ": ";
            default -> shown() + ": ";
        };
    }

    @Override
    public int compareTo(Origin other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : Integer.compare(line, other.line);
    }
}
