package snippets;

// begin: contract
import io.unifiedipc.Attachment;
import io.unifiedipc.Contract;
import io.unifiedipc.Operation;
import io.unifiedipc.Page;
import io.unifiedipc.Refusal;
import java.util.List;

@Contract(channel = "books", version = "1.0.0")
public interface Books {
    @Operation(route = "GET /books/{id}")
    Book get(String id) throws NoSuchBook;

    @Operation(route = "GET /books{?author,tags*,after}")
    Page<Book, FindBooks> find(FindBooks query);

    @Operation(route = "POST /books -> 201 /books/{id}")
    BookId add(NewBook book);

    @Operation(route = "PUT /books/{id} X-Tenant={tenant} body={book}")
    Book replace(ReplaceBook command) throws NoSuchBook;

    @Operation(route = "DELETE /books/{id}")
    void remove(String id);

    @Operation(route = "POST /books/{id}/cover as multipart")
    void cover(Cover cover);

    record NewBook(String title, List<String> tags) {}

    record Book(String id, String title, List<String> tags) {}

    record BookId(String id) {}

    record FindBooks(String author, List<String> tags, String after) {}

    record ReplaceBook(String id, String tenant, NewBook book) {}

    record Cover(String id, String caption, Attachment image) {}

    @Refusal(status = 404)
    final class NoSuchBook extends Exception {
        public NoSuchBook(String message) {
            super(message);
        }
    }
}
// end: contract
