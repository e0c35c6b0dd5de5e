package io.unifiedipc.kafka;

import io.unifiedipc.kafka.driver.Native;
import io.unifiedipc.kafka.driver.Servers;
import io.unifiedipc.kafka.secure.Sasl;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.tls.TlsKeys;
import java.util.List;
import java.util.Map;

/** The keys of {@code transports.kafka} and {@code channels.<channel>.kafka}. */
final class KafkaOptions {
    static final int DEFAULT_BUFFER = 32 << 20;
    static final int DEFAULT_PARTITIONS = 4;

    static final Option<List<String>> SERVERS = Option.list(
                    "bootstrap-servers", "brokers that tell about all others, host:port")
            .checked(Servers::wrong)
            .required();
    static final Option<Boolean> CREATE = Option.flag(
                    "create", "whether topics that are missing are created; otherwise they are reported")
            .otherwise(false);
    static final Option<Integer> BUFFER = Option.size(
                    "buffer", "bytes that wait for the broker, at most; over it messages are refused")
            .otherwise(DEFAULT_BUFFER);
    static final Option<Map<String, String>> NATIVE = Option.settings(
                    "native", "settings of the driver's own, for all its clients")
            .checked(Native::wrong);
    static final Option<String> TRUST =
            TlsKeys.trust("brokers, which are spoken to in TLS where this or tls-certificate is given");
    static final Option<Sasl> SASL = Option.word(
            "sasl",
            Sasl.class,
            "how credentials are shown to brokers: a user and a password, or a token for oauthbearer");
    static final Option<Boolean> INSECURE = Option.flag(
                    "insecure", "whether credentials may be shown to brokers on other machines without TLS")
            .otherwise(false);

    static final Option<String> TOPIC = Option.text("topic", "the topic; the channel's name unless given");
    static final Option<String> GROUP = Option.text(
            "group", "the consumer group; the topic's name, with a dot and the group of an event, unless given");
    static final Option<String> REPLY_TOPIC =
            Option.text("reply-topic", "where replies to this service arrive; <service>.replies unless given");
    static final Option<Mode> MODE = Option.word("mode", Mode.class, "how its messages are shared among receivers")
            .otherwise(Mode.LOG);
    static final Option<Integer> PARTITIONS = Option.number(
            "partitions",
            1,
            10_000,
            "how many partitions a topic gets that is created; 4, and 1 in mode queue, unless given");
    static final Option<Integer> MEMBERS = Option.number(
                    "members",
                    1,
                    100,
                    "in mode queue, how many batches are handled side by side; one is over with its slowest message")
            .otherwise(4);
    static final Option<Integer> REPLICAS = Option.number(
                    "replicas", 1, 100, "on how many brokers a topic is that is created")
            .otherwise(1);

    static final Option<String> OPERATION =
            Option.text("operation", "what a record asks for that names no operation, as others may write it");
    static final Option<String> OPERATION_HEADER = Option.text(
            "operation-header",
            "the header by which others know operations, such as __TypeId__: read where a record names none, of a class name"
                    + " the last part, and written, too");

    static final Schema TRANSPORT = Schema.of(
            SERVERS,
            CREATE,
            BUFFER,
            TRUST,
            TlsKeys.CERTIFICATE,
            TlsKeys.KEY,
            TlsKeys.PASSWORD,
            SASL,
            Credentials.OF_TRANSPORT,
            INSECURE,
            NATIVE);
    static final Schema CHANNEL =
            Schema.of(TOPIC, GROUP, MODE, MEMBERS, REPLY_TOPIC, PARTITIONS, REPLICAS, OPERATION, OPERATION_HEADER);

    /** How receivers of a group share a topic. */
    enum Mode {
        /** By partitions, in order, acknowledged up to an offset: a consumer group. */
        LOG,
        /** Message by message, counted, and by as many as there are: a share group. */
        QUEUE
    }

    private KafkaOptions() {}

    static String topic(ChannelSpec channel) {
        String named = channel.options().find(TOPIC);
        if (named == null) {
            return channel.place();
        }
        return channel.major() == 1 ? named : named + ".v" + channel.major();
    }

    /** The consumer group, for a group of this channel; empty for the one of commands. */
    static String group(ChannelSpec channel, String group) {
        String base = channel.options().find(GROUP);
        String name = base == null ? topic(channel) : base;
        return group.isEmpty() ? name : name + "." + group;
    }

    /** A queue needs one partition only: its members share it, and each takes from those alone that it is assigned. */
    static int partitions(ChannelSpec channel) {
        Integer given = channel.options().find(PARTITIONS);
        return given != null ? given : channel.options().get(MODE) == Mode.QUEUE ? 1 : DEFAULT_PARTITIONS;
    }

    static String parked(ChannelSpec channel, String group) {
        return topic(channel) + (group.isEmpty() ? "" : "." + group) + ".parked";
    }

    static String replies(ChannelSpec channel, String service) {
        String named = channel.options().find(REPLY_TOPIC);
        return named == null ? service + ".replies" : named;
    }
}
