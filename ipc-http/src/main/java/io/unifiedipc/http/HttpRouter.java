package io.unifiedipc.http;

import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Context;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in: finds the channel, reads the message, hands it over. All of it runs on a thread that may block, and the handler
 * too; while a body is still on its way no thread waits for it.
 */
final class HttpRouter extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRouter.class);

    private final Routes routes;
    private final Context context;
    private final PeerWatch watch;

    HttpRouter(Routes routes, Context context, PeerWatch watch) {
        super(InvocationType.BLOCKING);
        this.routes = routes;
        this.context = context;
        this.watch = watch;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long arrived = context.clock().nanos();
        try {
            Routes.Target target = routes.find(request.getHttpURI().getPath());
            if (!"POST".equals(request.getMethod())) {
                response.getHeaders().put(HttpHeader.ALLOW, "POST");
                throw Refusal.notAllowed(request.getMethod());
            }
            target.intake().check();
            Inbound inbound = new Inbound(request, target, arrived);
            new BodyReader(request, target.intake().channel.maxPayload()) {
                @Override
                void whole(byte[] body) {
                    deliver(request, response, callback, inbound, body);
                }

                @Override
                void refused(Refusal refusal) {
                    refuse(response, callback, refusal);
                }

                @Override
                void broken(Throwable e) {
                    callback.failed(e);
                }
            }.run();
        } catch (Refusal refusal) {
            refuse(response, callback, refusal);
        }
        return true;
    }

    private void deliver(Request request, Response response, Callback callback, Inbound inbound, byte[] body) {
        HttpDelivery delivery;
        HttpIntake intake = inbound.target().intake();
        try {
            intake.check();
            delivery = new HttpDelivery(request, response, callback, inbound, inbound.envelope(body), watch);
        } catch (Refusal refusal) {
            refuse(response, callback, refusal);
            return;
        } catch (IpcException e) {
            refuse(response, callback, Refusal.of(e.kind(), e.text()));
            return;
        }
        watch.add(delivery);
        try {
            intake.accept(delivery);
        } catch (RuntimeException e) {
            LOG.error("the receiver of '{}' threw, which it never may", intake.channel.name(), e);
            delivery.broken(e);
        }
    }

    private static void refuse(Response response, Callback callback, Refusal refusal) {
        Replies.refuse(response, refusal, callback);
    }
}
