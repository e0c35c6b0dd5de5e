package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Headers;
import io.unifiedipc.json.JsonCodec;
import io.unifiedipc.spi.Binding;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EncoderTest {
    /** Has a form of its own for each operation, which makes it a query. */
    private static final class Bound implements Link {
        final List<OperationSpec> asked = new ArrayList<>();

        @Override
        public Binding binding(OperationSpec operation, Codec codec) {
            asked.add(operation);
            OperationSpec known = operation.knownAs(true, true);
            return new Binding() {
                @Override
                public OperationSpec operation() {
                    return known;
                }

                @Override
                public Envelope write(Headers headers, @Nullable Object payload) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Object read(Envelope request, Envelope reply, Type type, Reader plain) {
                    throw new UnsupportedOperationException();
                }
            };
        }

        @Override
        public void send(Call call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void request(Call call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void gather(Gather gather) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Intake receive(ReceiveSpec spec, Receiver receiver) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void aLinkIsAskedOnceForTheFormOfAnOperation() {
        Bound link = new Bound();
        Encoder encoder = new Encoder(
                "orders",
                "shop",
                "1.0.0",
                "json",
                1000,
                1000,
                List.of(),
                new Codecs(List.of(new JsonCodec())),
                link,
                List.of());
        OperationSpec operation = OperationSpec.of("GetOrder", String.class, String.class);
        Encoder.Form form = encoder.form(operation);
        assertThat(form.operation().query()).isTrue();
        assertThat(encoder.form(operation)).isSameAs(form);
        assertThat(encoder.form(form.operation()))
                .as("what a call asks by when it is done")
                .isSameAs(form);
        assertThat(encoder.form(OperationSpec.of("GetOrder", Integer.class, String.class)))
                .as("another operation of that name")
                .isNotSameAs(form);
        assertThat(link.asked).hasSize(2);
    }
}
