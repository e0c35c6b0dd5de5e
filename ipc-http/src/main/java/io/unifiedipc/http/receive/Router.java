package io.unifiedipc.http.receive;

import io.unifiedipc.IpcException;
import io.unifiedipc.http.wire.Digits;
import io.unifiedipc.spi.Context;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in: finds the channel, reads the message, hands it over. While a body is still on its way no thread waits for it,
 * where the server can do that.
 */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    /** A segment that means this folder or the one above, encoded or with parameters too; or one before the last with nothing in it. */
    private static final Pattern DETOUR = Pattern.compile("/(?:\\.|%2[eE]){1,2}(?:;[^/]*)?(?:/|$)|//");

    private final Routes routes;
    private final Context context;
    private final PeerWatch watch;
    private final Results results;

    Router(Routes routes, Context context, PeerWatch watch, Results results) {
        this.routes = routes;
        this.context = context;
        this.watch = watch;
        this.results = results;
    }

    /** Takes a request, which will be answered once. Never throws for what the request has in it. */
    public void handle(Incoming request) {
        if (Results.isOne(request.path())) {
            results.answer(request);
            return;
        }
        long arrived = context.clock().nanos();
        try {
            refuseDetours(request.path());
            Routes.Target target = routes.find(request);
            target.intake().check();
            Caller caller = Caller.of(request, target.intake().authenticator);
            Inbound inbound = new Inbound(request, target, arrived, caller);
            request.read(new Body(request, inbound));
        } catch (Refusal refusal) {
            Replies.refuse(request, refusal);
        }
    }

    /** Servers, proxies and filters disagree about where such a path leads; so it leads nowhere. */
    private static void refuseDetours(String path) {
        boolean suspect = path.contains("/.") || path.contains("/%2") || path.contains("//");
        if (suspect && DETOUR.matcher(path).find()) {
            throw Refusal.invalid(
                    "the path has an empty segment, or '.' or '..' for one, encoded or not: write it without");
        }
    }

    private final class Body extends BodySink {
        private final Incoming request;
        private final Inbound inbound;

        Body(Incoming request, Inbound inbound) {
            super(inbound.target().intake().channel.maxPayload(), length(request), request.header("Expect") != null);
            this.request = request;
            this.inbound = inbound;
        }

        @Override
        protected void whole(byte[] body) {
            deliver(request, inbound, body);
        }

        @Override
        protected void refused(Refusal refusal) {
            Replies.refuse(request, refusal);
        }

        @Override
        public void broken(Throwable e) {
            request.abandon(e);
        }
    }

    /** The server has checked the header before; where it isn't there the body comes in chunks. */
    private static long length(Incoming request) {
        String text = request.header("Content-Length");
        return text == null ? -1 : Digits.parse(text, 0, 18);
    }

    private void deliver(Incoming request, Inbound inbound, byte[] body) {
        HttpDelivery delivery;
        HttpIntake intake = inbound.target().intake();
        try {
            intake.check();
            delivery = new HttpDelivery(request, inbound, inbound.envelope(body), watch);
        } catch (Refusal refusal) {
            Replies.refuse(request, refusal);
            return;
        } catch (IpcException e) {
            Replies.refuse(request, Refusal.of(e.kind(), e.text()));
            return;
        }
        watch.add(delivery);
        comeBack(request, intake, delivery);
        try {
            intake.accept(delivery);
        } catch (RuntimeException e) {
            LOG.error("the receiver of '{}' threw, which it never may", intake.channel.name(), e);
            delivery.broken(e);
        }
    }

    /** Before the message is handed over, for afterwards nobody knows how long the request is there. */
    private void comeBack(Incoming request, HttpIntake intake, HttpDelivery delivery) {
        Later later = intake.later;
        if (later != null && Preferences.ask(request, "respond-async")) {
            delivery.answerLater(new Patience(delivery, request.path(), later, results, context));
        }
    }
}
