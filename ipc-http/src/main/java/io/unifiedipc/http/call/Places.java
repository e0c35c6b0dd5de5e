package io.unifiedipc.http.call;

import io.unifiedipc.spi.ChannelSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;

/** The receivers of a channel or of a group, each in its turn. */
final class Places {
    private final List<HttpUrl> bases;
    private final List<HttpUrl> channels;
    private final AtomicInteger turn = new AtomicInteger();

    Places(List<String> addresses, ChannelSpec channel) {
        bases = addresses.stream().map(HttpUrl::get).toList();
        channels = bases.stream()
                .map(base -> base.newBuilder()
                        .addPathSegment("v" + channel.major())
                        .addPathSegment(channel.name())
                        .build())
                .toList();
    }

    /** Where the next message for an operation or a group goes. */
    HttpUrl next(String last) {
        return next(channels).newBuilder().addPathSegment(last).build();
    }

    /** Where the next request goes that has an address of its own below the base: a path and a query, percent-encoded. */
    HttpUrl below(String address) {
        int question = address.indexOf('?');
        String path = question < 0 ? address : address.substring(0, question);
        return next(bases)
                .newBuilder()
                .addEncodedPathSegments(path.substring(1))
                .encodedQuery(question < 0 ? null : address.substring(question + 1))
                .build();
    }

    private HttpUrl next(List<HttpUrl> all) {
        return all.size() == 1 ? all.get(0) : all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
    }
}
