package io.unifiedipc.resilience.fallback;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Option;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/** Whether the values of a block go together, and with their channel. */
final class FallbackChecks {
    private static final String FORWARDED = "forwarded";

    private final DecoratedChannel channel;
    private final Config options;
    private final BiConsumer<Option<?>, String> wrong;

    private FallbackChecks(DecoratedChannel channel, Config options, BiConsumer<Option<?>, String> wrong) {
        this.channel = channel;
        this.options = options;
        this.wrong = wrong;
    }

    static void check(DecoratedChannel channel, Config options, BiConsumer<Option<?>, String> wrong) {
        FallbackChecks checks = new FallbackChecks(channel, options, wrong);
        if (channel.spec().kind() == ChannelKind.EVENTS) {
            wrong.accept(
                    FallbackOptions.MAX_AGE,
                    "'" + channel.spec().name()
                            + "' is for events, and only a query's reply can be replaced: take the block away");
            return;
        }
        checks.sources();
        checks.before();
        checks.identity();
    }

    private void sources() {
        boolean keeps = options.find(FallbackOptions.MAX_AGE) != null;
        List<Fallback> functions = channel.added(Fallback.class);
        if (!keeps && options.find(FallbackOptions.REPLIES) == null && functions.isEmpty()) {
            wrong.accept(
                    FallbackOptions.MAX_AGE,
                    "there would be nothing to fall back on: give it a max-age, so that replies are kept, or replies");
        } else if (!keeps) {
            for (Option<?> each :
                    List.of(FallbackOptions.MAX_WEIGHT, FallbackOptions.IDENTITY, FallbackOptions.IGNORE)) {
                if (options.values().containsKey(each.key())) {
                    wrong.accept(
                            each, "'" + each.key() + "' is about kept replies, and without max-age there are none");
                }
            }
        }
        Set<String> seen = new HashSet<>();
        for (Fallback each : functions) {
            if (!seen.add(each.operation())) {
                wrong.accept(FallbackOptions.REPLIES, "two functions were added for '" + each.operation() + "'");
            }
        }
    }

    private void before() {
        Duration before = options.get(FallbackOptions.BEFORE);
        if (before.compareTo(channel.timeout()) >= 0) {
            wrong.accept(
                    FallbackOptions.BEFORE,
                    "before is " + FallbackOptions.BEFORE.write(before) + ", and the channel's timeout "
                            + FallbackOptions.BEFORE.write(channel.timeout())
                            + ": no receiver would have the time to answer; make it less");
        }
    }

    private void identity() {
        List<String> named = options.find(FallbackOptions.IDENTITY);
        if (named == null) {
            if (FORWARDED.equals(channel.credentials()) && options.find(FallbackOptions.MAX_AGE) != null) {
                wrong.accept(
                        FallbackOptions.MAX_AGE,
                        "what the channel shows is the credential of whoever is being served, which no header tells:"
                                + " name the headers that do under identity, or keep no replies");
            }
            return;
        }
        List<String> ignored = options.get(FallbackOptions.IGNORE);
        for (String name : named) {
            if (ignored.contains(name)) {
                wrong.accept(FallbackOptions.IDENTITY, "'" + name + "' stands under ignore too: take it away from one");
            }
        }
    }

    /** What a call must have to be kept, or answered from what is. */
    static Set<String> identity(DecoratedChannel channel, Config options) {
        Set<String> all = new LinkedHashSet<>(channel.forward());
        all.removeAll(options.get(FallbackOptions.IGNORE));
        all.addAll(Objects.requireNonNullElse(options.find(FallbackOptions.IDENTITY), List.of()));
        return all;
    }
}
