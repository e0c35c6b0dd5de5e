package io.unifiedipc.kafka.send;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.Brokers;
import io.unifiedipc.kafka.send.Waiting.Asked;
import io.unifiedipc.kafka.topic.Topics;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Asks about topics for which something waits, and the partitions that replies want, so that what can never leave fails with the reason,
 * and not at its deadline. Any thread; never waits.
 */
final class Inquiry {
    private final Topics topics;
    private final Waiting waiting;
    private final Runnable notLetIn;

    /** With what is to be done when the broker has not let this side in. */
    Inquiry(Topics topics, Waiting waiting, Runnable notLetIn) {
        this.topics = topics;
        this.waiting = waiting;
        this.notLetIn = notLetIn;
    }

    /** Asks about where the first of a topic is to go, where that has not been asked. */
    void about(Sending head) {
        Asked before = waiting.ask(head);
        if (before == Asked.TOPIC_AND_PARTITION) {
            return;
        }
        String topic = head.at.topic();
        CompletionStage<Integer> asked = head.at.partition() == null
                ? topics.ensure(topic).thenApply(there -> Integer.MAX_VALUE)
                : topics.partitions(topic);
        var unused = asked.whenComplete((partitions, failure) -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause == null) {
                check(head, partitions);
            } else if (cause instanceof IpcException why && Brokers.lasts(why)) {
                if (Brokers.isRefusal(why)) {
                    notLetIn.run();
                }
                waiting.failAll(topic, why);
                waiting.forget(topic, Asked.NOTHING); // about one that was just leaving
            } else {
                waiting.forget(topic, before);
            }
        });
    }

    private void check(Sending head, int partitions) {
        Integer wanted = head.at.partition();
        if (wanted == null || wanted < partitions) {
            return;
        }
        if (!waiting.remove(head)) {
            waiting.forget(head.at.topic(), Asked.TOPIC);
            return;
        }
        head.transfer.fail(IpcException.of(
                Kind.UNROUTABLE,
                Executed.NO,
                "topic '" + head.at.topic() + "' has " + partitions + " partitions, and the message is for partition "
                        + wanted + ": whoever waits for it reads elsewhere"));
    }
}
