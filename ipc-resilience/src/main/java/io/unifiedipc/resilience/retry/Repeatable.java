package io.unifiedipc.resilience.retry;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.OperationSpec;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Which operations of a channel are tried again where they may have run: those that are safe, whether named or not. Naming one
 * holds it to that, so that a later change of the contract does not take its repeats away unnoticed.
 */
record Repeatable(String channel, List<String> named) {
    static boolean is(OperationSpec operation) {
        return operation.idempotent() || operation.query() || operation.deduplicated();
    }

    void check(OperationSpec operation) {
        if (named.contains(operation.name()) && !is(operation)) {
            throw misconfigured("names " + operation.name()
                    + ", which is neither idempotent, a query nor deduplicated, and might run twice: mark it by @Operation as"
                    + " what it is, or take it from the list");
        }
    }

    void checkContract(String contract, Collection<OperationSpec> operations) {
        Collection<String> known =
                new TreeSet<>(operations.stream().map(OperationSpec::name).toList());
        for (String name : named) {
            if (!known.contains(name)) {
                throw misconfigured(
                        "names '" + name + "', and " + contract + " has no such operation" + Nearest.hint(name, known));
            }
        }
    }

    private IpcException misconfigured(String text) {
        return IpcException.of(Kind.MISCONFIGURED, Executed.NO, "'" + channel + "': retry.maybe " + text);
    }
}
