package io.unifiedipc.config;

import io.unifiedipc.spi.OperationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What {@code explain} needs to know of a contract.
 *
 * @param version its version
 * @param waiting the operations whose callers wait for an answer
 * @param oneWay the others
 */
public record ContractView(String version, List<OperationSpec> waiting, List<OperationSpec> oneWay) {
    public ContractView {
        waiting = List.copyOf(waiting);
        oneWay = List.copyOf(oneWay);
    }

    List<OperationSpec> all() {
        List<OperationSpec> all = new ArrayList<>(waiting);
        all.addAll(oneWay);
        return all;
    }

    static String names(List<OperationSpec> operations, Predicate<OperationSpec> which) {
        return String.join(
                ", ",
                operations.stream()
                        .filter(which)
                        .map(OperationSpec::name)
                        .sorted()
                        .toList());
    }
}
