package io.unifiedipc.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables found in paths. */
class PathPatternTest {
    private static @Nullable Map<String, Object> match(String template, String path) {
        return Template.of(template).match(path, null, Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "/books, /books, {}",
        "/books/{id}, /books/7, {id=7}",
        "/books/{id}/, /books/7/, {id=7}",
        "/{file}.{type}, /a.b.txt, '{file=a.b, type=txt}'",
        "/{year}-{month}-{day}, /2026-02-28, '{year=2026, month=02, day=28}'",
        "/{year}-{month}-{day}, /1-2-3-4, '{year=1-2, month=3, day=4}'",
        "/{a}{b}, /xyz, '{a=xy, b=z}'",
        "/{a}/{b}/c, /1/2/c, '{a=1, b=2}'",
        "/{+path}, /a/b/c, {path=a/b/c}",
        "/{+path}/{name}, /a/b/c, '{path=a/b, name=c}'",
        "/{name}/{+path}, /a/b/c, '{name=a, path=b/c}'",
        "/{+a}/x/{+b}, /1/x/2/x/3, '{a=1/x/2, b=3}'",
    })
    void fits(String template, String path, String values) {
        assertThat(match(template, path)).hasToString(values);
    }

    @ParameterizedTest
    @CsvSource({
        "/books, /books/",
        "/books/{id}, /books/",
        "/books/{id}, /books/7/8",
        "/books/{id}, /books",
        "/{a}/{b}, /a",
        "/{a}-{b}, /-b",
        "/{a}-{b}, /a-",
        "/{a}{b}, /x",
        "/aba{x}aba, /aba",
        "/{+path}/end, /end",
    })
    void doesNotFit(String template, String path) {
        assertThat(match(template, path)).isNull();
    }

    /** There are billions of ways to divide it, and none fits. */
    @Test
    void aLongPathTakesNoTime() {
        String dashes = "-".repeat(30_000);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(match("/{a}-{b}-{c}-{d}", "/" + dashes + "/")).isNull();
            assertThat(match("/{+a}-{+b}-{+c}/x", "/" + dashes)).isNull();
            assertThat(match("/{a}-{b}-{c}", "/" + dashes)).containsEntry("c", "-");
        });
    }
}
