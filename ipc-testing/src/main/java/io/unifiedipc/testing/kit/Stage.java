package io.unifiedipc.testing.kit;

import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import io.unifiedipc.Parked;
import io.unifiedipc.Subscription;
import io.unifiedipc.spi.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Where one scenario takes place: a plan that nobody else uses, and the peers that the scenario opens. At its end it lets go of
 * all that hangs and waits until nothing is under way; then it closes the peers, and nothing may be left.
 */
final class Stage {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String RUN = Long.toString(ProcessHandle.current().pid(), 36);

    /** Does what commands say; serves where a scenario lets it. */
    final Worker worker = new Worker();
    /** Is in the caller's stack where a scenario puts it there. */
    final Hold hold = new Hold();

    private final TransportUnderTest transport;
    private final Claims claims;
    private final LeakGuard guard = new LeakGuard();
    private final List<MortalReceiver> mortals = new ArrayList<>();
    private Plan plan;

    Stage(TransportUnderTest transport, Claims claims, boolean breakable) {
        this.transport = transport;
        this.claims = claims;
        plan = fresh(1, breakable);
    }

    static Plan fresh(int receivers, boolean breakable) {
        return Plan.of("k" + RUN + "-" + COUNT.incrementAndGet(), receivers, breakable);
    }

    TransportUnderTest transport() {
        return transport;
    }

    Plan plan() {
        return plan;
    }

    boolean has(Capability capability) {
        return claims.has(capability);
    }

    int maxHeaderBytes() {
        return claims.maxHeaderBytes();
    }

    /** There will be so many receivers, instead of one. To be said before anything is opened. */
    void receivers(int count) {
        plan = fresh(count, plan.breakable());
    }

    /** A peer that receives, numbered from 1; not started. */
    Ipc receiver(int number, Consumer<Opening> how) {
        return open(number, how);
    }

    /** Whether its transport has a network or a broker in it. */
    boolean isSlow() {
        return transport.slow();
    }

    /** The peer that calls; not started, which it needs to be only to receive. */
    Ipc caller(Consumer<Opening> how) {
        return open(0, how);
    }

    /** A receiver whose worker serves; started and ready. */
    Ipc serving(String orders) {
        return Served.open(this, 1, orders).ipc();
    }

    /** The key that lets payloads be so large, or as large as the transport takes: more would not start. */
    String maxPayload(int bytes) {
        return "max-payload: " + Math.min(bytes, transport.largest()) + "B";
    }

    /** A caller with these keys for the channel of commands, through the {@link #hold}. */
    Ipc caller(String orders) {
        return caller(o -> o.orders(orders).with(hold));
    }

    /** A receiver with a worker, in a process that can be killed; ready. */
    MortalReceiver mortal(int number, String orders) {
        MortalReceiver receiver = MortalReceiver.start(
                transport, plan, name(number), new Opening(transport, plan, number).orders(orders), guard);
        mortals.add(receiver);
        return receiver;
    }

    private Ipc open(int peer, Consumer<Opening> how) {
        Opening opening = new Opening(transport, plan, peer);
        how.accept(opening);
        String name = name(peer);
        return guard.watch(name, opening.builder(name).build());
    }

    private String name(int peer) {
        return plan.mark() + "-p" + peer + "-" + COUNT.incrementAndGet();
    }

    /** The scenario closes this one itself, with something under way. */
    void mayBeBusy(Ipc ipc) {
        guard.mayBeBusy(ipc);
    }

    /** What is parked. It stays so. */
    List<Parked> parked(Subscription subscription) {
        List<Parked> all = new ArrayList<>();
        Await.result(subscription.drainParked(1_000, each -> {
            all.add(each);
            return Parked.Verdict.KEEP;
        }));
        return all;
    }

    List<Parked> awaitParked(Subscription subscription, int count) {
        Await.until(count + " are parked", () -> parked(subscription).size() == count);
        return parked(subscription);
    }

    /** The caller's channel still works, and nothing is under way at the caller. */
    void stillServes(Ipc caller) {
        hold.letGo();
        var done = caller.channel(Plan.ORDERS).call(Worker.work("ok"), Worker.Done.class);
        if (!new Worker.Done("ok").equals(done)) {
            throw new AssertionError("the answer is " + done);
        }
        Await.until("nothing is under way at the caller", () -> {
            Ipc.Counts counts = caller.counts();
            return counts.outstanding() == 0 && counts.pendingReplies() == 0;
        });
    }

    /** An event. */
    static Event<Worker.Work> event(String what) {
        return Event.of(new Worker.Work(what));
    }

    void close() {
        worker.letGo();
        hold.letGo();
        mortals.forEach(MortalReceiver::close);
        try {
            guard.check();
        } finally {
            transport.end(plan);
        }
        Await.until(
                "nothing is left of the transport: " + transport.leftovers(),
                () -> transport.leftovers().isEmpty());
    }
}
