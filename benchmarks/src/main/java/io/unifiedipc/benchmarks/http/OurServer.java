package io.unifiedipc.benchmarks.http;

import io.unifiedipc.Channel;
import io.unifiedipc.Ipc;
import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.http.HttpTransportProvider;
import java.util.concurrent.TimeUnit;

/** A channel that is served with what every channel has unless told otherwise. */
final class OurServer implements Contender.Running {
    private final Ipc ipc;
    private final int port;

    private OurServer(Ipc ipc, HttpTransportProvider http) throws Exception {
        this.ipc = ipc;
        Channel orders = ipc.channel("orders");
        orders.handle(PlaceOrder.class, order -> order.payload().placed());
        orders.handle(PlaceOrder.Quick.class, order -> order.payload().placed());
        ipc.start();
        ipc.ready().get(30, TimeUnit.SECONDS);
        port = http.port();
    }

    static Contender.Running open() throws Exception {
        HttpTransportProvider http = new HttpTransportProvider();
        return new OurServer(
                Ipc.builder()
                        .isolated()
                        .add(http)
                        .set("service", "shop")
                        .set("channels.orders.transport", "http")
                        .set("transports.http.listen", "0")
                        .build(),
                http);
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        ipc.close();
    }
}
