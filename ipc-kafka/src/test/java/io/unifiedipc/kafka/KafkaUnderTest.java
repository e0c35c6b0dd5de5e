package io.unifiedipc.kafka;

import io.unifiedipc.kafka.broker.KafkaBroker;
import io.unifiedipc.testing.kit.Plan;
import io.unifiedipc.testing.kit.TransportUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Kafka, with a real broker: each plan has topics of its own. */
public final class KafkaUnderTest extends TransportUnderTest implements TransportUnderTest.StopsBroker {
    private final String mode;
    private final boolean killed;
    private @Nullable KafkaBroker broker;
    private @Nullable Admin admin;

    private KafkaUnderTest(String mode, boolean killed) {
        this.mode = mode;
        this.killed = killed;
    }

    /** With consumer groups, and a broker in this process. */
    public static KafkaUnderTest log() {
        return new KafkaUnderTest("log", false);
    }

    /** With share groups. */
    static KafkaUnderTest queue() {
        return new KafkaUnderTest("queue", false);
    }

    /** With a broker in a process of its own, which has been killed before, and is killed where a scenario stops it. */
    KafkaUnderTest killed() {
        return new KafkaUnderTest(mode, true);
    }

    @Override
    public String label() {
        return name() + (mode.equals("log") ? "" : " " + mode) + (killed ? " killed" : "");
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public void start() {
        broker = killed ? KafkaBroker.startProcess() : KafkaBroker.start();
        if (killed) {
            broker().kill();
            broker().resume();
        }
        admin = Admin.create(Map.of("bootstrap.servers", broker().address()));
    }

    @Override
    public void stop() {
        Admin its = admin;
        if (its != null) {
            its.close(Duration.ZERO);
        }
        broker().close();
    }

    /** Thousands of partitions would make the broker slow. */
    @Override
    public void end(Plan plan) {
        Admin its = admin;
        if (its != null) {
            var unused = its.listTopics()
                    .names()
                    .thenApply(names -> its.deleteTopics(names.stream()
                            .filter(name -> name.startsWith(plan.mark()))
                            .toList()));
        }
    }

    @Override
    public String transport(Plan plan, int peer) {
        return "{bootstrap-servers: ['" + broker().address() + "'], create: true, native: {"
                + "delivery.timeout.ms: '10000',"
                + " request.timeout.ms: '5000', linger.ms: '0', fetch.max.wait.ms: '50'}}";
    }

    @Override
    public String channel(Plan plan, Plan.Place place) {
        return "{mode: " + mode + ", members: 6, topic: " + plan.mark() + "." + place.channel() + ", reply-topic: "
                + plan.mark() + ".answers}";
    }

    @Override
    public int largest() {
        return 1 << 20;
    }

    @Override
    public int storm() {
        return 5_000;
    }

    @Override
    public Duration stormWithin() {
        return Duration.ofMinutes(4);
    }

    @Override
    public void stopBroker(Plan plan) {
        if (killed) {
            broker().kill();
        } else {
            broker().stop();
        }
    }

    @Override
    public void startBroker(Plan plan) {
        broker().resume();
    }

    @Override
    public List<String> leftovers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("-kafka-") && name.startsWith("ipc-"))
                .toList();
    }

    private KafkaBroker broker() {
        KafkaBroker its = broker;
        if (its == null) {
            throw new IllegalStateException("it has not been started");
        }
        return its;
    }
}
