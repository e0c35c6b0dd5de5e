package io.unifiedipc.memory;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.Option;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The profiles on the class path. */
final class Profiles {
    static final Option<String> LIKE = Option.text(
                    "like", "the transport as which the channel behaves, such as kafka; ipc-testing knows some")
            .checked(Profiles::problem);

    private Profiles() {}

    /** The profile that a channel's block names. */
    static Profile of(Config options) {
        String name = options.find(LIKE);
        Profile profile = name == null ? Profile.MEMORY : all().get(name);
        if (profile == null) {
            throw new IllegalStateException("profile '" + name + "' passed the check and is not there");
        }
        return profile;
    }

    private static @Nullable String problem(String name) {
        Map<String, Profile> all;
        try {
            all = all();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
        if (all.containsKey(name)) {
            return null;
        }
        return "'" + name + "' is nothing that memory can be like"
                + (all.isEmpty()
                        ? ": no profiles are on the class path; add ipc-testing to the test class path"
                        : Nearest.hint(name, all.keySet()));
    }

    private static Map<String, Profile> all() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        Map<String, Profile> all = new TreeMap<>();
        for (ProfileProvider provider : ServiceLoader.load(
                ProfileProvider.class, context != null ? context : Profiles.class.getClassLoader())) {
            for (Profile each : provider.profiles()) {
                if (all.put(each.name(), each) != null) {
                    throw new IllegalStateException(
                            "two profiles on the class path are called '" + each.name() + "': take one away");
                }
            }
        }
        return all;
    }
}
