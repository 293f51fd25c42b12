package io.tokenloom.text.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class VectorMasksTest extends SplitterContract {
    @Override
    AsciiMasks masks() {
        if (Boolean.getBoolean("tokenloom.vectors")) {
            assertThat(AsciiMasks.vectors())
                    .as("this run is the one with vectors")
                    .isPresent();
        }
        assumeTrue(
                AsciiMasks.vectors().isPresent(),
                "this JVM was started without the module of vectors; another run of these tests has it");
        return AsciiMasks.vectors().get();
    }
}
