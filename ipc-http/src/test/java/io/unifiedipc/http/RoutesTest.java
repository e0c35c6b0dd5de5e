package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Attachment;
import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Page;
import io.unifiedipc.http.Bookshop.Book;
import io.unifiedipc.http.Bookshop.ListBooks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes between two of ours, and to anybody who speaks REST. */
class RoutesTest {
    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Bookshop.InMemory shop = new Bookshop.InMemory();
    private final HttpTransportProvider http = new HttpTransportProvider();
    private final HttpClient stranger = HttpClient.newHttpClient();

    private Bookshop client;
    private Ipc caller;

    @BeforeEach
    void open() throws Exception {
        Ipc receiver = guard.open(Ipc.builder()
                .isolated()
                .add(http)
                .set("service", "books")
                .set("channels.books.transport", "http")
                .set("transports.http.listen", "0"));
        receiver.serve(Bookshop.class, shop);
        receiver.start();
        receiver.ready().get(10, TimeUnit.SECONDS);
        caller = guard.open(Ipc.builder()
                .isolated()
                .set("service", "reader")
                .set("channels.books.transport", "http")
                .set("channels.books.http.address", base()));
        client = caller.client(Bookshop.class);
    }

    @AfterEach
    void close() {
        caller.close();
    }

    private String base() {
        return "http://127.0.0.1:" + http.port();
    }

