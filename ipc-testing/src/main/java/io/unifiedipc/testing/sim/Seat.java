package io.unifiedipc.testing.sim;

import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.Platform;
import io.unifiedipc.spi.Settlement;

/** Gives an {@code Ipc} its place in the world, and writes down what happens to its calls and messages. */
final class Seat implements Platform, Observer {
    private final World world;
    private final Messages messages;
    private String service = "";

    Seat(World world, Messages messages) {
        this.world = world;
        this.messages = messages;
    }

    @Override
    public Resources open(String name, int workers) {
        world.check("open '" + name + "'");
        service = name;
        return new Inhabitant(world, name);
    }

    @Override
    public void sent(Call call) {
        write(call, " " + call.style());
    }

    @Override
    public void ended(Call call) {
        write(call, outcome(call, " done"));
    }

    @Override
    public void started(Interaction attempt) {
        write(attempt, ", attempt " + attempt.attempt() + ", handler begins");
    }

    @Override
    public void handled(Interaction attempt) {
        write(attempt, ", attempt " + attempt.attempt() + outcome(attempt, ", handled"));
    }

    @Override
    public void parked(Interaction attempt, IpcException reason) {
        write(attempt, " parked: " + reason.kind());
    }

    @Override
    public void settled(Interaction attempt, Settlement how) {
        write(attempt, " " + how);
    }

    private void write(Interaction call, String what) {
        String group = call.group();
        String of = group == null || group.isEmpty() ? "" : " for " + group;
        world.trace().add(service, messages.name(call.envelope()) + " on '" + call.channel() + "'" + of + what);
    }

    private static String outcome(Interaction call, String success) {
        IpcException failure = call.failure();
        return failure == null ? success : ", " + failure.kind() + ", executed " + failure.executed();
    }
}
