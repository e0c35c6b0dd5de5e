package io.unifiedipc.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links in headers of strangers. */
class LinksTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "</b?n=1>; rel=next",
                "</b?n=1>;rel=\"next\"",
                "</b?n=1>; REL = \"prev NEXT\"",
                "</a>; rel=prev, </b?n=1>; rel=next",
                ", </b?n=1>; ; crossorigin; rel=next;",
                "</b?n=1>; title=\"a \\\" b\"; rel=next",
                "</a>; title=\"x, </c>; rel=next\"; rel=prev, </b?n=1>; rel=next",
                "</a>; title=\"x; rel=next ;\"; rel=prev, </b?n=1>; rel=next",
                "</a>; rel=prev; rel=next, </b?n=1>; rel=next",
                "</a>; rel=next; anchor=\"/other\", </b?n=1>; rel=next",
                "<?n=1>; rel=next",
                "<http://elsewhere/b?n=1>; rel=next",
            })
    void theNextPage(String header) {
        assertThat(Links.next(header, "/b?n=0"))
                .hasToString(header.contains("//") ? "http://elsewhere/b?n=1" : "/b?n=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "</a>", "</a>; rel=nextish", "</a>; rel=\"next-one\"", "</a; rel=next", "a; rel=next"})
    void noNextPage(String header) {
        assertThat(Links.next(header, "/b")).isNull();
    }

    @Test
    void longOnesTakeNoTimeAndNoStack() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (String each : List.of("<", "<a>;", ";a", " ", "=", "\"", "\\", ",")) {
                assertThat(Links.next("<a>" + each.repeat(250_000), "/b")).isNull();
                assertThat(Links.next("<a>; title=\"" + each.repeat(250_000), "/b"))
                        .isNull();
                assertThat(Links.next(each.repeat(250_000), "/b")).isNull();
            }
            String slashes = "/a".repeat(120_000);
            assertThatThrownBy(() -> Links.next("<" + slashes + ">; rel=next", "/b"))
                    .hasMessageContaining("240000 characters");
        });
    }
}
