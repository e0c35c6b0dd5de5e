package io.unifiedipc.spi;

import java.util.List;

/**
 * What a channel wants to receive.
 *
 * @param group the consumers that share the messages; empty for a channel of commands
 * @param operations what there are handlers for
 * @param codec how this channel's payloads are written
 * @param window how many messages may be with the receiver, unsettled, at a time
 */
public record ReceiveSpec(String group, List<OperationSpec> operations, Codec codec, int window) {
    public ReceiveSpec {
        operations = List.copyOf(operations);
    }
}
