package io.unifiedipc.runtime;

import io.unifiedipc.Ipc.DeprecatedUse;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Deprecation;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Observer;
import java.security.Principal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts who uses what is deprecated: what comes in by its sender's name, what goes out under the name of this service. */
final class Deprecations {
    /** So many senders have a count of their own: their names are what strangers say. */
    static final int MOST_CALLERS = 100;

    static final String OTHERS = "others";
    private static final String UNKNOWN = "unknown";
    private static final int LONGEST_NAME = 100;
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.versions");

    private final String service;
    private final Clock clock;
    private final Observer observer;
    private final Map<Key, Uses> all = new ConcurrentHashMap<>();
    private final Set<String> callers = new HashSet<>();

    Deprecations(String service, Clock clock, Observer observer) {
        this.service = service;
        this.clock = clock;
        this.observer = observer;
    }

    /** A message is about to be handled. */
    void received(Work work, int major, Deprecation deprecation) {
        String caller = known(caller(work));
        uses(work, major, caller, deprecation).times.increment();
        observer.deprecated(work, caller, deprecation);
    }

    /** A call of a channel in this major version has succeeded: looks at what its reply says. */
    void answered(Call call, int major) {
        Envelope reply = call.reply();
        Deprecation deprecation = reply == null ? null : Deprecation.of(reply.headers());
        if (deprecation != null) {
            sent(call, major, deprecation);
        }
    }

    private void sent(Call call, int major, Deprecation deprecation) {
        Uses uses = uses(call, major, service, deprecation);
        uses.times.increment();
        long today = LocalDate.ofInstant(clock.now(), ZoneOffset.UTC).toEpochDay();
        long warned = uses.warned.get();
        if (warned != today && uses.warned.compareAndSet(warned, today)) {
            LOG.warn(
                    "{} of '{}' in v{} is deprecated from {} on{}{}",
                    call.operation().name(),
                    call.channel(),
                    major,
                    deprecation.since(),
                    deprecation.sunset() == null ? "" : " and may be gone from " + deprecation.sunset() + " on",
                    deprecation.guide() == null ? "" : ": see " + deprecation.guide());
        }
        observer.deprecated(call, service, deprecation);
    }

    private Uses uses(Interaction call, int major, String caller, Deprecation deprecation) {
        Uses uses = all.computeIfAbsent(
                new Key(call.channel(), major, call.operation().name(), caller), key -> new Uses(deprecation));
        uses.latest = deprecation;
        return uses;
    }

    private static String caller(Work work) {
        String said = work.envelope().headers().get(HeaderNames.CALLER);
        if (said == null) {
            said = work.envelope().headers().get(HeaderNames.SOURCE);
        }
        Principal principal = said == null ? work.delivery().principal() : null;
        String name = principal != null ? principal.getName() : said;
        return name == null || name.isBlank() ? UNKNOWN : name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    private String known(String caller) {
        synchronized (callers) {
            return callers.contains(caller) || (callers.size() < MOST_CALLERS && callers.add(caller)) ? caller : OTHERS;
        }
    }

    List<DeprecatedUse> all() {
        return all.entrySet().stream()
                .map(each -> each.getValue().of(each.getKey()))
                .toList();
    }

    private record Key(String channel, int major, String operation, String caller) {}

    private static final class Uses {
        private final LongAdder times = new LongAdder();
        private final AtomicLong warned = new AtomicLong(Long.MIN_VALUE);
        private volatile Deprecation latest;

        Uses(Deprecation first) {
            latest = first;
        }

        DeprecatedUse of(Key key) {
            Deprecation now = latest;
            return new DeprecatedUse(
                    key.channel, key.major, key.operation, key.caller, times.sum(), now.since(), now.sunset());
        }
    }
}
