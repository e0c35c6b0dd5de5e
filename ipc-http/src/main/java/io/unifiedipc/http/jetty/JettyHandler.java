package io.unifiedipc.http.jetty;

import io.unifiedipc.http.receive.Router;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Every request of the server. All runs on a thread that may block, and so may the application's handler. */
final class JettyHandler extends Handler.Abstract {
    private final Router router;

    JettyHandler(Router router) {
        super(InvocationType.BLOCKING);
        this.router = router;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        router.handle(new JettyIncoming(request, response, callback));
        return true;
    }
}
