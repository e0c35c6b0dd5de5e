package io.unifiedipc.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * A line of a group's table: ours, what it is compared with, and the peers, all under one kind of load.
 *
 * @param name what the load is: "blocking, one caller"; in the group {@code scale} it ends with a size, such as "outstanding 1000" or
 *     "payload 10 MB", and rows that are equal but for it are a line of the plot
 * @param ours the contender that the project stands for
 * @param reference the raw client, or what else the ratios are to
 * @param peers the others; ours is shown beside each
 * @param goals what ours is to reach
 */
public record Row(String name, Contender ours, Contender reference, List<Contender> peers, List<Goal> goals) {
    /** Ours, the reference, then the peers. */
    public List<Contender> contenders() {
        return Stream.concat(Stream.of(ours, reference), peers.stream()).toList();
    }
}
