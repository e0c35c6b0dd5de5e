package io.unifiedipc.http.route;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a body is written.
 *
 * @param sort by the codec, as a form, or in parts
 * @param media the media type in place of the codec's own, or null
 */
record BodyForm(Sort sort, @Nullable String media) {
    enum Sort {
        CODEC,
        FORM,
        MULTIPART
    }

    static final String FORM_MEDIA = "application/x-www-form-urlencoded";
    static final String MULTIPART_MEDIA = "multipart/form-data";

    /** As the word after {@code as} says; null for none. */
    static BodyForm of(@Nullable String word) {
        if (word == null) {
            return new BodyForm(Sort.CODEC, null);
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "form", FORM_MEDIA -> new BodyForm(Sort.FORM, FORM_MEDIA);
            case "multipart", MULTIPART_MEDIA -> new BodyForm(Sort.MULTIPART, MULTIPART_MEDIA);
            default -> {
                if (!word.matches("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(;[!-~]+)?")) {
                    throw new IllegalArgumentException(
                            "'" + word + "' is no media type, and neither 'form' nor 'multipart'");
                }
                yield new BodyForm(Sort.CODEC, word);
            }
        };
    }
}
