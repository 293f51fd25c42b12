package io.tokenloom.cli.bench.text;

import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;

/** Times texts that are made to be slow: a mebibyte of each, and again and again twice as much. Not thread-safe. */
final class WorstCases {
    private static final int MEBIBYTE = 1 << 20;
    private static final int REPEATS = 5;
    private static final int REPEATS_OF_LARGE = 2;
    private static final int LARGE_MEBIBYTES = 8;

    private final TextTokenizer tokenizer;
    private final int largestMebibytes;
    private final Results results;

    WorstCases(TextTokenizer tokenizer, int largestMebibytes, Results results) {
        this.tokenizer = tokenizer;
        this.largestMebibytes = largestMebibytes;
        this.results = results;
    }

    void run() {
        for (int round = 0; round < 2; round++) {
            for (SlowText kind : SlowText.values()) {
                fastest(kind.utf8(MEBIBYTE), REPEATS);
            }
        }
        for (SlowText kind : SlowText.values()) {
            run(kind);
        }
    }

    private void run(SlowText kind) {
        double before = 0;
        double largest = 0;
        for (int mebibytes = 1; mebibytes <= largestMebibytes; mebibytes *= 2) {
            byte[] text = kind.utf8(mebibytes * MEBIBYTE);
            double millis = fastest(text, mebibytes < LARGE_MEBIBYTES ? REPEATS : REPEATS_OF_LARGE);
            if (mebibytes == 1) {
                results.sample(Names.worst(kind.text()), millis, "CPU ms");
            } else {
                largest = Math.max(largest, millis / before);
            }
            before = millis;
        }
        results.sample(Names.doubling(kind.text()), largest, "");
        results.tell(
                "%s: %d MiB in %.0f ms, at most %.2f times as long for twice as much",
                kind.text(), largestMebibytes, before, largest);
    }

    /** Milliseconds of processor time; whatever else the machine does can only add to them. */
    private double fastest(byte[] text, int repeats) {
        TokenBuffer buffer = TokenBuffer.ofIds();
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < repeats; i++) {
            buffer.clear();
            long start = CpuTime.nanos();
            tokenizer.encode(text, 0, text.length, buffer);
            fastest = Math.min(fastest, (CpuTime.nanos() - start) / CpuTime.NANOS_OF_A_MILLISECOND);
        }
        return fastest;
    }
}
