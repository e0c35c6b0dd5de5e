package io.unifiedipc.benchmarks.contract;

import static io.unifiedipc.benchmarks.Contender.alone;
import static io.unifiedipc.benchmarks.Goal.Metric.BYTES;
import static io.unifiedipc.benchmarks.Goal.Metric.TIME;
import static io.unifiedipc.benchmarks.Goal.difference;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Ipc;
import io.unifiedipc.Operation;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.Nowhere;
import io.unifiedipc.benchmarks.load.OneCaller;
import io.unifiedipc.benchmarks.load.Payload;
import java.util.List;

/**
 * The same operation called through a contract's proxy and through its channel. Its link answers by itself, so that the little
 * that a proxy does can be seen.
 */
public final class ContractGroup {
    private static final int BATCH = 100;
    private static final String PROXY = "proxy";
    private static final String CHANNEL = "Channel.call";

    private ContractGroup() {}

    /** The operation has the name that a channel gives to bytes. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface Bytes {
        @Operation("Bytes")
        byte[] call(byte[] bytes);
    }

    public static Group group() {
        return new Group(
                "contract",
                "What does a call through a contract cost over one through its channel?",
                List.of(new Row(
                        "proxy call",
                        alone(PROXY, ContractGroup::proxy),
                        alone(CHANNEL, ContractGroup::channel),
                        List.of(),
                        List.of(difference(TIME, 40, CHANNEL), difference(BYTES, 48, CHANNEL)))));
    }

    private static Subject proxy() {
        Ipc ipc = open();
        Bytes client = ipc.client(Bytes.class);
        return new OneCaller(client::call, Payload.USUAL, BATCH, ipc::close);
    }

    private static Subject channel() {
        Ipc ipc = open();
        Channel channel = ipc.channel("bytes");
        return new OneCaller(
                payload -> channel.call(Command.of(payload), byte[].class), Payload.USUAL, BATCH, ipc::close);
    }

    private static Ipc open() {
        return Ipc.builder()
                .isolated()
                .yaml("ipc: {channels: {bytes: {transport: nowhere}}}")
                .add(new Nowhere(false))
                .build();
    }
}
