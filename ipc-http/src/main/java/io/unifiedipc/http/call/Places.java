package io.unifiedipc.http.call;

import io.unifiedipc.spi.ChannelSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;

/** The receivers of a channel or of a group, each in its turn. */
final class Places {
    private final List<HttpUrl> bases;
    private final AtomicInteger turn = new AtomicInteger();

    Places(List<String> addresses, ChannelSpec channel) {
        bases = addresses.stream()
                .map(address -> HttpUrl.get(address).newBuilder())
                .map(base -> base.addPathSegment("v" + channel.major())
                        .addPathSegment(channel.name())
                        .build())
                .toList();
    }

    /** Where the next message for an operation or a group goes. */
    HttpUrl next(String last) {
        HttpUrl base =
                bases.size() == 1 ? bases.get(0) : bases.get(Math.floorMod(turn.getAndIncrement(), bases.size()));
        return base.newBuilder().addPathSegment(last).build();
    }
}
