package io.unifiedipc.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int MANY = 10_000_000;

    @Test
    void otherThreadsAreCounted() throws Exception {
        Allocation allocation = new Allocation();
        long before = allocation.overThreads();
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            byte[] bytes = new byte[MANY];
            done.countDown();
            await(seen);
            assertThat(bytes).hasSize(MANY);
        });
        other.start();
        done.await();
        long after = allocation.overThreads();
        assertThat(after - before).isBetween((long) MANY, MANY * 3L / 2);
        seen.countDown();
        other.join();
        assertThat(allocation.overThreads()).as("never less").isGreaterThanOrEqualTo(after);
    }

    @Test
    void everyJvmTells() {
        Allocation allocation = new Allocation();
        long before = allocation.total();
        byte[] bytes = new byte[MANY];
        assertThat(allocation.total() - before).isGreaterThanOrEqualTo(bytes.length);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
