package io.unifiedipc.http;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.unifiedipc.Executed;
import io.unifiedipc.Kind;
import io.unifiedipc.http.ShopService.PlaceOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a service behaves, and what its caller is told.
 *
 * @param what for a person
 * @param peer makes the service behave so
 * @param method of the contract, called with the payload
 * @param options of the caller, each a key below {@code channels.shop} and its value
 * @param kind null for a reply
 * @param executed null for a reply
 * @param requests how many arrived, at this service and at others
 * @param part of the message, or of the reply as text
 * @param pause what the failure says about waiting, or null
 */
record StrangerCase(
        String what,
        Consumer<StrangerStage> peer,
        String method,
        Object payload,
        List<String> options,
        @Nullable Kind kind,
        @Nullable Executed executed,
        int requests,
        String part,
        @Nullable Duration pause) {
    static final PlaceOrder ORDER = new PlaceOrder("sku-1", 2);

    /** A POST that is answered so by WireMock. */
    static StrangerCase answers(String what, ResponseDefinitionBuilder answer) {
        return behaves(what, stage -> stage.service.stubFor(any(anyUrl()).willReturn(answer)));
    }

    /** A POST that is answered so by a raw socket. */
    static StrangerCase says(String what, RawPeer.Script script) {
        return behaves(what, stage -> stage.raw(script));
    }

    static StrangerCase says(String what, String answer) {
        return says(what, RawPeer.says(answer));
    }

    static StrangerCase saysAndCloses(String what, String answer) {
        return says(what, RawPeer.saysAndCloses(answer));
    }

    static StrangerCase behaves(String what, Consumer<StrangerStage> peer) {
        return new StrangerCase(what, peer, "place", ORDER, List.of(), null, null, 1, "", null);
    }

    StrangerCase asking(String other, Object with) {
        return new StrangerCase(what, peer, other, with, options, kind, executed, requests, part, pause);
    }

    StrangerCase set(String key, String value) {
        List<String> more = new ArrayList<>(options);
        more.addAll(List.of(key, value));
        return new StrangerCase(what, peer, method, payload, more, kind, executed, requests, part, pause);
    }

    /** So that its deadline passes soon. */
    StrangerCase impatient() {
        return set("timeout", "1s");
    }

    StrangerCase reply(String text) {
        return new StrangerCase(what, peer, method, payload, options, null, null, requests, text, pause);
    }

    StrangerCase fails(Kind with, Executed ran, String message) {
        return new StrangerCase(what, peer, method, payload, options, with, ran, requests, message, pause);
    }

    StrangerCase requests(int count) {
        return new StrangerCase(what, peer, method, payload, options, kind, executed, count, part, pause);
    }

    StrangerCase retryAfter(Duration time) {
        return new StrangerCase(what, peer, method, payload, options, kind, executed, requests, part, time);
    }

    @Override
    public String toString() {
        return what;
    }
}