    private HttpResponse<String> ask(String method, String path, @Nullable String type, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return stranger.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void everyOperationGoesThereAndBack() throws Exception {
        everyOperation(client);
    }

    /** Routes are for HTTP: the same contract does the same without them. */
    @Test
    void theSameInMemory() throws Exception {
        Ipc both = guard.open(Ipc.builder().isolated().set("service", "all").set("channels.books.transport", "memory"));
        both.serve(Bookshop.class, shop);
        both.start();
        both.ready().get(10, TimeUnit.SECONDS);
        everyOperation(both.client(Bookshop.class));
    }

    private void everyOperation(Bookshop client) throws Exception {
        String id = client.add(new Book(null, "Änderung/1", 10, List.of("a", "b,c")))
                .id();
        assertThat(id).isEqualTo("b1");
        assertThat(client.get(new Bookshop.GetBook(id, null)).title()).isEqualTo("Änderung/1");
        assertThat(client.get(new Bookshop.GetBook(id, "all & more=1")).title()).isEqualTo("Änderung/1+all & more=1");
        assertThat(client.find(id).get(5, TimeUnit.SECONDS).pages()).isEqualTo(10);
        Book other = new Book(id, "other", 11, List.of());
        assertThat(client.replace(new Bookshop.ReplaceBook(id, "north", other))).isEqualTo(other);
        assertThat(shop.tenant).isEqualTo("north");
        assertThat(client.change(new Bookshop.ChangeBook(id, Map.of("title", "changed"))))
                .isEqualTo(new Book(id, "changed", 11, List.of()));
        assertThat(client.titles()).containsExactly("changed");
        client.head(id);
        client.remove(id);
        assertThat(shop.books).isEmpty();
        assertThatThrownBy(() -> client.get(new Bookshop.GetBook(id, null)))
                .isInstanceOfSatisfying(
                        Bookshop.NoSuchBook.class, e -> assertThat(e.id).isEqualTo(id));
        assertThat(client.login(new Bookshop.Login("a b", "&=+ü%"))).isEqualTo("a b:&=+ü%");
        assertThat(client.file("a/b c/d;e")).isEqualTo("file a/b c/d;e");
        Bookshop.Dates dates = new Bookshop.Dates(LocalDate.of(2026, 2, 28), UUID.randomUUID(), List.of(1, 2, 3));
        assertThat(client.dates(dates)).isEqualTo(dates);
        files(client, shop);
        pages(client);
    }

    private static void files(Bookshop client, Bookshop.InMemory shop) {
        byte[] bytes = {0, 1, 13, 10, 45, 45, -1};
        Bookshop.Cover cover = new Bookshop.Cover(
                "b1",
                "a \"front\"",
                new Attachment("frönt.png", "image/png", bytes),
                List.of(
                        new Attachment("1.txt", "text/plain", new byte[0]),
                        new Attachment("2.txt", "text/plain", "zwei".getBytes(StandardCharsets.UTF_8))));
        client.cover(cover);
        Bookshop.Cover got = shop.covers.get("b1");
        assertThat(got.caption()).isEqualTo("a \"front\"");
        assertThat(got.image().content()).isEqualTo(bytes);
        assertThat(got.image().filename()).isEqualTo("frönt.png");
        assertThat(got.image().contentType()).isEqualTo("image/png");
        assertThat(got.more()).extracting(Attachment::filename).containsExactly("1.txt", "2.txt");
    }

    private static void pages(Bookshop client) {
        for (int i = 0; i < 7; i++) {
            client.add(new Book(null, "t" + i, i, List.of("x", "y z")));
        }
        List<String> titles = new ArrayList<>();
        Page<Book, ListBooks> page = client.list(new ListBooks(null, List.of("x", "y z"), 3, null));
        titles.addAll(page.items().stream().map(Book::title).toList());
        while (page.next() != null) {
            page = client.list(page.next());
            titles.addAll(page.items().stream().map(Book::title).toList());
        }
        assertThat(titles).containsExactly("t0", "t1", "t2", "t3", "t4", "t5", "t6");
    }

    @Test
    void aPageLeadsOnByALink() throws Exception {
        for (int i = 0; i < 3; i++) {
            client.add(new Book(null, "t" + i, i, List.of()));
        }
        HttpResponse<String> first = ask("GET", "/books?limit=2&unknown=1", null, "");
        assertThat(first.body()).startsWith("[{");
        assertThat(first.headers().firstValue("link")).contains("<?limit=2&after=b2>; rel=\"next\"");
    }

    @Test
    void strangersAreFirstClassCallers() throws Exception {
        HttpResponse<String> added =
                ask("POST", "/books", "application/json", "{\"title\":\"t\",\"pages\":1,\"tags\":[]}");
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("location")).contains("/books/b1");
        assertThat(ask("GET", "/books/b1", null, "").body()).contains("\"title\":\"t\"");
        HttpResponse<String> head = ask("HEAD", "/books/b1", null, "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(ask(
                                "PUT",
                                "/books/b1",
                                "application/json",
                                "{\"title\":\"u\",\"pages\":1,\"tags\":[]}",
                                "X-Tenant",
                                "t1")
                        .statusCode())
                .isEqualTo(200);
        assertThat(shop.tenant).isEqualTo("t1");
        HttpResponse<String> patched = ask("PATCH", "/books/b1", "application/merge-patch+json", "{\"pages\":5}");
        assertThat(patched.body()).contains("\"pages\":5");
        assertThat(ask("DELETE", "/books/b1", null, "").statusCode()).isEqualTo(204);
        assertThat(ask("POST", "/login", "application/x-www-form-urlencoded", "user=a+b&password=%C3%BC")
                        .body())
                .isEqualTo("\"a b:ü\"");
        HttpResponse<String> options = ask("OPTIONS", "/books/b1", null, "");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("allow")).contains("DELETE, GET, HEAD, PATCH, PUT, OPTIONS");
        HttpResponse<String> wrong = ask("POST", "/books/b1", "application/json", "{}");
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("allow")).isPresent();
        assertThat(ask("GET", "/nowhere", null, "").statusCode()).isEqualTo(404);
        assertThat(ask("GET", "/books?limit=many", null, "").statusCode()).isEqualTo(400);
        assertThat(ask("GET", "/books?limit=1&limit=2", null, "").statusCode()).isEqualTo(400);
        assertThat(ask("POST", "/login", "application/json", "{}").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/books/%2e%2e",
                "/books/..",
                "/books/.",
                "/books/a%2Fb",
                "/books/a%5Cb",
                "/books/%252e%252e",
                "/books/a%00",
                "/books/%0d%0a",
                "/books/%EF%BC%8E%EF%BC%8E",
                "/books/%FF",
                "/files/a/..%3Bx/b",
                "/files/a%25FF%252f..%252fb",
                "/files/%25c0%25ae%25c0%25ae"
            })
    void pathsThatCouldLeadElsewhereAreRefused(String path) throws Exception {
        try (RawClient raw = new RawClient(http.port())) {
            raw.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(raw.answer().status()).as(path).isIn(400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "a/b",
                "/",
                "\\",
                "%2e%2e",
                "%2F",
                "a\r\nX: y",
                "\u0000",
                "．．",
                "‥",
                "a／b",
                "..;",
                ".;x",
                "%2e%2e%3b",
                "%FF%2f",
                ""
            })
    void valuesThatCouldLeadElsewhereAreNotSent(String id) {
        assertThatThrownBy(() -> client.get(new Bookshop.GetBook(id, null)))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.INVALID);
                    assertThat(e.executed()).isEqualTo(Executed.NO);
                    assertThat(e.text()).contains("'id'");
                });
        if (id.equals("a/b")) {
            return; // which is what {+path} is for
        }
        assertThatThrownBy(() -> client.file("a/" + id + "/b")).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.INVALID);
        });
    }

    /** What stands in front looks at the address and the headers, not into bodies. */
    @Test
    void bodiesDontSayWhatAddressAndHeadersCould() throws Exception {
        client.add(new Book(null, "t", 1, List.of()));
        String body = "{\"id\":\"b1\",\"tenant\":\"evil\",\"title\":\"u\",\"pages\":1,\"tags\":[]}";
        assertThat(ask("PUT", "/tenants/b1", "application/json", body).body()).isEqualTo("\"b1 null u\"");
        assertThat(ask("PUT", "/tenants/b1", "application/json", body, "X-Tenant", "north")
                        .body())
                .isEqualTo("\"b1 north u\"");
        String form = "id=b2&tenant=evil&title=u";
        assertThat(ask("POST", "/tenants/b1", "application/x-www-form-urlencoded", form)
                        .body())
                .isEqualTo("\"b1 null u\"");
    }

    @Test
    void aHeaderOfAFieldComesOnce() throws Exception {
        client.add(new Book(null, "t", 1, List.of()));
        HttpResponse<String> answer = ask(
                "PUT",
                "/tenants/b1",
                "application/json",
                "{\"title\":\"u\"}",
                "X-Tenant",
                "north",
                "X-Tenant",
                "south");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("x-tenant came 2 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "ü", " a", "\u0000"})
    void headersThatCantBeSentAreRefused(String tenant) {
        assertThatThrownBy(
                        () -> client.replace(new Bookshop.ReplaceBook("b1", tenant, new Book(null, "t", 1, List.of()))))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.INVALID);
                    assertThat(e.executed()).isEqualTo(Executed.NO);
                    assertThat(e.text()).contains("'tenant'");
                });
    }

    @Test
    void whatIsWrongIsSaidWithoutNamesOfClasses() throws Exception {
        HttpResponse<String> wrong = ask("GET", "/dates/2026-02-30?id=x", null, "");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).doesNotContain("java.", "Bookshop$").contains("LocalDate");
    }

    /** The JDK's client takes a reset for the loss of its answer; so a body that is slow is let in before it is refused. */
    @Test
    void aRefusalReachesACallerOverHttp2WhoseBodyIsSlow() throws Exception {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> upgraded = ask("GET", "/titles", null, "");
        assertThat(upgraded.version()).isEqualTo(HttpClient.Version.HTTP_2);
        HttpRequest slow = HttpRequest.newBuilder(URI.create(base() + "/books/b1"))
                .POST(BodyPublishers.fromPublisher(
                        subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                            @Override
                            public void request(long n) {
                                CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)
                                        .execute(() -> {
                                            subscriber.onNext(ByteBuffer.wrap(body));
                                            subscriber.onComplete();
                                        });
                            }

                            @Override
                            public void cancel() {}
                        }),
                        body.length))
                .build();
        HttpResponse<String> refused = stranger.send(slow, BodyHandlers.ofString());
        assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.body()).contains("'POST' is not allowed here");
    }

    @Test
    void routesOfTheConfigurationServeChannelsWithoutAContract() {
        shop.books.put("b1", new Book("b1", "t", 1, List.of()));
        try (Ipc plain = Ipc.builder()
                .isolated()
                .set("service", "plain")
                .set("channels.library.transport", "http")
                .set("channels.library.http.address", base() + "/")
                .yaml("ipc: {channels: {library: {http: {routes: {GetBook: 'GET /books/{id}{?expand}'}}}}}")
                .build()) {
            assertThat(plain.channel("library").call(Command.of(new Bookshop.GetBook("b1", null)), Book.class))
                    .isEqualTo(new Book("b1", "t", 1, List.of()));
        }
    }
}
