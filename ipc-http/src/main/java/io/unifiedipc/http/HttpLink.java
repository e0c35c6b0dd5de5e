package io.unifiedipc.http;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.call.Calling;
import io.unifiedipc.http.receive.Reception;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One channel over HTTP: its calling side, and its part of what the transport receives. */
final class HttpLink implements Link.ToGroups {
    private final ChannelSpec channel;
    private final Calling calling;
    private final Reception reception;

    HttpLink(ChannelSpec channel, Calling calling, Reception reception) {
        this.channel = channel;
        this.calling = calling;
        this.reception = reception;
        reception.know(channel);
    }

    @Override
    public Set<String> groups() {
        return calling.groups();
    }

    @Override
    public void request(Call call) {
        calling.request(call);
    }

    @Override
    public void send(Call call) {
        calling.request(call);
    }

    @Override
    public void gather(Gather gather) {
        gather.fail(IpcException.of(
                Kind.UNSUPPORTED, Executed.NO, "'" + channel.name() + "' asks each group by a call of its own"));
    }

    @Override
    public Intake receive(ReceiveSpec spec, Receiver receiver) {
        return reception.receive(channel, spec, receiver);
    }

    @Override
    public CompletionStage<Void> close() {
        calling.close();
        reception.forget(channel);
        return CompletableFuture.completedFuture(null);
    }
}
