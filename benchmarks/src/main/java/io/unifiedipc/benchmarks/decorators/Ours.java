package io.unifiedipc.benchmarks.decorators;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.Nowhere;
import io.unifiedipc.benchmarks.load.OneCaller;
import io.unifiedipc.benchmarks.load.Payload;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Style;
import io.unifiedipc.spi.Timers;
import java.util.concurrent.CompletableFuture;

/**
 * A channel's default stack, around a link that answers by itself.
 *
 * <p><b>What is driven.</b> A chain of Resilience4j's gets something that makes a future, and gives back a future. What stands for
 * that here begins where the message is written and ends where its answer is at hand: a call object, in the timer's list for its
 * deadline, goes through circuit breaker and outstanding limit as the configuration has made them, and completes a future. The
 * key and the version are among the headers of the message, which is the same each time: nothing is done about them on the way.
 * What it costs to write them is in "whole call": the command, its id, its headers, the reading of the answer.
 */
final class Ours {
    static final String STACK = "Unified IPC";
    static final String WHOLE_CALL = "Unified IPC, whole call";

    private static final String YAML = "ipc: {channels: {bytes: {transport: nowhere}}}";
    private static final byte[] PAYLOAD = Payload.of(Payload.USUAL);

    private Ours() {}

    /** Only what stands around the link. */
    static Subject stack(boolean later) {
        Nowhere nowhere = new Nowhere(later);
        Entrance entrance = new Entrance();
        Ipc ipc = Ipc.builder().isolated().yaml(YAML).add(nowhere).add(entrance).build();
        Document<byte[]> first = wholeCall(ipc.channel("bytes"), nowhere).join();
        Payload.check(first.payload(), PAYLOAD);
        Driver driver = new Driver(entrance);
        return new OneCaller(
                payload -> {
                    Answer answer = driver.call();
                    nowhere.answer();
                    return answer.join().body();
                },
                Payload.USUAL,
                DecoratorsGroup.BATCH,
                ipc::close);
    }

    /** All that an application's call is, but for the transport. */
    static Subject wholeCall(boolean later) {
        Nowhere nowhere = new Nowhere(later);
        Ipc ipc = Ipc.builder().isolated().yaml(YAML).add(nowhere).build();
        Channel channel = ipc.channel("bytes");
        return new OneCaller(
                payload -> wholeCall(channel, nowhere).join().payload(),
                Payload.USUAL,
                DecoratorsGroup.BATCH,
                ipc::close);
    }

    private static CompletableFuture<Document<byte[]>> wholeCall(Channel channel, Nowhere nowhere) {
        CompletableFuture<Document<byte[]>> answer = channel.callAsync(Command.of(PAYLOAD), byte[].class);
        nowhere.answer();
        return answer;
    }

    /** Makes calls like the first one. */
    private static final class Driver {
        private final Call first;
        private final Decorator.Next stack;
        private final Context context;
        private final long patience;

        Driver(Entrance entrance) {
            first = entrance.first();
            stack = entrance.stack();
            context = entrance.context();
            patience = first.deadline() - first.startedAt();
        }

        Answer call() {
            Answer answer = new Answer(context.timers());
            long now = context.clock().nanos();
            Call call = new Call(
                    first.channel(),
                    first.operation(),
                    Style.REQUEST,
                    first.envelope(),
                    now,
                    now + patience,
                    false,
                    answer);
            context.timers().add(call);
            stack.proceed(call);
            return answer;
        }
    }

    /** What its caller holds. */
    private static final class Answer extends CompletableFuture<Envelope> implements Call.Listener {
        private final Timers timers;

        Answer(Timers timers) {
            this.timers = timers;
        }

        @Override
        public void done(Call call) {
            timers.remove(call);
            IpcException failure = call.failure();
            if (failure != null) {
                completeExceptionally(failure);
            } else {
                complete(call.reply());
            }
        }
    }
}
