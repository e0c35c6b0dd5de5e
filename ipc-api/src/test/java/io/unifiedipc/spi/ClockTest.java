package io.unifiedipc.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockTest {
    @Test
    void itsMillisecondsAreThoseOfItsTimeOfDay() {
        Clock moved = new Clock() {
            @Override
            public Instant now() {
                return Instant.ofEpochSecond(17, 5_999_999);
            }
        };
        assertThat(moved.millis()).isEqualTo(17_005);

        long before = Clock.SYSTEM.now().toEpochMilli();
        long millis = Clock.SYSTEM.millis();
        assertThat(millis).isBetween(before, Clock.SYSTEM.now().toEpochMilli());
    }
}
