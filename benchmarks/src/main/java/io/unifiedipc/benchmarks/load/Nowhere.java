package io.unifiedipc.benchmarks.load;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.LatencyClass;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code transport: nowhere}: each request is answered by the link itself, so that what is measured is all that stands above a
 * transport. The answer is made beforehand. For one calling thread.
 */
public final class Nowhere implements TransportProvider {
    private static final Envelope ANSWER = Envelope.of(Headers.EMPTY, Payload.of(Payload.USUAL));

    private final boolean later;
    private @Nullable Call unanswered;

    /** @param later whether calls are answered by {@link #answer()}, and not as soon as they are made */
    public Nowhere(boolean later) {
        this.later = later;
    }

    /** Answers the last call, where that is done later. */
    public void answer() {
        Call call = unanswered;
        if (call != null) {
            unanswered = null;
            call.succeed(ANSWER);
        }
    }

    @Override
    public String name() {
        return "nowhere";
    }

    @Override
    public Schema transportOptions() {
        return Schema.of();
    }

    @Override
    public Schema channelOptions() {
        return Schema.of();
    }

    @Override
    public Capabilities capabilities(ChannelSpec channel) {
        return Capabilities.of(1 << 20, Capability.REQUEST).with(LatencyClass.IN_PROCESS);
    }

    @Override
    public Transport open(Config options, Context context) {
        return new Transport() {
            @Override
            public Link link(ChannelSpec channel) {
                return new Answering();
            }

            @Override
            public CompletionStage<Void> close() {
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    private final class Answering implements Link {
        @Override
        public void request(Call call) {
            if (!call.handOff()) {
                call.end();
            } else if (later) {
                unanswered = call;
            } else {
                call.succeed(ANSWER);
            }
        }

        @Override
        public void send(Call call) {
            call.fail(unsupported());
        }

        @Override
        public void gather(Gather gather) {
            gather.fail(unsupported());
        }

        @Override
        public Intake receive(ReceiveSpec spec, Receiver receiver) {
            throw unsupported();
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedFuture(null);
        }

        private static IpcException unsupported() {
            return IpcException.of(Kind.UNSUPPORTED, Executed.NO, "it only answers requests");
        }
    }
}
