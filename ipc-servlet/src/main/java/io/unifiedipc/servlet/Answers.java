package io.unifiedipc.servlet;

import io.unifiedipc.http.receive.Incoming;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writes answers. Never by the container's error pages, which would replace ours. */
final class Answers {
    private Answers() {}

    /** On the calling thread, which waits. */
    static void writeNow(HttpServletResponse response, Incoming.Answer answer) throws IOException {
        head(response, answer);
        byte[] body = answer.body();
        if (body != null) {
            response.getOutputStream().write(body);
        }
    }

    /** Without a thread that waits for a slow caller; ends the request. */
    static CompletionStage<Void> write(AsyncContext async, HttpServletResponse response, Incoming.Answer answer)
            throws IOException {
        head(response, answer);
        byte[] body = answer.body();
        if (body == null || body.length == 0) {
            async.complete();
            return CompletableFuture.completedFuture(null);
        }
        ServletOutputStream out = response.getOutputStream();
        Written written = new Written(async, out, body);
        out.setWriteListener(written);
        return written.done;
    }

    private static void head(HttpServletResponse response, Incoming.Answer answer) {
        response.setStatus(answer.status());
        for (Map.Entry<String, String> header : answer.headers()) {
            response.setHeader(header.getKey(), header.getValue());
        }
        if (answer.last()) {
            // Containers leave it out where the protocol has no such header, as HTTP/2.
            response.setHeader("Connection", "close");
        }
        byte[] body = answer.body();
        if (body != null) {
            response.setContentLength(body.length);
        }
    }

    /** Called by threads of the container, one at a time. */
    private static final class Written implements WriteListener {
        private final AsyncContext async;
        private final ServletOutputStream out;
        private final byte[] body;
        private boolean handedOver;
        final CompletableFuture<Void> done = new CompletableFuture<>();

        Written(AsyncContext async, ServletOutputStream out, byte[] body) {
            this.async = async;
            this.out = out;
            this.body = body;
        }

        @Override
        public void onWritePossible() throws IOException {
            if (!handedOver) {
                handedOver = true;
                out.write(body);
            }
            // If not, this is called again when it is.
            if (out.isReady()) {
                async.complete();
                done.complete(null);
            }
        }

        @Override
        public void onError(Throwable e) {
            done.completeExceptionally(e);
            async.complete();
        }
    }
}
