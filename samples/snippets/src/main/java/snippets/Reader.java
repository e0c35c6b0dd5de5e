package snippets;

import io.unifiedipc.Ipc;
import io.unifiedipc.Page;
import java.util.ArrayList;
import java.util.List;
import snippets.Books.Book;
import snippets.Books.FindBooks;

/** Somebody who reads books that a REST service has. */
final class Reader {
    private final Books books;

    Reader(Ipc ipc) {
        books = ipc.client(Books.class);
    }

    List<Book> all(String author) {
        // begin: pages
        Page<Book, FindBooks> page = books.find(new FindBooks(author, null, null));
        List<Book> all = new ArrayList<>(page.items());
        while (page.next() != null) {
            page = books.find(page.next());
            all.addAll(page.items());
        }
        // end: pages
        return all;
    }
}
