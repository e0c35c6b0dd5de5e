package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Contender.Side;
import io.unifiedipc.benchmarks.Group;
import java.util.List;
import java.util.Locale;

/**
 * Which part of which contender a child is, by names: a lambda can't be sent to another JVM.
 *
 * @param catalogue the class whose static method {@code all} lists the groups, {@link Groups} but in tests
 * @param group the group's name
 * @param row the row's
 * @param contender the contender's
 * @param side whether its client or its server
 * @param address what the client is to call; empty where that is nothing
 */
record Seat(String catalogue, String group, String row, String contender, Side side, String address) {
    /** The same contender's other part. */
    Seat of(Side another, String itsAddress) {
        return new Seat(catalogue, group, row, contender, another, itsAddress);
    }

    List<String> arguments() {
        return List.of(catalogue, group, row, contender, side.name(), address);
    }

    static Seat parse(String[] arguments) {
        return new Seat(
                arguments[0], arguments[1], arguments[2], arguments[3], Side.valueOf(arguments[4]), arguments[5]);
    }

    /** As in messages. */
    String name() {
        return contender + " (" + side.name().toLowerCase(Locale.ROOT) + ")";
    }

    /** As a file's name. */
    String fileName() {
        return String.join("-", group, row, contender, side.name())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
    }

    /** Finds the contender again. */
    Contender find() throws ReflectiveOperationException {
        @SuppressWarnings("unchecked") // as the catalogue's comment demands
        List<Group> groups =
                (List<Group>) Class.forName(catalogue).getMethod("all").invoke(null);
        return groups.stream()
                .filter(each -> each.name().equals(group))
                .flatMap(each -> each.rows().stream())
                .filter(each -> each.name().equals(row))
                .flatMap(each -> each.contenders().stream())
                .filter(each -> each.name().equals(contender))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        catalogue + " has no contender '" + contender + "' in row '" + row + "' of group " + group));
    }
}
