package io.unifiedipc.kafka.storm;

/**
 * How large a storm is. Its parts are fixed: two producers, three consumers.
 *
 * @param commands how many are sent
 * @param brokerKills how often the broker is killed meanwhile
 * @param consumerKills how often one of the consumers is
 */
record Settings(int commands, int brokerKills, int consumerKills) {
    static final int PRODUCERS = 2;
    static final int CONSUMERS = 3;
    static final int ACCOUNTS_EACH = 400;
    static final int LANES = 8;
    static final int WINDOW = 1_000;
    static final String TOPIC = "deposits";
    /** The property that makes consumers speak the older protocol of groups, when it is {@code classic}. */
    static final String PROTOCOL = "storm.protocol";

    private static final String CLASSIC =
            "group.protocol: classic, heartbeat.interval.ms: '500', session.timeout.ms: '3000'";

    static Settings ofProperties() {
        return new Settings(
                Integer.getInteger("storm.commands", 200_000),
                Integer.getInteger("storm.broker-kills", 5),
                Integer.getInteger("storm.consumer-kills", 10));
    }

    /** How many messages may come again: each kill leaves what one consumer has taken and not committed. */
    int mostRedeliveries() {
        return WINDOW * (consumerKills + brokerKills);
    }

    static String account(int producer, int number) {
        return "p" + producer + "-" + number;
    }

    private static boolean isClassic() {
        return "classic".equals(System.getProperty(PROTOCOL));
    }

    /** The configuration of one process. */
    static String yaml(String service, String broker) {
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
                      kafka: {partitions: 12}
                  transports:
                    kafka:
                      bootstrap-servers: ['%s']
                      create: true
                      native: {%s}
                """.formatted(service, LANES, WINDOW, broker, isClassic() ? CLASSIC : "");
    }
}
