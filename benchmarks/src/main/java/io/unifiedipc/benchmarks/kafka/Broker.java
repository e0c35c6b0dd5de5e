package io.unifiedipc.benchmarks.kafka;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.kafka.broker.KafkaBroker;

/** The broker of a row, in the process of a server that all of its contenders share. */
final class Broker implements Contender.Server {
    static final Broker ONE = new Broker();

    private Broker() {}

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Contender.Running open() {
        KafkaBroker broker = KafkaBroker.start();
        return new Contender.Running() {
            @Override
            public String address() {
                return broker.address();
            }

            @Override
            public void close() {
                broker.close();
            }
        };
    }
}
