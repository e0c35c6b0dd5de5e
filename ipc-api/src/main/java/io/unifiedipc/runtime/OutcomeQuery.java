package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.OutcomeStore;
import io.unifiedipc.spi.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command, on the wire: an operation of the same channel, without a body, whose idempotency key is that of the
 * command. Its answer says in a header whether the command ran, and has the command's own answer in it.
 */
final class OutcomeQuery {
    /** Idempotent, but no query: it may fence a key, and a cached answer would be wrong. */
    static final OperationSpec OPERATION =
            new OperationSpec("ipc.outcome", void.class, Object.class, true, false, false, false, Map.of(), "");

    /** It is handled where handlers are, and not by one. */
    static final Handling HANDLING = new Handling(
            OPERATION,
            message -> {
                throw new IllegalStateException("an outcome query is answered by the channel's store");
            },
            null);

    private OutcomeQuery() {}

    /** Whether an operation is this one; no operation of an application's can have its name. */
    static boolean is(String operation) {
        return operation.equals(OPERATION.name());
    }

    /** Adds to a query which command is meant. */
    static Envelope asking(Envelope query, String operation, Instant made) {
        return query.withHeaders(query.headers()
                .plus(HeaderNames.ASKED_OPERATION, operation)
                .plus(HeaderNames.ASKED_MADE, made.toString()));
    }

    /** The operation that a message is about: for a query that of its command. */
    static String subject(Work work) {
        String name = work.operation().name();
        return is(name) ? work.envelope().headers().get(HeaderNames.ASKED_OPERATION, name) : name;
    }

    // ---- the receiver's side

    /** Asks the store; not about what it doesn't keep, which never was there and may have run all the same. */
    static OutcomeStore.Knowledge find(
            Work query, Map<String, Handling> handlings, Function<Instant, OutcomeStore.Knowledge> store) {
        String asked = subject(query);
        Handling handling = handlings.get(asked);
        if (handling == null || !handling.operation().deduplicated()) {
            return new OutcomeStore.Unknown("'" + query.channel() + "' keeps no outcomes of '" + asked + "' here");
        }
        Instant made = made(query.envelope().headers().get(HeaderNames.ASKED_MADE));
        return made == null
                ? new OutcomeStore.Unknown(
                        "header " + HeaderNames.ASKED_MADE + " must say when it was made, by RFC 3339")
                : store.apply(made);
    }

    private static @Nullable Instant made(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** What a store knows, as the answer to a query. */
    static Envelope answer(OutcomeStore.Knowledge known, String channel) {
        if (known instanceof OutcomeStore.Done done) {
            return answer(Executed.YES, done.outcome().reply());
        }
        if (known instanceof OutcomeStore.Fenced) {
            IpcException never = IpcException.of(
                    Kind.CANCELLED,
                    Executed.NO,
                    "it did not run on '" + channel + "', and it never will: send a new one");
            return answer(Executed.NO, Problems.encode(never));
        }
        String why = known instanceof OutcomeStore.Unknown unknown ? unknown.text() : "it has not ended";
        return answer(
                Executed.MAYBE,
                Problems.encode(IpcException.of(Kind.FAILED, Executed.MAYBE, "nobody can tell: " + why)));
    }

    /** A failure that is told is none of the query's own: what would mark it as such goes into a header of another name. */
    private static Envelope answer(Executed executed, Envelope of) {
        String kind = of.headers().get(Problems.KIND);
        Headers headers = of.headers()
                .without(Problems.KIND)
                .without(Problems.EXECUTED)
                .plus(HeaderNames.OUTCOME, Option.word(executed));
        return of.withHeaders(kind == null ? headers : headers.plus(HeaderNames.OUTCOME_KIND, kind));
    }

    // ---- the asking side

    /** Whether the command ran, as the answer says. What is no answer says nothing. */
    static Executed executed(Envelope answer) {
        String word = answer.headers().get(HeaderNames.OUTCOME);
        return Option.word(Executed.YES).equals(word)
                ? Executed.YES
                : Option.word(Executed.NO).equals(word) ? Executed.NO : Executed.MAYBE;
    }

    /** The failure that an answer tells; null where it tells a reply. */
    static @Nullable IpcException failure(Envelope answer, String channel) {
        if (answer.headers().get(HeaderNames.OUTCOME) == null) {
            return IpcException.of(
                    Kind.UNSUPPORTED,
                    Executed.MAYBE,
                    "who receives from '" + channel + "' answered, but not what became of the command");
        }
        String kind = answer.headers().get(HeaderNames.OUTCOME_KIND);
        if (kind == null) {
            return null;
        }
        return Problems.decode(channel, answer.withHeaders(answer.headers().plus(Problems.KIND, kind)))
                .executed(executed(answer));
    }
}
