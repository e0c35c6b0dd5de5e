package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Worker.Done;
import io.unifiedipc.testing.kit.Worker.Refused;
import io.unifiedipc.testing.kit.Worker.Work;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The five styles of interaction. */
interface StyleScenarios extends Scenarios {
    /** Request/response. */
    @EachStyle(smoke = true)
    @Needs(Capability.REQUEST)
    default void aRequestIsAnswered(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("");
        assertThat(style.call(caller, Worker.work("apple")).done()).isEqualTo(new Done("apple"));
        assertThat(style.call(caller, Worker.work("later")).done()).isEqualTo(new Done("later"));
        assertThat(style.call(caller, Worker.work("nothing")).done()).isNull();
        assertThat(stage().worker.ran()).containsExactly("apple", "later", "nothing");
    }

    /** One-way: complete when responsibility is taken, and the work is done once. */
    @EachStyle(contract = false)
    @Needs(Capability.SEND)
    default void aCommandIsSentOneWay(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("");
        if (style == CallStyle.BLOCKING) {
            caller.channel(Plan.ORDERS).send(Worker.work("apple"));
        } else {
            Await.result(caller.channel(Plan.ORDERS).sendAsync(Worker.work("apple")));
        }
        Await.until("it ran", () -> stage().worker.ran().equals(List.of("apple")));
        stage().stillServes(caller);
        assertThat(stage().worker.ran("apple")).isEqualTo(1);
    }

    /** A reply that is a message of its own goes to a handler, and so does a refusal. */
    @Test
    @Needs(Capability.SEND)
    default void aReplyGoesToAHandler() {
        List<String> replies = new CopyOnWriteArrayList<>();
        Ipc caller = stage().caller("");
        caller.channel(Plan.REPLIES)
                .accept(
                        Done.class,
                        r -> replies.add(r.answers() + " " + r.payload().what()));
        caller.channel(Plan.REPLIES)
                .accept(
                        Problem.class,
                        r -> replies.add(r.answers() + " " + r.payload().refusal()
                                + r.payload().data()));
        caller.start();
        Await.result(caller.ready());
        stage().serving("");
        Command<Work> good = Worker.work("apple").withReplyTo(Plan.REPLIES);
        Command<Work> bad = Worker.work("refuse").withReplyTo(Plan.REPLIES);
        caller.channel(Plan.ORDERS).send(good);
        caller.channel(Plan.ORDERS).send(bad);
        Await.until("two replies: " + replies, () -> replies.size() == 2);
        assertThat(replies)
                .containsExactlyInAnyOrder(
                        good.id() + " apple", bad.id() + " " + Refused.class.getSimpleName() + "{why=no}");
    }

    /** Publish/subscribe. */
    @EachStyle(contract = false)
    @Needs(Capability.PUBLISH)
    default void anEventReachesEveryGroup(CallStyle style) {
        List<String> heard = new CopyOnWriteArrayList<>();
        Ipc receiver = stage().receiver(1, o -> {});
        for (String group : List.of("billing", "audit")) {
            receiver.channel(Plan.NEWS)
                    .subscribe(
                            group,
                            Work.class,
                            event -> heard.add(group + " " + event.payload().what()));
        }
        receiver.start();
        Await.result(receiver.ready());
        Ipc caller = stage().caller("");
        if (style == CallStyle.BLOCKING) {
            caller.channel(Plan.NEWS).publish(Stage.event("apple"));
        } else {
            Await.result(caller.channel(Plan.NEWS).publishAsync(Stage.event("apple")));
        }
        Await.until("both heard of it: " + heard, () -> heard.size() == 2);
        assertThat(heard).containsExactlyInAnyOrder("billing apple", "audit apple");
    }

    /** Publish/async responses: each group's answer, and each group's failure. */
    @Test
    @Needs(Capability.GATHER)
    default void groupsAnswerAnEvent() {
        Ipc receiver = stage().receiver(1, o -> {});
        receiver.channel(Plan.NEWS)
                .respond(
                        "billing", Work.class, event -> new Done(event.payload().what()));
        receiver.channel(Plan.NEWS).respond("audit", Work.class, event -> {
            throw new Refused("no");
        });
        receiver.start();
        Await.result(receiver.ready());
        Ipc caller = stage().caller("");
        var gathered = caller.channel(Plan.NEWS).gather(Stage.event("apple").expecting(2), Done.class);

        assertThat(gathered.replies()).extracting(each -> each.payload()).containsExactly(new Done("apple"));
        assertThat(gathered.replies().get(0).headers().get("ipc-group")).isEqualTo("billing");
        assertThat(gathered.failures()).hasSize(1);
        assertThat(gathered.failures().get(0).kind()).isEqualTo(Kind.REFUSED);
        assertThat(gathered.failures().get(0).executed()).isEqualTo(Executed.YES);
    }
}
