package io.unifiedipc.benchmarks.scale;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Ipc;
import io.unifiedipc.Operation;
import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.OneCaller;
import io.unifiedipc.benchmarks.load.Payload;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** One caller, and a handler that answers at once on its thread: with more channels, larger payloads, more headers. */
final class Sizes {
    private static final int BATCH = 100;
    /** Over so many bytes of JSON a call takes long enough to be timed alone. */
    private static final int LARGE = 10_000;

    private Sizes() {}

    /** A command; its bytes are text in JSON. */
    @Operation(value = "Note", nonBlocking = true)
    record Note(String text) {}

    /** A command of bytes. */
    @Contract(channel = "bytes", version = "1.0.0")
    interface Bytes {
        @Operation(value = "Inline", nonBlocking = true)
        byte[] inline(byte[] bytes);
    }

    /** Each call goes to the next channel. */
    static Subject channels(int many) {
        StringBuilder yaml = new StringBuilder("ipc:\n  channels:\n");
        for (int i = 0; i < many; i++) {
            yaml.append("    c").append(i).append(": {transport: memory}\n");
        }
        Ipc ipc = open(yaml.toString());
        byte[] answer = Payload.of(Payload.USUAL);
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            Channel channel = ipc.channel("c" + i);
            channel.handle(Note.class, message -> answer);
            channels.add(channel);
        }
        ipc.start();
        Note note = new Note("to whom it may concern");
        int[] next = {0};
        return new OneCaller(
                payload -> {
                    next[0] = next[0] + 1 == many ? 0 : next[0] + 1;
                    return channels.get(next[0]).call(Command.of(note), byte[].class);
                },
                Payload.USUAL,
                BATCH,
                ipc::close);
    }

    /** A payload that is bytes already is not copied in memory. */
    static Subject bytes(int size) {
        Ipc ipc = open(large("bytes"));
        ipc.serve(Bytes.class, bytes -> bytes);
        ipc.start();
        return new OneCaller(ipc.client(Bytes.class)::inline, size, BATCH, ipc::close);
    }

    /** It is written and read once: the answer is short. */
    static Subject json(int size) {
        Ipc ipc = open(large("notes"));
        byte[] answer = Payload.of(Payload.USUAL);
        Note note = new Note("x".repeat(size));
        Channel channel = ipc.channel("notes");
        channel.handle(Note.class, message -> message.payload().text().length() == size ? answer : new byte[0]);
        ipc.start();
        return new OneCaller(
                payload -> channel.call(Command.of(note), byte[].class),
                Payload.USUAL,
                size > LARGE ? 1 : BATCH,
                ipc::close);
    }

    /** What there is to do about it in any case: to write it and read it. */
    static Subject jackson(int size) {
        JsonMapper mapper = JsonMapper.shared();
        byte[] answer = Payload.of(Payload.USUAL);
        Note note = new Note("x".repeat(size));
        return new OneCaller(
                payload -> {
                    Note read = mapper.readValue(mapper.writeValueAsBytes(note), Note.class);
                    return read.text().length() == size ? answer : new byte[0];
                },
                Payload.USUAL,
                size > LARGE ? 1 : BATCH,
                () -> {});
    }

    static Subject headers(int many) {
        Ipc ipc = open("ipc: {channels: {notes: {transport: memory}}}");
        byte[] answer = Payload.of(Payload.USUAL);
        Channel channel = ipc.channel("notes");
        String last = "x-header-" + (many - 1);
        channel.handle(Note.class, message -> message.headers().get(last) == null ? new byte[0] : answer);
        ipc.start();
        Note note = new Note("to whom it may concern");
        return new OneCaller(
                payload -> {
                    Command<Note> command = Command.of(note);
                    for (int i = 0; i < many; i++) {
                        command = command.withHeader("x-header-" + i, "value");
                    }
                    return channel.call(command, byte[].class);
                },
                Payload.USUAL,
                BATCH,
                ipc::close);
    }

    private static String large(String channel) {
        return "ipc: {channels: {" + channel + ": {transport: memory, max-payload: 16MiB}}}";
    }

    private static Ipc open(String yaml) {
        return Ipc.builder().isolated().yaml(yaml).build();
    }
}
