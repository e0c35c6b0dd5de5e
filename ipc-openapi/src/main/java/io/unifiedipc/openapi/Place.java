package io.unifiedipc.openapi;

/** Where something stands in the document: a JSON pointer (RFC 6901) as a URI fragment, so that it can be searched for. */
record Place(String pointer) {
    static final Place ROOT = new Place("#");

    Place at(String... names) {
        StringBuilder text = new StringBuilder(pointer);
        for (String name : names) {
            text.append('/').append(name.replace("~", "~0").replace("/", "~1"));
        }
        return new Place(text.toString());
    }
}
