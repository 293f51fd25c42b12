package io.tokenloom.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressiveTokenizerTest {
    private static final TokenBudget ALL = new TokenBudget.Fixed(4);
    private static final ResetRule RARELY = new ResetRule(5, 0, 1000);

    @Test
    void saysOnlyWhatTheStateDoesNotHave() {
        try (Quadrants quadrants = Quadrants.open()) {
            ProgressiveTokenizer tokenizer = quadrants.tokenizer(RARELY);
            ProgressiveTokenizer.Step first = tokenizer.next(Quadrants.grey(201), tokenizer.start(), ALL);
            ProgressiveTokenizer.Step second = tokenizer.next(Quadrants.grey(201), first.next(), ALL);

            assertThat(first.step()).isZero();
            assertThat(first.ids()).containsOnly(228); // (201 / 255 + 1) / 2 * 255
            assertThat(second.step()).isEqualTo(1);
            assertThat(Arrays.stream(second.ids())).allMatch(id -> Math.abs(id - 127.5) <= 1);
            assertThat(second.next().steps()).isEqualTo(2);
        }
    }

    @Test
    void keepsTheSamePrefixInTheStateThatItPublishes() {
        try (Quadrants quadrants = Quadrants.open()) {
            ProgressiveTokenizer tokenizer = quadrants.tokenizer(RARELY);
            ProgressiveTokenizer.Step step =
                    tokenizer.next(Quadrants.grey(201), tokenizer.start(), new TokenBudget.Fixed(1));

            assertThat(step.ids()).hasSize(1);
            assertThat(step.quality()).containsExactly(10);
            byte[] state = step.next().content();
            assertThat(state[0] & 0xFF).isBetween(199, 203);
            assertThat(state[Quadrants.SIDE - 1])
                    .as("the second quadrant was not said")
                    .isZero();
        }
    }

    @Test
    void stopsAtTheQualityThatWasAskedFor() {
        try (Quadrants quadrants = Quadrants.open()) {
            ProgressiveTokenizer tokenizer = quadrants.tokenizer(RARELY);
            TokenBudget quality = new TokenBudget.Quality(25, 4);
            ProgressiveTokenizer.Step first = tokenizer.next(Quadrants.grey(201), tokenizer.start(), quality);
            assertThat(first.ids()).hasSize(3);

            VisualState known =
                    tokenizer.next(Quadrants.grey(201), tokenizer.start(), ALL).next();
            ProgressiveTokenizer.Step still = tokenizer.next(Quadrants.grey(201), known, quality);
            assertThat(still.ids()).as("the state is good enough").isEmpty();
            assertThat(still.next().content()).isEqualTo(known.content());
            assertThat(still.next().steps()).isEqualTo(2);

            assertThat(tokenizer
                            .next(Quadrants.grey(201), tokenizer.start(), new TokenBudget.Quality(99, 2))
                            .ids())
                    .hasSize(2);
        }
    }

    @Test
    void startsAnewAtASceneCutAndWhenTheStateIsOld() {
        try (Quadrants quadrants = Quadrants.open()) {
            ProgressiveTokenizer tokenizer = quadrants.tokenizer(new ResetRule(12, 0, 3));
            VisualState state =
                    tokenizer.next(Quadrants.grey(255), tokenizer.start(), ALL).next();
            ProgressiveTokenizer.Step cut = tokenizer.next(Quadrants.grey(10), state, ALL);
            assertThat(cut.step()).isZero();
            assertThat(cut.ids())
                    .isEqualTo(tokenizer
                            .next(Quadrants.grey(10), tokenizer.start(), ALL)
                            .ids());

            List<Integer> steps = new ArrayList<>();
            state = tokenizer.start();
            for (int i = 0; i < 7; i++) {
                ProgressiveTokenizer.Step step = tokenizer.next(Quadrants.grey(100), state, ALL);
                steps.add(step.step());
                state = step.next();
            }
            assertThat(steps).containsExactly(0, 1, 2, 0, 1, 2, 0);
        }
    }

    /** The small model says the same quality whatever the state, so a new beginning is never better. */
    @Test
    void triesANewBeginningInDoubtAndGoesOnWhereItIsNoBetter() {
        try (Quadrants quadrants = Quadrants.open()) {
            ProgressiveTokenizer trusting = quadrants.tokenizer(new ResetRule(5, 0, 1000));
            ProgressiveTokenizer doubting = quadrants.tokenizer(new ResetRule(5, 100, 1000));
            VisualState state =
                    trusting.next(Quadrants.grey(101), trusting.start(), ALL).next();

            ProgressiveTokenizer.Step step = doubting.next(Quadrants.grey(131), state, ALL);

            assertThat(step.step()).isEqualTo(1);
            assertThat(step.ids())
                    .isEqualTo(trusting.next(Quadrants.grey(131), state, ALL).ids());
        }
    }

    @Test
    void takesAnImageAsAVideoThatStandsStill() {
        try (Quadrants quadrants = Quadrants.open()) {
            ProgressiveTokenizer tokenizer = quadrants.tokenizer(new ResetRule(99, 0, 1));
            List<ProgressiveTokenizer.Step> steps = tokenizer.still(Quadrants.grey(77), 4, new TokenBudget.Fixed(2));
            assertThat(steps).extracting(ProgressiveTokenizer.Step::step).containsExactly(0, 1, 2, 3);

            assertThat(tokenizer.still(Quadrants.grey(77), 4, new TokenBudget.Quality(35, 4)))
                    .as("nothing to add")
                    .hasSize(1);
        }
    }

    @Test
    void needsNothingButTheIdsThatWereKeptToGiveTheStateBack() {
        try (Quadrants quadrants = Quadrants.open()) {
            ProgressiveTokenizer tokenizer = quadrants.tokenizer(RARELY);
            VisualState encoderSide = tokenizer.start();
            VisualState decoderSide = tokenizer.start();
            for (int value : new int[] {10, 60, 61, 130, 131, 90}) {
                ProgressiveTokenizer.Step step =
                        tokenizer.next(Quadrants.grey(value), encoderSide, new TokenBudget.Fixed(3));
                encoderSide = step.next();
                if (step.step() == 0) {
                    decoderSide = tokenizer.start();
                }
                decoderSide = tokenizer.model().decode(step.ids(), step.ids().length, decoderSide);
                assertThat(decoderSide.content()).isEqualTo(encoderSide.content());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder-ids-out-of-range.onnx", "encoder-quality-not-a-number.onnx"})
    void publishesNothingThatBreaksTheContract(String encoder) {
        try (Quadrants quadrants = new Quadrants(encoder)) {
            ProgressiveTokenizer tokenizer = quadrants.tokenizer(RARELY);
            assertThatThrownBy(() -> tokenizer.next(Quadrants.grey(9), tokenizer.start(), ALL))
                    .isInstanceOfSatisfying(TokenizationException.class, e -> assertThat(e.code())
                            .isEqualTo(FailureCode.MODEL_OUTPUT));
        }
    }

    @Test
    void namesEveryDifferenceFromTheContract() {
        try (Quadrants quadrants = Quadrants.open()) {
            assertThat(quadrants.model().mistakes()).isEmpty();
            ProgressiveModel swapped = new ProgressiveModel(
                    quadrants.model().decoder(), quadrants.model().encoder(), new ProgressiveModel.Shape(16, 4, 256));
            assertThat(swapped.mistakes())
                    .anyMatch(m -> m.contains("encoder input image is missing"))
                    .anyMatch(m ->
                            m.contains("encoder input state is uint8[-1, 3, 8, 8], wanted is uint8[-1, 3, 16, 16]"))
                    .anyMatch(m -> m.contains("decoder output next_state is missing"));
        }
    }
}
