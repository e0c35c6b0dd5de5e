package io.unifiedipc.kafka.storm;

import java.util.Locale;

/**
 * How large a storm is. Its parts are fixed: two producers, three consumers.
 *
 * @param mode how the consumers share what is sent
 * @param commands how many are sent
 * @param brokerKills how often the broker is killed meanwhile
 * @param consumerKills how often one of the consumers is
 */
record Settings(Mode mode, int commands, int brokerKills, int consumerKills) {
    static final int PRODUCERS = 2;
    static final int CONSUMERS = 3;
    static final int ACCOUNTS_EACH = 400;
    static final int LANES = 8;
    static final String TOPIC = "deposits";
    /** How often a share group delivers a message before the broker puts it aside. */
    static final int DELIVERIES = 10;
    /** The property that makes consumers of a log speak the older protocol of groups, when it is {@code classic}. */
    static final String PROTOCOL = "storm.protocol";

    private static final String CLASSIC =
            "group.protocol: classic, heartbeat.interval.ms: '500', session.timeout.ms: '3000'";

    /** How the consumers share what is sent, and what a channel has for it. */
    enum Mode {
        LOG(1_000, 12),
        /** Few at a time, so that the bound of what may come again is a narrow one. */
        QUEUE(100, 3);

        private final int window;
        private final int partitions;

        Mode(int window, int partitions) {
            this.window = window;
            this.partitions = partitions;
        }
    }

    static Settings ofLog() {
        return ofProperties(Mode.LOG, 200_000, 5, 10);
    }

    static Settings ofQueue() {
        return ofProperties(Mode.QUEUE, 20_000, 2, 4);
    }

    private static Settings ofProperties(Mode mode, int commands, int brokerKills, int consumerKills) {
        return new Settings(
                mode,
                Integer.getInteger("storm.commands", commands),
                Integer.getInteger("storm.broker-kills", brokerKills),
                Integer.getInteger("storm.consumer-kills", consumerKills));
    }

    /**
     * How many messages may come again. Of a log, each kill leaves what one consumer has taken and not committed; of a queue, a killed
     * consumer leaves what it had, and a killed broker what all of them had.
     */
    int mostRedeliveries() {
        int windows = switch (mode) {
            case LOG -> consumerKills + brokerKills;
            case QUEUE -> consumerKills + CONSUMERS * brokerKills;
        };
        return mode.window * windows;
    }

    static String account(int producer, int number) {
        return "p" + producer + "-" + number;
    }

    private static boolean isClassic() {
        return "classic".equals(System.getProperty(PROTOCOL));
    }

    /** The configuration of one process. */
    static String yaml(String service, String broker, Mode mode) {
        return """
                ipc:
                  service: %s
                  channels:
                    deposits:
                      transport: kafka
                      timeout: 3s
                      max-outstanding: 1000
                      concurrency: %d
                      window: %d
                      kafka: {mode: %s, partitions: %d}
                  transports:
                    kafka:
                      bootstrap-servers: ['%s']
                      create: true
                      native: {%s}
                """.formatted(
                        service,
                        LANES,
                        mode.window,
                        mode.name().toLowerCase(Locale.ROOT),
                        mode.partitions,
                        broker,
                        isClassic() ? CLASSIC : "");
    }
}
