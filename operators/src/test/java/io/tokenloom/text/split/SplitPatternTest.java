package io.tokenloom.text.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SplitPatternTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(SplitPattern pattern) {
        assertThat(SplitPattern.named(pattern.manifestName())).contains(pattern);
        assertThat(SplitPattern.names()).contains(pattern.manifestName());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CL100K")
    void isRecognisedAsPublished(SplitPattern pattern) {
        assertThat(SplitPattern.spelled(PublishedPatterns.of(pattern))).contains(pattern);
    }

    @Test
    void takesTheSpellingOfTiktokenForNoneAsOnigurumaReadsItDifferently() {
        assertThat(SplitPattern.spelled(PublishedPatterns.of(SplitPattern.CL100K)))
                .isEmpty();
    }

    @Test
    void recognisesNothingElse() {
        assertThat(SplitPattern.spelled("\\p{N}{1,3}")).isEmpty();
        assertThat(SplitPattern.spelled(List.of())).isEmpty();
    }

    @Test
    void hasNoSingleExpressionForAChain() {
        assertThatThrownBy(SplitPattern.DEEPSEEK_V3::compiled)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("deepseek_v3");
    }
}
