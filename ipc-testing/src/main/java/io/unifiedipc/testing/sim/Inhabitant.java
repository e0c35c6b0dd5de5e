package io.unifiedipc.testing.sim;

import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Platform;
import io.unifiedipc.spi.Timers;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/** One {@code Ipc} in the world, with its share of the agenda. */
final class Inhabitant implements Platform.Resources, Timers, Executor {
    private final World world;
    private final String service;
    private boolean closed;

    Inhabitant(World world, String service) {
        this.world = world;
        this.service = service;
    }

    String service() {
        return service;
    }

    @Override
    public Clock clock() {
        return world;
    }

    @Override
    public Executor executor() {
        return this;
    }

    @Override
    public RandomGenerator random() {
        world.check("draw a number");
        return world.chance();
    }

    @Override
    public Timers timers() {
        return this;
    }

    @Override
    public void execute(Runnable task) {
        world.check("run a task of '" + service + "'");
        if (closed) {
            throw new RejectedExecutionException("'" + service + "' has closed");
        }
        world.agenda().add(this, task);
    }

    @Override
    public void add(Entry entry) {
        world.check("set a timer of '" + service + "'");
        if (!closed) {
            world.agenda().add(this, entry);
        }
    }

    @Override
    public void remove(Entry entry) {
        world.check("take back a timer of '" + service + "'");
        world.agenda().remove(entry);
    }

    @Override
    public void close() {
        world.check("close '" + service + "'");
        closed = true;
        world.agenda().forget(this);
        world.trace().add(service, "closed");
    }
}
