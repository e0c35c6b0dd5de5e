package io.unifiedipc.http.jetty;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.receive.Incoming;
import io.unifiedipc.http.receive.Refusal;
import io.unifiedipc.http.receive.Replies;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What the server itself has against a request, as a problem in place of a page. A status from 400 to 499 comes from its
 * parser, before any handler; above that something broke in here, and nobody can tell what ran, unless we gave the request up
 * ourselves before a handler had it.
 */
final class ErrorAnswers extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        JettyIncoming.answer(response, answer(request, response.getStatus()), callback);
        return true;
    }

    private static Incoming.Answer answer(Request request, int status) {
        Object message = request.getAttribute(ERROR_MESSAGE);
        String detail = message == null ? "HTTP " + status : message.toString();
        if (status / 100 == 4 || status == 501 || status == 505) {
            return Replies.of(Refusal.http(status, detail));
        }
        if (!JettyIncoming.givenUp(request)) {
            return Replies.of(IpcException.of(Kind.FAILED, Executed.MAYBE, detail));
        }
        return Replies.of(
                request.getConnectionMetaData().getConnector().isShutdown()
                        ? Refusal.closed("this receiver")
                        : Refusal.http(408, "the message has not come whole: " + detail));
    }
}
