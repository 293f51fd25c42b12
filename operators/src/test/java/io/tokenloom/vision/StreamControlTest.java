package io.tokenloom.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.record.ElementType;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamControlTest {
    private static final long SECOND = 1_000_000;
    private static final TokenBudget ALL = new TokenBudget.Fixed(Integer.MAX_VALUE);
    private static final TokenContract PREFIXES = contract(TruncationKind.ANY_PREFIX, List.of());

    @Test
    void asksNothingOfAStreamWithoutLimits() {
        StreamControl control = new StreamControl(ALL, BitRate.UNLIMITED, ResetPolicy.ON_DEMAND);
        StreamControl.Memory memory = after(control, StreamControl.Memory.EMPTY, frame(0, 0), 64);

        StreamControl.Plan later = control.before(memory, PREFIXES, frame(1_000_000, 1_000_000 * SECOND));
        assertThat(later.reset()).isEmpty();
        assertThat(later.budget()).isEqualTo(ALL);
        assertThat(memory.creditBits()).isZero();
    }

    @Test
    void beginsAnewAfterAGapInFrames() {
        StreamControl control = resets(new ResetPolicy(2, ResetPolicy.ANY_TIME, ResetPolicy.ANY_TIME));
        StreamControl.Memory memory = after(control, StreamControl.Memory.EMPTY, frame(10, 0), 1);

        assertThat(reset(control, memory, frame(13, 0))).as("two are missing").isEmpty();
        assertThat(reset(control, memory, frame(14, 0))).contains(ResetReason.GAP);
    }

    @Test
    void beginsAnewAfterAGapInTimeWhicheverWayItGoes() {
        StreamControl control =
                resets(new ResetPolicy(ResetPolicy.ANY_NUMBER, Duration.ofSeconds(5), ResetPolicy.ANY_TIME));
        StreamControl.Memory memory = after(control, StreamControl.Memory.EMPTY, frame(0, 100 * SECOND), 1);

        assertThat(reset(control, memory, frame(1, 105 * SECOND))).isEmpty();
        assertThat(reset(control, memory, frame(1, 105 * SECOND + 1))).contains(ResetReason.GAP);
        assertThat(reset(control, memory, frame(1, 94 * SECOND))).contains(ResetReason.GAP);
    }

    @Test
    void beginsAnewAtAnAgeCountedFromTheLastReset() {
        StreamControl control =
                resets(new ResetPolicy(ResetPolicy.ANY_NUMBER, ResetPolicy.ANY_TIME, Duration.ofSeconds(10)));
        StreamControl.Memory first = after(control, StreamControl.Memory.EMPTY, frame(0, 0), 1);
        StreamControl.Memory going = after(control, first, frame(1, 9 * SECOND), 1);
        assertThat(reset(control, going, frame(2, 10 * SECOND))).contains(ResetReason.AGE);

        StreamControl.Plan plan = control.before(first, PREFIXES, frame(1, 9 * SECOND));
        StreamControl.Memory cut = control.after(plan, PREFIXES, made(1, ResetReason.SCENE_CUT));
        assertThat(reset(control, cut, frame(2, 10 * SECOND)))
                .as("the tokenizer began anew a second ago")
                .isEmpty();
        assertThat(reset(control, cut, frame(2, 19 * SECOND))).contains(ResetReason.AGE);
    }

    @Test
    void beginsAnewOnDemandButNotAtTheFirstFrame() {
        StreamControl control = resets(ResetPolicy.ON_DEMAND);
        StreamControl.Frame demanding = new StreamControl.Frame(1, 0, true);
        assertThat(reset(control, StreamControl.Memory.EMPTY, demanding)).isEmpty();

        StreamControl.Memory memory = after(control, StreamControl.Memory.EMPTY, frame(0, 0), 1);
        assertThat(reset(control, memory, demanding)).contains(ResetReason.ON_DEMAND);
    }

    @Test
    void staysUnderTheRateInEveryStretchAndUsesIt() {
        BitRate rate = new BitRate(2_000, Duration.ofSeconds(2));
        StreamControl control = new StreamControl(ALL, rate, ResetPolicy.ON_DEMAND);
        int frames = 25 * 3600;
        double[] bits = new double[frames];
        StreamControl.Memory memory = StreamControl.Memory.EMPTY;
        for (int i = 0; i < frames; i++) {
            StreamControl.Plan plan = control.before(memory, PREFIXES, frame(i, i * SECOND / 25));
            int tokens = PREFIXES.longestValid(plan.budget().limit());
            memory = control.after(plan, PREFIXES, made(tokens, ResetReason.NONE));
            bits[i] = tokens * 16.0;
        }

        double total = 0;
        double worst = 0;
        double inStretch = 0;
        int second = 25;
        for (int i = 0; i < frames; i++) {
            total += bits[i];
            inStretch += bits[i] - (i >= second ? bits[i - second] : 0);
            worst = Math.max(worst, inStretch);
        }
        assertThat(total / 3600).isBetween(0.999 * 2_000, 2_000 + rate.capacity() / 3600);
        assertThat(worst).isLessThanOrEqualTo(2_000 + rate.capacity());
    }

    @Test
    void savesUpForACutNoMoreThanTheBurst() {
        StreamControl control = new StreamControl(ALL, new BitRate(160, Duration.ofSeconds(3)), ResetPolicy.ON_DEMAND);
        StreamControl.Memory spent = after(control, StreamControl.Memory.EMPTY, frame(0, 0), 30);

        assertThat(limit(control, spent, frame(1, 0))).isZero();
        assertThat(limit(control, spent, frame(1, SECOND))).isEqualTo(10);
        assertThat(limit(control, spent, frame(1, 1000 * SECOND))).isEqualTo(30);
    }

    @Test
    void capsAQualityByWhatCanBeAfforded() {
        StreamControl control = new StreamControl(
                new TokenBudget.Quality(30, 20), new BitRate(160, Duration.ofSeconds(3)), ResetPolicy.ON_DEMAND);
        StreamControl.Memory memory = after(control, StreamControl.Memory.EMPTY, frame(0, 0), 28);

        TokenBudget poor = control.before(memory, PREFIXES, frame(1, 0)).budget();
        assertThat(poor.keep(new float[] {10, 20, 30, 40})).as("two are left").isEqualTo(2);
        TokenBudget rich =
                control.before(memory, PREFIXES, frame(1, 2 * SECOND)).budget();
        assertThat(rich.keep(new float[] {10, 20, 30, 40})).isEqualTo(3);
        assertThat(rich.limit()).as("the cap of the route").isEqualTo(20);
    }

    @Test
    void goesIntoDebtWhereTheTokenizerCanNotDoWithLess() {
        TokenContract whole = contract(TruncationKind.NONE, List.of());
        StreamControl control = new StreamControl(ALL, new BitRate(1024, Duration.ofSeconds(1)), ResetPolicy.ON_DEMAND);
        StreamControl.Plan first = control.before(StreamControl.Memory.EMPTY, whole, frame(0, 0));
        StreamControl.Memory memory = control.after(first, whole, made(64, ResetReason.FIRST));
        StreamControl.Plan second = control.before(memory, whole, frame(1, SECOND / 2));
        assertThat(second.budget().limit()).isEqualTo(64);
        assertThat(control.after(second, whole, made(64, ResetReason.NONE)).creditBits())
                .isEqualTo(-512);

        TokenContract levels = contract(TruncationKind.LEVEL_SET, List.of(4, 16, 64));
        assertThat(control.before(memory, levels, frame(1, SECOND / 2)).budget().limit())
                .as("32 could be afforded")
                .isEqualTo(16);
        assertThat(control.before(memory, levels, frame(1, 0)).budget().limit()).isEqualTo(4);
    }

    @Test
    void neitherStarvesNorSplurgesWhenTimesGoBack() {
        StreamControl control = new StreamControl(ALL, new BitRate(160, Duration.ofSeconds(3)), ResetPolicy.ON_DEMAND);
        StreamControl.Memory memory = after(control, StreamControl.Memory.EMPTY, frame(0, 5 * SECOND), 30);
        StreamControl.Memory late = after(control, memory, frame(1, 4 * SECOND), 0);
        assertThat(limit(control, late, frame(2, 5 * SECOND)))
                .as("no time has passed since the latest")
                .isZero();

        StreamControl.Memory far = after(control, memory, frame(1, 1_000 * SECOND), 30);
        StreamControl.Memory anew = after(control, far, frame(2, 0), 0);
        assertThat(limit(control, anew, frame(3, SECOND)))
                .as("a clock that was set anew goes on from there")
                .isEqualTo(10);
    }

    @Test
    void aStaticSceneCostsNothingAfterItsFirstFrame() {
        StreamControl control = new StreamControl(
                new TokenBudget.Quality(35, 4), new BitRate(64, Duration.ofSeconds(1)), ResetPolicy.ON_DEMAND);
        TokenContract contract = new TokenContract(
                new TokenContract.Payload.Ids(List.of(new TokenContract.Plane("", 256))),
                4,
                TokenOrder.NESTED_PREFIX,
                0,
                TruncationKind.ANY_PREFIX,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true);
        try (Quadrants quadrants = Quadrants.open()) {
            ProgressiveTokenizer tokenizer = quadrants.tokenizer(new ResetRule(5, 0, 1000));
            VisualState state = tokenizer.start();
            StreamControl.Memory memory = StreamControl.Memory.EMPTY;
            int tokens = 0;
            for (int i = 0; i < 500; i++) {
                StreamControl.Plan plan = control.before(memory, contract, frame(i, i * SECOND / 25));
                ProgressiveTokenizer.Step step = tokenizer.next(Quadrants.grey(201), state, plan.budget());
                state = step.next();
                memory = control.after(plan, contract, made(step.ids().length, ResetReason.NONE));
                tokens += step.ids().length;
            }
            assertThat(tokens).isEqualTo(4);
        }
    }

    @Test
    void aFrameThatCanAffordNothingHasARecordWithoutTokens() {
        try (Quadrants quadrants = Quadrants.open()) {
            ProgressiveTokenizer tokenizer = quadrants.tokenizer(new ResetRule(5, 40, 1000));
            VisualState state = tokenizer
                    .next(Quadrants.grey(201), tokenizer.start(), new TokenBudget.Fixed(2))
                    .next();
            ProgressiveTokenizer.Step step = tokenizer.next(Quadrants.grey(190), state, ALL.atMost(0));

            assertThat(step.ids()).isEmpty();
            assertThat(step.step()).isEqualTo(1);
            assertThat(step.next().content()).isEqualTo(state.content());
        }
    }

    @Test
    void saysWhatATokenizerCanNotGive() {
        StreamControl control = new StreamControl(
                new TokenBudget.Quality(30, 32), new BitRate(1, Duration.ofSeconds(10)), ResetPolicy.ON_DEMAND);
        assertThat(control.mistakes(contract(TruncationKind.NONE, List.of())))
                .satisfiesExactly(
                        m -> assertThat(m).contains("does not say which quality"),
                        m -> assertThat(m).contains("at least 64 tokens", "the limit is 32"),
                        m -> assertThat(m).contains("16 bits", "burst is 10.0"));
        assertThat(new StreamControl(ALL, BitRate.UNLIMITED, ResetPolicy.ON_DEMAND).mistakes(PREFIXES))
                .isEmpty();
    }

    @Test
    void countsBitsAsTheyAreStored() {
        TokenContract vectors = new TokenContract(
                new TokenContract.Payload.Embeddings(4096, ElementType.FLOAT16),
                64,
                TokenOrder.TEMPORAL,
                0,
                TruncationKind.NONE,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
        assertThat(64 * vectors.bitsPerToken() / 8).isEqualTo(512 * 1024);
        assertThat(PREFIXES.bitsPerToken()).isEqualTo(16);
    }

    @Test
    void travelsByJavaSerialization() throws Exception {
        StreamControl control = new StreamControl(
                new TokenBudget.Quality(30, 20),
                new BitRate(160, Duration.ofSeconds(3)),
                new ResetPolicy(3, Duration.ofSeconds(1), ResetPolicy.ANY_TIME));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(control);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(control);
        }
    }

    private static StreamControl resets(ResetPolicy policy) {
        return new StreamControl(ALL, BitRate.UNLIMITED, policy);
    }

    private static Optional<ResetReason> reset(
            StreamControl control, StreamControl.Memory memory, StreamControl.Frame frame) {
        return control.before(memory, PREFIXES, frame).reset();
    }

    private static int limit(StreamControl control, StreamControl.Memory memory, StreamControl.Frame frame) {
        return control.before(memory, PREFIXES, frame).budget().limit();
    }

    private static StreamControl.Memory after(
            StreamControl control, StreamControl.Memory memory, StreamControl.Frame frame, int tokens) {
        return control.after(control.before(memory, PREFIXES, frame), PREFIXES, made(tokens, ResetReason.NONE));
    }

    private static StreamControl.Frame frame(long index, long micros) {
        return new StreamControl.Frame(index, micros, false);
    }

    private static StepResult.Made made(int tokens, ResetReason reset) {
        return new StepResult.Made(VisualTokens.Ids.of(new int[tokens]), 0, reset, VisualState.EMPTY);
    }

    /** 64 tokens of 16 bits. */
    private static TokenContract contract(TruncationKind truncation, List<Integer> lengths) {
        return new TokenContract(
                new TokenContract.Payload.Ids(List.of(new TokenContract.Plane("", 65_536))),
                64,
                TokenOrder.NESTED_PREFIX,
                0,
                truncation,
                lengths,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false);
    }
}
