package io.tokenloom.jobs.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.jobs.routes.BatchOptions;
import io.tokenloom.vision.StepRequest;
import io.tokenloom.vision.TokenBudget;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StepQueueTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final long STEP_BYTES = 3 + Integer.BYTES;

    @Test
    void takesWhatIsThereUpToTheMostItems() throws Exception {
        StepQueue<Integer> queue = queue(4, Long.MAX_VALUE, Duration.ZERO);
        put(queue, 0, 10);
        queue.expect(100);

        assertThat(items(queue.take(64))).containsExactly(0, 1, 2, 3);
        assertThat(items(queue.take(3))).containsExactly(4, 5, 6);
        assertThat(items(queue.take(64))).containsExactly(7, 8, 9);
    }

    @Test
    void takesUpToTheMostBytesButAtLeastOne() throws Exception {
        StepQueue<Integer> small = queue(64, 2 * STEP_BYTES, NEVER);
        small.expect(64);
        put(small, 0, 3);
        assertThat(items(small.take(64))).containsExactly(0, 1);

        StepQueue<Integer> tiny = queue(64, 1, NEVER);
        tiny.expect(64);
        put(tiny, 0, 2);
        assertThat(items(tiny.take(64))).containsExactly(0);
    }

    @Test
    void waitsForNobodyWhenAllThatCanComeIsThere() throws Exception {
        StepQueue<Integer> queue = queue(64, Long.MAX_VALUE, NEVER);
        queue.expect(3);
        put(queue, 0, 3);

        assertThat(items(queue.take(64))).containsExactly(0, 1, 2);
    }

    @Test
    void waitsForThoseThatCanCome() throws Exception {
        StepQueue<Integer> queue = queue(64, Long.MAX_VALUE, NEVER);
        queue.expect(3);
        put(queue, 0, 2);
        CompletableFuture<List<Integer>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return items(queue.take(64));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        put(queue, 2, 3);

        assertThat(taken.get(60, TimeUnit.SECONDS)).containsExactly(0, 1, 2);
    }

    @Test
    void stopsWaitingWhenNobodyElseWillCome() throws Exception {
        StepQueue<Integer> queue = queue(64, Long.MAX_VALUE, NEVER);
        queue.expect(3);
        put(queue, 0, 2);
        CompletableFuture<List<Integer>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return items(queue.take(64));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        queue.expect(2);

        assertThat(taken.get(60, TimeUnit.SECONDS)).containsExactly(0, 1);
    }

    @Test
    void waitsNoLongerThanTheDelay() throws Exception {
        Duration delay = Duration.ofMillis(50);
        StepQueue<Integer> queue = queue(64, Long.MAX_VALUE, delay);
        queue.expect(64);
        long start = System.nanoTime();
        put(queue, 0, 1);

        assertThat(items(queue.take(64))).containsExactly(0);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
    }

    private static StepQueue<Integer> queue(int items, long bytes, Duration delay) {
        return new StepQueue<>(new BatchOptions(items, bytes, delay, Duration.ofMinutes(1)));
    }

    private static void put(StepQueue<Integer> queue, int from, int to) {
        for (int i = from; i < to; i++) {
            queue.put(Ticket.of(
                    i,
                    new StepRequest(
                            ColourTokenizer.of(i),
                            new ColourTokenizer().start(),
                            new TokenBudget.Fixed(1),
                            false,
                            StepRequest.NO_LOTS)));
        }
    }

    private static List<Integer> items(List<Ticket<Integer>> tickets) {
        return tickets.stream().map(Ticket::item).toList();
    }
}
