package io.unifiedipc.http;

import io.unifiedipc.Attachment;
import io.unifiedipc.Contract;
import io.unifiedipc.Operation;
import io.unifiedipc.Page;
import io.unifiedipc.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A fictional REST service with every sort of route: what is asked of it, and an implementation in memory. */
@Contract(channel = "books", version = "1.0.0")
public interface Bookshop {
    record Book(@Nullable String id, String title, int pages, List<String> tags) {}

    record BookId(String id) {}

    record GetBook(String id, @Nullable String expand) {}

    record ListBooks(
            @Nullable String author,
            @Nullable List<String> tags,
            @Nullable Integer limit,
            @Nullable String after) {}

    record ReplaceBook(String id, @Nullable String tenant, Book book) {}

    record ChangeBook(String id, Map<String, Object> changes) {}

    record Tenant(String id, @Nullable String tenant, String title) {}

    record Cover(
            String id,
            String caption,
            Attachment image,
            @Nullable List<Attachment> more) {}

    record Login(String user, String password) {}

    record Dates(LocalDate from, UUID id, @Nullable List<Integer> days) {}

    @Refusal(status = 404, type = "https://books.example/problems/no-such-book")
    final class NoSuchBook extends Exception {
        private static final long serialVersionUID = 1;
        final String id;

        public NoSuchBook(String id) {
            super("there is no book " + id);
            this.id = id;
        }
    }

    @Operation(route = "GET /books/{id}{?expand}")
    Book get(GetBook query) throws NoSuchBook;

    @Operation(value = "FindBook", route = "GET /books/{id}/short")
    CompletableFuture<Book> find(String id);

    @Operation(route = "GET /books{?author,tags*,limit,after}")
    Page<Book, ListBooks> list(ListBooks query);

    @Operation(value = "AddBook", route = "POST /books -> 201 /books/{id}")
    BookId add(Book book);

    @Operation(route = "PUT /books/{id} X-Tenant={tenant} body={book}")
    Book replace(ReplaceBook command) throws NoSuchBook;

    @Operation(route = "PATCH /books/{id} body={changes} as application/merge-patch+json")
    Book change(ChangeBook command);

    @Operation(value = "RemoveBook", route = "DELETE /books/{id}")
    void remove(String id);

    @Operation(route = "POST /books/{id}/cover as multipart -> 204")
    void cover(Cover cover);

    @Operation(route = "POST /login as form")
    String login(Login login);

    @Operation(value = "Rename", route = "PUT /tenants/{id} X-Tenant={tenant}")
    String rename(Tenant tenant);

    @Operation(value = "RenameByForm", route = "POST /tenants/{id} X-Tenant={tenant} as form")
    String renameByForm(Tenant tenant);

    @Operation(value = "Titles", route = "GET /titles")
    List<String> titles();

    @Operation(value = "File", route = "GET /files/{+path}")
    String file(String path);

    @Operation(route = "GET /dates/{from}{?id,days}")
    Dates dates(Dates dates);

    @Operation(value = "Head", route = "HEAD /books/{id}/stock")
    void head(String id) throws NoSuchBook;

    /** Books in memory. */
    final class InMemory implements Bookshop {
        final Map<String, Book> books = new ConcurrentHashMap<>();
        final Map<String, Cover> covers = new ConcurrentHashMap<>();
        final AtomicInteger ids = new AtomicInteger();
        volatile @Nullable String tenant;

        @Override
        public Book get(GetBook query) throws NoSuchBook {
            Book book = books.get(query.id());
            if (book == null) {
                throw new NoSuchBook(query.id());
            }
            return query.expand() == null
                    ? book
                    : new Book(book.id(), book.title() + "+" + query.expand(), book.pages(), book.tags());
        }

        @Override
        public CompletableFuture<Book> find(String id) {
            return CompletableFuture.completedFuture(books.get(id));
        }

        @Override
        public Page<Book, ListBooks> list(ListBooks query) {
            int limit = query.limit() == null ? 100 : query.limit();
            String after = query.after() == null ? "" : query.after();
            List<Book> all = new TreeMap<>(books)
                    .tailMap(after, false).values().stream()
                            .filter(book -> query.tags() == null || book.tags().containsAll(query.tags()))
                            .toList();
            return all.size() <= limit
                    ? new Page<>(all, null)
                    : new Page<>(
                            all.subList(0, limit),
                            new ListBooks(
                                    query.author(),
                                    query.tags(),
                                    limit,
                                    all.get(limit - 1).id()));
        }

        @Override
        public BookId add(Book book) {
            String id = "b" + ids.incrementAndGet();
            books.put(id, new Book(id, book.title(), book.pages(), book.tags()));
            return new BookId(id);
        }

        @Override
        public Book replace(ReplaceBook command) throws NoSuchBook {
            tenant = command.tenant();
            if (!books.containsKey(command.id())) {
                throw new NoSuchBook(command.id());
            }
            books.put(command.id(), command.book());
            return command.book();
        }

        @Override
        public Book change(ChangeBook command) {
            return books.computeIfPresent(
                    command.id(),
                    (id, book) -> new Book(
                            id,
                            (String) command.changes().getOrDefault("title", book.title()),
                            (Integer) command.changes().getOrDefault("pages", book.pages()),
                            book.tags()));
        }

        @Override
        public void remove(String id) {
            books.remove(id);
        }

        @Override
        public void cover(Cover cover) {
            covers.put(cover.id(), cover);
        }

        @Override
        public String login(Login login) {
            return login.user() + ":" + login.password();
        }

        @Override
        public String rename(Tenant tenant) {
            return tenant.id() + " " + tenant.tenant() + " " + tenant.title();
        }

        @Override
        public String renameByForm(Tenant tenant) {
            return rename(tenant);
        }

        @Override
        public List<String> titles() {
            return new TreeMap<>(books).values().stream().map(Book::title).toList();
        }

        @Override
        public String file(String path) {
            return "file " + path;
        }

        @Override
        public Dates dates(Dates dates) {
            return dates;
        }

        @Override
        public void head(String id) throws NoSuchBook {
            if (!books.containsKey(id)) {
                throw new NoSuchBook(id);
            }
        }
    }
}
