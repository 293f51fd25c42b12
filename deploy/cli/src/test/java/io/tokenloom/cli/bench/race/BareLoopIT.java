package io.tokenloom.cli.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BareLoopIT {
    @Test
    void goesOnWithItsStreams() throws InterruptedException {
        try (BareLoop bare = BareLoop.open(Films.draw(32, 24), 1)) {
            BareLoop.Streams streams = bare.begin(new BareLoop.Shape(3, 2, 2));

            assertThat(streams.framesPerSecond(1)).isPositive();
            assertThat(streams.framesPerSecond(1)).isPositive();
            assertThat(streams.steps()).containsExactly(2, 2, 2);
        }
    }
}
