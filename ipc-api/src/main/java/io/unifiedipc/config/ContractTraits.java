package io.unifiedipc.config;

import static io.unifiedipc.spi.Capability.CANCEL_REACHES_PEER;
import static io.unifiedipc.spi.Capability.REDELIVERY;
import static io.unifiedipc.spi.Capability.REQUEST;
import static io.unifiedipc.spi.Capability.SEND;
import static io.unifiedipc.spi.Capability.STORED;

import io.unifiedipc.spi.OperationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What the traits of a transport mean for the operations of a contract. */
final class ContractTraits {
    private ContractTraits() {}

    static List<Trait> of(ContractView contract) {
        List<Trait> traits = new ArrayList<>();
        add(traits, "waiting for an answer", names(contract.waiting()), ContractTraits::answers);
        add(traits, "one-way", names(contract.oneWay()), ContractTraits::sent);
        add(
                traits,
                "neither idempotent nor deduplicated",
                ContractView.names(contract.all(), operation -> !safe(operation)),
                ContractTraits::unsafe);
        add(
                traits,
                "safe to repeat",
                ContractView.names(contract.all(), ContractTraits::safe),
                side -> side.has(REDELIVERY)
                        ? "may run twice, and do no harm by it"
                        : "run at most once for each call");
        return traits;
    }

    private static void add(List<Trait> traits, String what, String operations, Function<Side, String> text) {
        if (!operations.isEmpty()) {
            traits.add(new Trait(what + ": " + operations, text));
        }
    }

    private static String names(List<OperationSpec> operations) {
        return ContractView.names(operations, each -> true);
    }

    private static boolean safe(OperationSpec operation) {
        return operation.idempotent() || operation.deduplicated();
    }

    private static String answers(Side side) {
        if (!side.has(REQUEST)) {
            return "can't be called: there are no replies";
        }
        return (side.has(STORED) ? "wait in the store until a receiver has room" : "go straight to a receiver")
                + (side.has(CANCEL_REACHES_PEER)
                        ? "; cancelling one reaches its handler"
                        : "; a cancelled one that was handed over runs all the same");
    }

    private static String sent(Side side) {
        if (!side.has(SEND)) {
            return "can't be sent";
        }
        return side.has(STORED)
                ? "complete when they are stored: how their handler fared is not told"
                : "complete when their handler has: its failure is told";
    }

    private static String unsafe(Side side) {
        return side.has(REDELIVERY)
                ? "may run twice, when a receiver dies on one: mark them idempotent where they are, or deduplicated"
                : "run at most once for each call; after MAYBE a retry may run them twice, so there is none";
    }
}
