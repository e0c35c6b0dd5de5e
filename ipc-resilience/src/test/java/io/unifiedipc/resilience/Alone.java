package io.unifiedipc.resilience;

import io.unifiedipc.spi.DecoratorProvider;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** For tests of one decorator: all the others are off. */
public final class Alone {
    private Alone() {}

    /** Keys of a channel in the flow style: {@code circuit-breaker: off, fallback: off}; at least one. */
    public static String without(String... kept) {
        return ServiceLoader.load(DecoratorProvider.class).stream()
                .map(each -> each.get().name())
                .filter(name -> !Arrays.asList(kept).contains(name))
                .map(name -> name + ": off")
                .sorted()
                .map(off -> ", " + off)
                .collect(Collectors.joining("", "codec: json", ""));
    }
}
