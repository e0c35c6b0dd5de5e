package io.unifiedipc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class IdTest {
    @Test
    void isAUuidOfVersionSeven() {
        long before = System.currentTimeMillis();
        UUID id = UUID.fromString(Id.next().toString());
        long after = System.currentTimeMillis();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, after);
    }

    @Test
    void isUniqueAcrossThreads() throws InterruptedException {
        Set<String> all = ConcurrentHashMap.newKeySet();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int j = 0; j < 25_000; j++) {
                    all.add(Id.next().toString());
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(all).hasSize(100_000);
    }

    @Test
    void sortsByTime() {
        String last = Id.next().toString();
        for (int i = 0; i < 5; i++) {
            long now = System.currentTimeMillis();
            Await.until("the next millisecond", () -> System.currentTimeMillis() > now);
            String next = Id.next().toString();
            assertThat(next).isGreaterThan(last);
            last = next;
        }
    }
}
