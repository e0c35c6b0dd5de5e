package io.unifiedipc.kafka.wire;

import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.StructuredEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the records of a channel are read, whoever wrote them: events in structured mode are taken apart, and one that doesn't say
 * what it is gets the operation that the channel's configuration says. Any thread.
 */
public final class Reading {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");
    /** Names told about, so that strangers can fill neither log nor memory. */
    private static final int MOST_TOLD = 100;

    private final @Nullable String operation;
    private final @Nullable String operationHeader;
    private final Set<String> known;
    private final Consumer<String> dropped;

    /** What was read: a message, and what is wrong with it, or null where nothing is. */
    public record Read(Envelope envelope, @Nullable IpcException unreadable) {}

    /**
     * For the records of a topic.
     *
     * @param operation that of a record that names none; null for none
     * @param operationHeader the header by which others name theirs; null for none
     * @param known what there are handlers for
     * @param count called for each header that is left out, as no message can have one of such a name
     */
    public Reading(
            String topic,
            @Nullable String operation,
            @Nullable String operationHeader,
            List<OperationSpec> known,
            Runnable count) {
        this.operation = operation;
        this.operationHeader = operationHeader == null ? null : Names.in(operationHeader);
        this.known = known.stream().map(OperationSpec::name).collect(Collectors.toUnmodifiableSet());
        Set<String> told = ConcurrentHashMap.newKeySet();
        dropped = name -> {
            count.run();
            if (told.size() < MOST_TOLD && told.add(name)) {
                LOG.warn(
                        "records of topic '{}' have a header '{}', which is left out: its name is no token",
                        topic,
                        name);
            }
        };
    }

    /** What a record says. Never throws. */
    public Read read(ConsumerRecord<byte[], byte[]> record) {
        Envelope plain = Records.read(record, dropped);
        try {
            return new Read(named(whole(plain)), null);
        } catch (IpcException e) {
            return new Read(plain, e);
        }
    }

    /** A message that may have come in structured mode, as it would be in binary mode. */
    static Envelope whole(Envelope envelope) {
        String type = envelope.headers().get(HeaderNames.CONTENT_TYPE);
        return type != null && StructuredEvent.is(type)
                ? StructuredEvent.read(envelope.headers(), envelope.body()).answeredAt(envelope.replyTo())
                : envelope;
    }

    private Envelope named(Envelope envelope) {
        Headers headers = envelope.headers();
        if (headers.get(HeaderNames.OPERATION) != null || headers.get(HeaderNames.TYPE) != null) {
            return envelope;
        }
        String said = operationHeader == null ? null : headers.get(operationHeader);
        String name = said == null ? operation : ofType(said);
        return name == null ? envelope : envelope.withHeaders(headers.plus(HeaderNames.OPERATION, name));
    }

    /** What a class name with its package stands for is its simple name, unless there is a handler for all of it. */
    private String ofType(String said) {
        return known.contains(said) ? said : said.substring(Math.max(said.lastIndexOf('.'), said.lastIndexOf('$')) + 1);
    }
}
