package io.unifiedipc.testing;

import io.unifiedipc.IpcBuilder;
import io.unifiedipc.config.Outline;
import io.unifiedipc.memory.Profile;
import io.unifiedipc.memory.ProfileProvider;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes each channel behave, in memory, like the transport that its configuration names, where there is a profile of it. */
final class Alike {
    private Alike() {}

    static void set(IpcBuilder builder, Outline outline) {
        Set<String> profiles = ServiceLoader.load(ProfileProvider.class).stream()
                .flatMap(provider -> provider.get().profiles().stream())
                .map(Profile::name)
                .collect(Collectors.toSet());
        outline.transports().forEach((channel, transport) -> {
            if (profiles.contains(transport)) {
                builder.set("channels." + channel + ".memory.like", transport);
            }
        });
    }
}
