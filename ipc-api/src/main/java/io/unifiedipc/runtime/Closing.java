package io.unifiedipc.runtime;

import io.unifiedipc.spi.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one order of an end: stop taking in; hand back what has not started; let running handlers finish, answer and settle;
 * refuse new calls; close what sends. All within one deadline; what is left then is interrupted and said.
 */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.closing");
    private static final long POLL_NANOS = 1_000_000;
    private static final long LEAST_NANOS = 100_000_000;

    private final IpcRuntime runtime;
    private final Clock clock;
    private final Duration within;
    private final long deadline;

    Closing(IpcRuntime runtime, Duration within) {
        this.runtime = runtime;
        this.within = within;
        clock = runtime.clock();
        deadline = clock.in(within);
    }

    void run(List<Group> groups, Collection<DefaultChannel> channels, Transports transports) {
        await(
                "stop receiving",
                CompletableFuture.allOf(groups.stream().map(Group::stop).toArray(CompletableFuture<?>[]::new)));
        groups.forEach(group -> group.inbound().handBack());
        awaitHandlers(groups);
        channels.forEach(channel -> channel.outbound().close());
        await("close the transports", transports.close());
        runtime.identity().close();
        runtime.stores().close();
        runtime.close();
    }

    private void awaitHandlers(List<Group> groups) {
        while (running(groups) > 0
                && clock.nanos() < deadline
                && !Thread.currentThread().isInterrupted()) {
            clock.park(this, POLL_NANOS);
        }
        for (Group group : groups) {
            if (group.inbound().underWay() > 0) {
                LOG.warn(
                        "closing '{}': {} messages were not settled within {} and are left to come again",
                        group.inbound().channel(),
                        group.inbound().underWay(),
                        within);
            }
        }
    }

    private static int running(List<Group> groups) {
        return groups.stream().mapToInt(group -> group.inbound().underWay()).sum();
    }

    private void await(String what, CompletableFuture<Void> stage) {
        boolean interrupted = Thread.interrupted();
        try {
            long most = Math.max(LEAST_NANOS, deadline - clock.nanos());
            stage.get(clock.beforeWait(stage, most), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn("closing: could not {} within {}", what, within);
        } catch (ExecutionException | CompletionException e) {
            LOG.warn("closing: could not {}", what, e.getCause());
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
