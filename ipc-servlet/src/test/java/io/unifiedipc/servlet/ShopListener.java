package io.unifiedipc.servlet;

import io.unifiedipc.Ipc;
import io.unifiedipc.Received;
import io.unifiedipc.http.HttpTransportProvider;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

// begin: mounting
public final class ShopListener implements ServletContextListener {
    record PlaceOrder(String sku) {}

    record OrderPlaced(String text) {}

    private final HttpTransportProvider http = HttpTransportProvider.mounted();
    private final Ipc ipc = Ipc.builder()
            .add(http)
            .yaml("ipc: {service: shop, channels: {orders: {transport: http}}}")
            .build();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ipc.channel("orders").handle(PlaceOrder.class, ShopListener::place);
        ipc.start();
        new IpcServlet(http).addTo(event.getServletContext(), "/ipc/*"); // POST {context}/ipc/v1/orders/PlaceOrder
    }

    private static OrderPlaced place(Received<PlaceOrder> order) {
        return new OrderPlaced("placed: " + order.payload().sku());
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        ipc.close(); // handlers finish, and their answers go out
    }
}
// end: mounting
