package io.unifiedipc.memory;

import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A channel without a broker between: its messages go to a receiver that is there now, and their callers wait. */
final class DirectLink implements Link.ToGroups, End {
    private final Line line;
    private final List<DirectIntake> intakes = new CopyOnWriteArrayList<>();
    private final Set<Call> calls = new LinkedHashSet<>();

    DirectLink(Line line) {
        this.line = line;
    }

    /** Those that have ever received here: who would be found in the configuration of another transport. */
    @Override
    public Set<String> groups() {
        return line.place.peers.groups();
    }

    @Override
    public void send(Call call) {
        request(call);
    }

    @Override
    public void gather(Gather gather) {
        gather.fail(nobody(null));
    }

    @Override
    public void request(Call call) {
        Faults faults = line.broker.faults();
        Faults.Fault fault = faults == Faults.NONE
                ? Faults.Fault.NONE
                : faults.at(Faults.Step.PUBLISH, line.place.name, call.envelope());
        IpcException refusal = refusal(call);
        if (refusal != null) {
            call.fail(refusal);
            return;
        }
        synchronized (calls) {
            calls.add(call);
        }
        call.onEnd(this::ended);
        if (!call.handOff()) {
            call.end();
            return;
        }
        call.onCancel(call::end); // until somebody has it
        line.wire.carry(new Passage(call, fault.effect()), fault.delay(), null);
    }

    private @Nullable IpcException refusal(Call call) {
        IpcException refusal = line.refusal(call.envelope());
        return refusal != null || line.place.peers.isThere(group(call)) ? refusal : nobody(call.group());
    }

    private static String group(Call call) {
        String group = call.group();
        return group == null ? "" : group;
    }

    private IpcException nobody(@Nullable String group) {
        return Line.no(
                Kind.UNREACHABLE,
                "nobody receives '" + line.place.name + "'" + (group == null ? "" : " as '" + group + "'")
                        + " now: is its receiver running?");
    }

    private void ended(Call call) {
        synchronized (calls) {
            calls.remove(call);
        }
    }

    /** A message on its way to a receiver. */
    private final class Passage extends Wire.Step {
        private final Call call;
        private final Faults.Effect effect;

        Passage(Call call, Faults.Effect effect) {
            this.call = call;
            this.effect = effect;
        }

        @Override
        void arrive() {
            DirectIntake intake = line.place.peers.next(group(call));
            if (effect == Faults.Effect.LOST) {
                lose();
            } else if (intake == null) {
                call.fail(nobody(call.group()));
            } else if (!call.isDone()) {
                reach(intake);
            }
        }

        private void reach(DirectIntake intake) {
            IpcException refusal = intake.refusal(call.envelope().body().length);
            if (refusal != null) {
                call.fail(refusal);
                return;
            }
            DirectDelivery delivery = new DirectDelivery(call, line, intake, effect == Faults.Effect.UNCONFIRMED);
            intake.accept(delivery);
            call.onCancel(delivery::callerGone); // at once where it was cancelled meanwhile
        }

        @Override
        void lose() {
            call.fail(line.broken());
        }
    }

    @Override
    public Intake receive(ReceiveSpec spec, Receiver receiver) {
        DirectIntake intake = new DirectIntake(line, spec, receiver);
        intakes.add(intake);
        if (!line.transport.isDead()) {
            intake.begin();
        }
        return intake;
    }

    // ---- what happens to the connection

    @Override
    public void drop() {
        line.wire.cut();
        intakes.forEach(DirectIntake::breakAll);
        abort(line.broken());
    }

    @Override
    public void back() {}

    @Override
    public void die() {
        intakes.forEach(DirectIntake::leave);
        drop();
    }

    @Override
    public CompletionStage<Void> close() {
        line.close();
        intakes.forEach(DirectIntake::leave);
        abort(line.closed());
        return CompletableFuture.completedFuture(null);
    }

    private void abort(IpcException failure) {
        List<Call> all;
        synchronized (calls) {
            all = new ArrayList<>(calls);
        }
        all.forEach(call -> call.abort(failure));
    }
}
