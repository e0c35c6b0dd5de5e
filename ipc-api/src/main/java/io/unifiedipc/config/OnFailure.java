package io.unifiedipc.config;

import io.unifiedipc.config.ChannelOptions.Then;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what follows a failure on each transport where a channel receives: without a word of it, that depends on them. */
final class OnFailure {
    private static final String ANSWER = "the failure is the answer";

    private OnFailure() {}

    static String text(Grammar grammar, Draft.Channel channel) {
        Then given = channel.settings().onFailure().find(ChannelOptions.THEN);
        Map<String, List<String>> byEffect = new LinkedHashMap<>();
        for (String transport : channel.settings().receive()) {
            Capabilities known = CapabilitiesOf.find(grammar, channel, transport, new Problems());
            byEffect.computeIfAbsent(effect(known, given), e -> new ArrayList<>())
                    .add(transport);
        }
        if (byEffect.size() == 1) {
            return byEffect.keySet().iterator().next();
        }
        List<String> parts = new ArrayList<>();
        byEffect.forEach((effect, on) -> parts.add(effect + " on " + String.join(", ", on)));
        return String.join("; ", parts);
    }

    private static String effect(@Nullable Capabilities known, @Nullable Then given) {
        if (known != null && !known.has(Capability.STORED) && !known.has(Capability.PARKING)) {
            return ANSWER;
        }
        if (given != null) {
            return ChannelOptions.THEN.write(given);
        }
        return known != null && known.has(Capability.PARKING)
                ? ChannelOptions.THEN.write(Then.PARK)
                : "back to where it came from";
    }
}
