package io.unifiedipc.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainedTest {
    @Test
    void whatIsKeptStays() {
        Drained drained = Drained.of(null, 3);
        drained.gone(4);
        drained.gone(5);
        drained.gone(8);

        OffsetAndMetadata commit = drained.commit();
        assertThat(commit.offset()).isEqualTo(3);
        assertThat(commit.metadata()).isEqualTo("4-5 8-8");
        Drained again = Drained.of(commit, 0);
        assertThat(again.isGone(3)).isFalse();
        assertThat(again.isGone(5)).isTrue();
        assertThat(again.isGone(7)).isFalse();

        again.gone(3);
        assertThat(again.from()).isEqualTo(6);
    }

    @Test
    void whatACommitSaysIsReadAsItWas() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            Drained drained = Drained.of(null, 0);
            Set<Long> model = new HashSet<>();
            for (int i = 0; i < 60; i++) {
                long offset = random.nextInt(80);
                drained.gone(offset);
                model.add(offset);
            }
            Drained read = Drained.of(drained.commit(), 0);
            for (long offset = 0; offset < 90; offset++) {
                assertThat(read.isGone(offset)).as("" + offset).isEqualTo(model.contains(offset));
            }
        }
    }

    @Test
    void tooManyRangesAreSaidToBe() {
        Drained drained = Drained.of(null, 0);
        for (long offset = 1_000_001; offset < 1_002_000; offset += 2) {
            drained.gone(offset);
        }

        assertThatThrownBy(drained::commit)
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OVERLOADED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer-1", "5-7 9-", "5", " ", "1-99999999999999999999"})
    void wordsOfSomebodyElseAreSaidToBe(String words) {
        assertThatThrownBy(() -> Drained.of(new OffsetAndMetadata(7, words), 0))
                .isInstanceOf(IpcException.class)
                .hasMessageContaining("'" + words + "'")
                .hasMessageContaining("offset 7");
    }
}
