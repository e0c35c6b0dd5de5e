package io.unifiedipc.benchmarks.memory;

import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.Backlog;
import io.unifiedipc.benchmarks.load.OneCaller;
import io.unifiedipc.benchmarks.load.OneWayStream;
import io.unifiedipc.benchmarks.load.Outstanding;
import io.unifiedipc.benchmarks.load.Payload;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Apache Camel: {@code direct} calls its route on the caller's thread, {@code seda} hands the message to another. */
final class Camel {
    static final String DIRECT = "Camel direct";
    static final String SEDA = "Camel seda";

    private static final String DIRECT_PLACE = "direct:bytes";
    /** Its queue is never full, so that nobody waits for room in it. */
    private static final String SEDA_PLACE = "seda:bytes?size=" + 2 * Load.IN_FLIGHT;

    /** Answers with the message that came. */
    private static final Processor ECHO = exchange -> {};

    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final Endpoint place;

    private Camel(String from, Processor processor) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).process(processor);
            }
        });
        context.start();
        place = context.getEndpoint(from);
        template = context.createProducerTemplate();
    }

    static Subject direct(int batch) throws Exception {
        return new Camel(DIRECT_PLACE, ECHO).oneCaller(batch);
    }

    static Subject seda() throws Exception {
        return new Camel(SEDA_PLACE, ECHO).oneCaller(1);
    }

    private Subject oneCaller(int batch) {
        return new OneCaller(this::ask, Payload.USUAL, batch, this::close);
    }

    private byte @Nullable [] ask(byte[] payload) {
        return template.requestBody(place, payload, byte[].class);
    }

    /** A call occupies a thread of the template's until it is answered, so it is given as many as there are calls. */
    static Subject outstanding() throws Exception {
        Camel camel = new Camel(SEDA_PLACE, ECHO);
        ExecutorService callers = java.util.concurrent.Executors.newFixedThreadPool(Load.OUTSTANDING);
        camel.template.setExecutorService(callers);
        return new Outstanding(
                payload -> camel.template.asyncRequestBody(camel.place, payload, byte[].class),
                Payload.USUAL,
                Load.OUTSTANDING,
                () -> {
                    callers.shutdownNow();
                    camel.close();
                });
    }

    static Subject stream() throws Exception {
        Backlog backlog = new Backlog(Load.IN_FLIGHT, 1);
        Camel camel =
                new Camel(SEDA_PLACE, exchange -> Load.handle(exchange.getIn().getBody(byte[].class), backlog));
        return new OneWayStream(backlog, payload -> camel.template.sendBody(camel.place, payload), camel::close);
    }

    private void close() {
        context.stop();
    }
}
