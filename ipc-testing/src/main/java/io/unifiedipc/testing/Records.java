package io.unifiedipc.testing;

import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.Settlement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Everything that happened in a world, and what is under way in it. */
final class Records {
    /** A message in somebody's hands. */
    private record InHand(String service, String channel, String group, String id) {}

    private final List<Recorded<?>> all = new CopyOnWriteArrayList<>();
    private final AtomicLong activity = new AtomicLong();
    private final Set<Call> open = ConcurrentHashMap.newKeySet();
    private final Map<InHand, String> inHand = new ConcurrentHashMap<>();

    /** What one service tells. */
    Observer of(String service, Payloads payloads) {
        return new Hearing(service, payloads);
    }

    List<Recorded<?>> find(Predicate<Recorded<?>> wanted) {
        return all.stream().filter(wanted).toList();
    }

    /** Changes whenever anything happens. */
    long activity() {
        return activity.get();
    }

    /** Calls from the moment they are made, so that none is between being made and being counted. */
    int open() {
        return open.size();
    }

    Collection<String> openCalls() {
        return counted(open.stream().map(Call::toString).toList());
    }

    /** Messages that were taken and not settled, with what they wait for. */
    Collection<String> inHand() {
        return counted(inHand.entrySet().stream()
                .map(each -> each.getValue() + " on '" + each.getKey().channel() + "'"
                        + (each.getKey().group().isEmpty()
                                ? ""
                                : " for '" + each.getKey().group() + "'"))
                .toList());
    }

    long inHand(String channel) {
        return inHand.keySet().stream()
                .filter(each -> each.channel().equals(channel))
                .count();
    }

    /** Equal lines once, with their number. */
    private static Collection<String> counted(List<String> lines) {
        Map<String, Integer> count = new TreeMap<>();
        lines.forEach(line -> count.merge(line, 1, Integer::sum));
        return count.entrySet().stream()
                .map(each -> each.getValue() == 1 ? each.getKey() : each.getValue() + " x " + each.getKey())
                .toList();
    }

    /** Writes down before it counts: whoever reads a count and then the records finds what was counted. */
    private final class Hearing implements Observer {
        private final String service;
        private final Payloads payloads;

        Hearing(String service, Payloads payloads) {
            this.service = service;
            this.payloads = payloads;
        }

        @Override
        public void sent(Call call) {
            open.add(call);
            all.add(new Recorded<>(Differs.What.SENT, service, call, null, payloads));
            activity.incrementAndGet();
        }

        @Override
        public void ended(Call call) {
            activity.incrementAndGet();
            open.remove(call);
        }

        @Override
        public void received(Interaction first) {
            now(first, "waits for its turn");
        }

        @Override
        public void started(Interaction attempt) {
            now(attempt, "is with its handler, attempt " + attempt.attempt());
        }

        @Override
        public void handled(Interaction attempt) {
            all.add(new Recorded<>(Differs.What.HANDLED, service, attempt, null, payloads));
            IpcException failure = attempt.failure();
            now(
                    attempt,
                    failure == null
                            ? "was handled and is being settled"
                            : "failed in attempt " + attempt.attempt() + " (" + failure.kind()
                                    + ") and will be tried again or put aside");
        }

        @Override
        public void parked(Interaction attempt, IpcException reason) {
            all.add(new Recorded<>(Differs.What.PARKED, service, attempt, reason, payloads));
            activity.incrementAndGet();
        }

        @Override
        public void settled(Interaction attempt, Settlement how) {
            activity.incrementAndGet();
            inHand.remove(key(attempt));
        }

        private void now(Interaction attempt, String state) {
            inHand.put(key(attempt), attempt.operation().name() + " " + state);
            activity.incrementAndGet();
        }

        private InHand key(Interaction attempt) {
            String group = attempt.group();
            return new InHand(
                    service,
                    attempt.channel(),
                    group == null ? "" : group,
                    attempt.envelope().headers().get(HeaderNames.ID, ""));
        }
    }
}
