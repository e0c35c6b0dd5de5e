package io.unifiedipc.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * A line of a group's table: ours, what it is compared with, and the peers, all under one kind of load.
 *
 * <p>A row whose contenders' names all begin with a number, as in "1,000 outstanding", is a curve: ours at each of these sizes.
 *
 * @param name what the load is: "blocking, one caller"
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
