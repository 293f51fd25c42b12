package io.tokenloom.vision.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrameCacheTest {
    private static final FrameMemory MEMORY = new FrameMemory(new float[100], new float[100]);
    private static final FrameKey FIRST = FrameKey.START.then(new byte[] {1});
    private static final FrameKey SECOND = FIRST.then(new byte[] {2});
    private static final FrameKey THIRD = SECOND.then(new byte[] {3});

    @Test
    void dropsWhatWasNotUsedForLongestAndStaysWithinItsLimit() {
        FrameCache cache = new FrameCache(2 * FrameCache.bytes(MEMORY));
        cache.put(FIRST, MEMORY);
        cache.put(SECOND, MEMORY);
        assertThat(cache.get(FIRST)).contains(MEMORY);
        cache.put(THIRD, MEMORY);

        assertThat(cache.get(SECOND)).isEmpty();
        assertThat(cache.get(FIRST)).contains(MEMORY);
        assertThat(cache.get(THIRD)).contains(MEMORY);
        assertThat(cache.bytes()).isEqualTo(2 * FrameCache.bytes(MEMORY));
    }

    @Test
    void countsAFrameOnceHoweverOftenItComes() {
        FrameCache cache = new FrameCache(10 * FrameCache.bytes(MEMORY));
        cache.put(FIRST, MEMORY);
        cache.put(FIRST, MEMORY);

        assertThat(cache.bytes()).isEqualTo(FrameCache.bytes(MEMORY));
    }

    @Test
    void keepsNothingThatIsLargerThanItsLimit() {
        FrameCache cache = new FrameCache(FrameCache.bytes(MEMORY) - 1);
        cache.put(FIRST, MEMORY);

        assertThat(cache.get(FIRST)).isEmpty();
        assertThat(cache.bytes()).isZero();
        assertThatThrownBy(() -> new FrameCache(-1)).hasMessageContaining("choose 0 or more");
    }

    @Test
    void aFrameHasAnotherKeyBehindOtherFrames() {
        assertThat(FIRST.then(new byte[] {3})).isNotEqualTo(THIRD);
        assertThat(FrameKey.START.then(new byte[] {1}).then(new byte[] {2})).isEqualTo(SECOND);
    }
}
