package snippets;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.unifiedipc.Ipc;
import org.junit.jupiter.api.Test;
import snippets.Books.Book;

class ReaderTest {
    @Test
    void pagesAreFollowed() {
        WireMockServer service = new WireMockServer(options().dynamicPort());
        service.start();
        service.stubFor(get("/shop/books?author=ann")
                .willReturn(okJson("[{\"id\":\"1\",\"title\":\"one\",\"tags\":[]}]")
                        .withHeader("Link", "</shop/books?author=ann&after=1>; rel=\"next\"")));
        service.stubFor(get("/shop/books?author=ann&after=1")
                .willReturn(okJson("[{\"id\":\"2\",\"title\":\"two\",\"tags\":[\"x\"]}]")));
        try (Ipc ipc = Ipc.builder()
                .isolated()
                .set("service", "reader")
                .set("channels.books.transport", "http")
                .set("channels.books.http.address", service.baseUrl() + "/shop")
                .build()) {
            assertThat(new Reader(ipc).all("ann")).extracting(Book::title).containsExactly("one", "two");
        } finally {
            service.stop();
        }
    }
}
