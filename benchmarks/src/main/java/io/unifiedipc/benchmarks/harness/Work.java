package io.unifiedipc.benchmarks.harness;

/** What a child does for its parent. */
interface Work {
    /** Where it can be called; empty where it can't. */
    String address();

    /** Makes calls for so long, and tells what came of them. */
    String run(long millis) throws Exception;

    void close() throws Exception;
}
