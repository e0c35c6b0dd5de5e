package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Contender.Running;

/** A child that is called. */
final class ServerWork implements Work {
    private final Running server;

    ServerWork(Running server) {
        this.server = server;
    }

    @Override
    public String address() {
        return server.address();
    }

    @Override
    public String run(long millis) {
        throw new IllegalStateException("a server makes no calls");
    }

    @Override
    public void close() {
        server.close();
    }
}
