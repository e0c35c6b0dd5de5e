package io.unifiedipc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of many items, as a reply. On an HTTP route the items are the body, and the next page is a link
 * (<a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288</a>); elsewhere both are fields.
 *
 * <pre>{@code
 * Page<Order, ListOrders> page = orders.list(new ListOrders("open", null));
 * while (page.next() != null) {
 *     page = orders.list(page.next());
 * }
 * }</pre>
 *
 * @param items what is on this page
 * @param next what to ask for to get the next page, or null on the last
 * @param <T> an item
 * @param <Q> the payload of the operation that brings pages
 */
public record Page<T, Q>(List<T> items, @Nullable Q next) {
    public Page {
        items = List.copyOf(items);
    }
}
