package after;

import io.unifiedipc.Attachment;
import io.unifiedipc.Contract;
import io.unifiedipc.Operation;
import java.util.List;
import java.util.Map;
import model.NewOrder;
import model.NoSuchOrder;
import model.Order;
import model.OutOfStock;
import model.Summary;

@Contract(channel = "orders", version = "1.0.0")
public interface Orders {
    @Operation(route = "GET /orders/{id}")
    Order get(String id) throws NoSuchOrder;

    @Operation(route = "GET /orders{?customer,status}")
    List<Order> find(FindOrders query);

    @Operation(route = "POST /orders")
    Order place(NewOrder order) throws OutOfStock;

    @Operation(route = "PUT /orders/{id} body={order}")
    Order replace(ReplaceOrder command) throws NoSuchOrder;

    @Operation(route = "PATCH /orders/{id} body={changes} as application/merge-patch+json")
    Order change(ChangeOrder command) throws NoSuchOrder;

    @Operation(route = "DELETE /orders/{id}")
    void remove(String id) throws NoSuchOrder;

    @Operation(route = "GET /orders/{id}/lines")
    List<Order.Line> lines(String id) throws NoSuchOrder;

    @Operation(route = "POST /orders/{id}/confirmation")
    void confirm(String id) throws OutOfStock;

    @Operation(route = "POST /orders/{id}/documents as multipart")
    void attach(AttachDocument command);

    @Operation(route = "GET /customers/{customer}/summary X-Tenant={tenant}")
    Summary summary(GetSummary query);

    record FindOrders(String customer, String status) {}

    record ReplaceOrder(String id, NewOrder order) {}

    record ChangeOrder(String id, Map<String, Object> changes) {}

    record AttachDocument(String id, String title, Attachment file) {}

    record GetSummary(String customer, String tenant) {}
}
