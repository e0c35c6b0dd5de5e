package before;

import feign.Headers;
import feign.Param;
import feign.RequestLine;
import feign.form.FormData;
import java.util.List;
import java.util.Map;
import model.NewOrder;
import model.NoSuchOrder;
import model.Order;
import model.OutOfStock;
import model.Summary;

@Headers("Accept: application/json")
public interface OrdersApi {
    @RequestLine("GET /orders/{id}")
    Order get(@Param("id") String id) throws NoSuchOrder;

    @RequestLine("GET /orders?customer={customer}&status={status}")
    List<Order> find(@Param("customer") String customer, @Param("status") String status);

    @RequestLine("POST /orders")
    @Headers("Content-Type: application/json")
    Order place(NewOrder order) throws OutOfStock;

    @RequestLine("PUT /orders/{id}")
    @Headers("Content-Type: application/json")
    Order replace(@Param("id") String id, NewOrder order) throws NoSuchOrder;

    @RequestLine("PATCH /orders/{id}")
    @Headers("Content-Type: application/merge-patch+json")
    Order change(@Param("id") String id, Map<String, Object> changes) throws NoSuchOrder;

    @RequestLine("DELETE /orders/{id}")
    void remove(@Param("id") String id) throws NoSuchOrder;

    @RequestLine("GET /orders/{id}/lines")
    List<Order.Line> lines(@Param("id") String id) throws NoSuchOrder;

    @RequestLine("POST /orders/{id}/confirmation")
    void confirm(@Param("id") String id) throws OutOfStock;

    @RequestLine("POST /orders/{id}/documents")
    @Headers("Content-Type: multipart/form-data")
    void attach(@Param("id") String id, @Param("title") String title, @Param("file") FormData file);

    @RequestLine("GET /customers/{customer}/summary")
    @Headers("X-Tenant: {tenant}")
    Summary summary(@Param("customer") String customer, @Param("tenant") String tenant);
}
