package io.unifiedipc.kafka.driver;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** What the brokers tell when they are asked, by one client for all questions. Any thread; nothing waits unless it says so. */
public final class Brokers {
    /** How long a look at something may take that is looked at again and again. */
    public static final int LOOK_MILLIS = 5_000;

    private static final long UNWANTED_NANOS = 100_000_000L;

    private final Clients clients;
    private final boolean mayCreate;
    private final Executor executor;
    private @Nullable Admin admin;
    private boolean closed;

    /** With whether anything may be created or set, and where the driver may wait for names to be resolved. */
    public Brokers(Clients clients, boolean mayCreate, Executor executor) {
        this.clients = clients;
        this.mayCreate = mayCreate;
        this.executor = executor;
    }

    /** Whether an operator has left it to this side to create and to set what is missing. */
    public boolean mayCreate() {
        return mayCreate;
    }

    /** Asks a question. Fails with what the driver fails with, which {@link #typed} makes readable. */
    public <T> CompletionStage<T> ask(Function<Admin, KafkaFuture<T>> question) {
        return CompletableFuture.supplyAsync(this::admin, executor)
                .thenCompose(with -> question.apply(with).toCompletionStage());
    }

    /** Whether the brokers have a feature switched on; null where nobody can tell. */
    public CompletionStage<@Nullable Boolean> has(String feature) {
        return isOn(feature).<@Nullable Boolean>handle((on, failure) -> failure == null ? on : null);
    }

    private CompletionStage<Boolean> isOn(String feature) {
        return ask(with -> with.describeFeatures(new DescribeFeaturesOptions().timeoutMs(LOOK_MILLIS))
                        .featureMetadata())
                .thenApply(all -> {
                    FinalizedVersionRange level = all.finalizedFeatures().get(feature);
                    return level != null && level.maxVersionLevel() > 0;
                });
    }

    /**
     * Whether members of groups are to speak the newer protocol. Waits for the brokers to tell, or until that is not wanted any more.
     * It is never guessed: brokers take a member that speaks the older one for alive much longer when it has died, and let a group
     * of both wait for it.
     *
     * @throws IpcException where they don't tell
     */
    public boolean haveNewGroups(BooleanSupplier unwanted) {
        try {
            return clients.prefersNewGroups() && Boolean.TRUE.equals(answer(isOn("group.version"), unwanted));
        } catch (CompletionException e) {
            throw typed(e, "the groups of its topics");
        }
    }

    /**
     * Asks whether a broker lets this side in, and waits for that, or until it is not wanted any more: why it does not, or null where
     * it does, or nobody can tell.
     */
    public @Nullable IpcException refusal(BooleanSupplier unwanted) {
        return answer(
                ask(with -> with.describeCluster().clusterId())
                        .<@Nullable IpcException>handle(
                                (id, failure) -> failure == null ? null : clients.refusal(failure)),
                unwanted);
    }

    /**
     * Waits on the calling thread for an answer, which without a broker takes the driver a minute; null where it was not wanted any
     * more before.
     *
     * @throws CompletionException that it fails with
     */
    public static <T extends @Nullable Object> @Nullable T answer(CompletionStage<T> asked, BooleanSupplier unwanted) {
        CompletableFuture<T> answer = asked.toCompletableFuture();
        Thread waiting = Thread.currentThread();
        var unused = answer.whenComplete((value, failure) -> LockSupport.unpark(waiting));
        while (!answer.isDone()) {
            if (unwanted.getAsBoolean()) {
                return null;
            }
            LockSupport.parkNanos(answer, UNWANTED_NANOS);
        }
        return answer.join();
    }

    /** Where they are, as configured. */
    public String servers() {
        return clients.servers();
    }

    /**
     * What it means that a question has failed.
     *
     * @param about what it was about: {@code topic 'orders'}
     * @return of kind UNREACHABLE where it may be over soon
     */
    public IpcException typed(Throwable failure, String about) {
        Throwable cause = cause(failure);
        if (cause instanceof IpcException known) {
            return known;
        }
        IpcException refusal = clients.refusal(cause);
        if (refusal != null) {
            return refusal;
        }
        return cause instanceof AuthorizationException
                ? IpcException.of(
                        Kind.UNAUTHORIZED, Executed.NO, about + " is not for this side: " + cause.getMessage(), cause)
                : IpcException.of(
                        Kind.UNREACHABLE,
                        Executed.NO,
                        "no broker at " + servers() + " tells about " + about + ": " + cause.getMessage(),
                        cause);
    }

    /** Whether a broker has been reached, and one side has not believed the other. */
    public static boolean isRefusal(IpcException failure) {
        return failure.getCause() instanceof AuthenticationException;
    }

    /** Whether a failure is more than that no broker has told anything, which may be over when one comes. */
    public static boolean lasts(IpcException failure) {
        return isRefusal(failure) || failure.kind() != Kind.UNREACHABLE;
    }

    /** What a stage has failed with, without what the stage has put around it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private synchronized Admin admin() {
        if (closed) {
            throw IpcException.of(Kind.CLOSED, Executed.NO, "kafka is closed on this side");
        }
        if (admin == null) {
            admin = clients.admin();
        }
        return admin;
    }

    /** Ends what is under way. May wait for a moment. */
    public void close() {
        Admin last;
        synchronized (this) {
            closed = true;
            last = admin;
        }
        if (last != null) {
            last.close(Duration.ZERO);
        }
    }
}
