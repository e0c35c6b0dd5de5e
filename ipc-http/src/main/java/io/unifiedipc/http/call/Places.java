package io.unifiedipc.http.call;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/** The receivers of a channel or of a group, by their addresses as configured; who makes the call has chosen among several. */
final class Places {
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final List<String> all;

    /**
     * One of them.
     *
     * @param base its address
     * @param channel what its own addresses begin with
     * @param known those that were made so far: as many as there are operations, or groups
     */
    private record Place(HttpUrl base, HttpUrl channel, Map<String, HttpUrl> known) {
        HttpUrl of(String last) {
            HttpUrl made = known.get(last);
            if (made == null) {
                made = channel.newBuilder().addPathSegment(last).build();
                known.put(last, made);
            }
            return made;
        }
    }

    Places(List<String> addresses, ChannelSpec channel) {
        all = addresses.stream().distinct().toList();
        for (String address : all) {
            HttpUrl base = HttpUrl.get(address);
            HttpUrl own = base.newBuilder()
                    .addPathSegment("v" + channel.major())
                    .addPathSegment(channel.name())
                    .build();
            places.put(address, new Place(base, own, new ConcurrentHashMap<>()));
        }
    }

    /** Each of them. */
    List<String> all() {
        return all;
    }

    /** Where a message for an operation or a group goes. */
    HttpUrl of(Call call, String last) {
        return chosen(call).of(last);
    }

    /** Where a request goes that has an address of its own below the base: a path and a query, percent-encoded. */
    HttpUrl below(Call call, String address) {
        int question = address.indexOf('?');
        String path = question < 0 ? address : address.substring(0, question);
        return chosen(call)
                .base()
                .newBuilder()
                .addEncodedPathSegments(path.substring(1))
                .encodedQuery(question < 0 ? null : address.substring(question + 1))
                .build();
    }

    private Place chosen(Call call) {
        String endpoint = call.endpoint() == null ? all.get(0) : call.endpoint();
        Place place = places.get(endpoint);
        if (place == null) {
            throw IpcException.of(
                    Kind.MISCONFIGURED,
                    Executed.NO,
                    "'" + call.channel() + "' has no receiver at " + endpoint + ": it has " + all);
        }
        return place;
    }
}
