package io.unifiedipc.http.jetty;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.receive.Refusal;
import io.unifiedipc.http.receive.Replies;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * What the server itself has against a request, as a problem in place of a page. A status from 400 to 499 comes from its
 * parser, before any handler; above that something broke in here, and nobody can tell what ran.
 */
final class ErrorAnswers extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Object message = request.getAttribute(ERROR_MESSAGE);
        String detail = message == null ? "HTTP " + status : message.toString();
        boolean ran = status / 100 != 4 && status != 501 && status != 505;
        JettyIncoming.answer(
                response,
                ran
                        ? Replies.of(IpcException.of(Kind.FAILED, Executed.MAYBE, detail))
                        : Replies.of(Refusal.http(status, detail)),
                callback);
        return true;
    }
}
