package io.tokenloom.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
    @Test
    void dropsWhatFindsNoRoomAndRemembersThatThereWasOne() throws InterruptedException {
        FrameQueue queue = new FrameQueue(2, Overload.DROP);
        for (byte i = 0; i < 4; i++) {
            queue.add(new byte[] {i});
        }
        queue.end();

        assertThat(queue.poll(0).orElseThrow().jpeg())
                .hasValueSatisfying(jpeg -> assertThat(jpeg).containsExactly(0));
        assertThat(queue.poll(0).orElseThrow().jpeg())
                .hasValueSatisfying(jpeg -> assertThat(jpeg).containsExactly(1));
        assertThat(queue.poll(0).orElseThrow().jpeg()).isEmpty();
        assertThat(queue.poll(0).orElseThrow().jpeg()).isEmpty();
        assertThat(queue.poll(0)).isEmpty();
        assertThat(queue.done()).isTrue();
    }

    @Test
    void keepsTheSourceWaitingWhereNothingMayBeLost() throws InterruptedException {
        FrameQueue queue = new FrameQueue(1, Overload.WAIT);
        queue.add(new byte[] {0});
        Thread camera = new Thread(() -> {
            try {
                queue.add(new byte[] {1});
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        camera.start();
        Awaitility.await().until(() -> camera.getState() == Thread.State.WAITING);

        assertThat(queue.poll(0)).isPresent();
        camera.join();
        assertThat(queue.poll(0).orElseThrow().jpeg())
                .hasValueSatisfying(jpeg -> assertThat(jpeg).containsExactly(1));
    }
}
