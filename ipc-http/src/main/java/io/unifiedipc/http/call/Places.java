package io.unifiedipc.http.call;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;

/** The receivers of a channel or of a group, by their addresses as configured; who makes the call has chosen among several. */
final class Places {
    private final Map<String, HttpUrl> bases = new LinkedHashMap<>();
    private final Map<String, HttpUrl> channels = new LinkedHashMap<>();
    private final List<String> all;

    Places(List<String> addresses, ChannelSpec channel) {
        all = addresses.stream().distinct().toList();
        for (String address : all) {
            HttpUrl base = HttpUrl.get(address);
            bases.put(address, base);
            channels.put(
                    address,
                    base.newBuilder()
                            .addPathSegment("v" + channel.major())
                            .addPathSegment(channel.name())
                            .build());
        }
    }

    /** Each of them. */
    List<String> all() {
        return all;
    }

    /** Where a message for an operation or a group goes. */
    HttpUrl of(Call call, String last) {
        return chosen(channels, call).newBuilder().addPathSegment(last).build();
    }

    /** Where a request goes that has an address of its own below the base: a path and a query, percent-encoded. */
    HttpUrl below(Call call, String address) {
        int question = address.indexOf('?');
        String path = question < 0 ? address : address.substring(0, question);
        return chosen(bases, call)
                .newBuilder()
                .addEncodedPathSegments(path.substring(1))
                .encodedQuery(question < 0 ? null : address.substring(question + 1))
                .build();
    }

    private HttpUrl chosen(Map<String, HttpUrl> among, Call call) {
        String endpoint = call.endpoint() == null ? all.get(0) : call.endpoint();
        HttpUrl url = among.get(endpoint);
        if (url == null) {
            throw IpcException.of(
                    Kind.MISCONFIGURED,
                    Executed.NO,
                    "'" + call.channel() + "' has no receiver at " + endpoint + ": it has " + all);
        }
        return url;
    }
}
