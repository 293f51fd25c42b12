package io.tokenloom.jobs.tokenize;

import io.tokenloom.jobs.batching.StepQueue;
import io.tokenloom.jobs.routes.ItemKind;
import io.tokenloom.jobs.routes.VisualOptions;
import io.tokenloom.vision.VisualTokenizer;

/**
 * What a {@link VisualPipeline} is made of.
 *
 * @param limits how much is at work at once
 * @param runs what the steps of an item are
 * @param decoding threads that open items
 * @param steps where steps wait for the model
 * @param packing form of embeddings in records
 * @param streams form of streams in the state
 * @param records makes token records
 * @param outputs makes what leaves
 * @param metrics counts
 */
record VisualParts(
        Limits limits,
        Runs runs,
        DecodingPool decoding,
        StepQueue<PendingItem> steps,
        NumberPacking packing,
        StreamFormat streams,
        RecordOutputs outputs,
        PictureRecords records,
        InferenceMetrics metrics) {
    /**
     * How much is at work at once. An item is at work from its arrival until it leaves.
     *
     * @param batch steps of a batch
     * @param items items that are at work; more are not taken in
     * @param bytes of their source records; one item may have more
     * @param open items whose pictures are decoded
     * @param lookAhead items of one key that are looked at
     */
    record Limits(int batch, int items, long bytes, int open, int lookAhead) {
        private static final int BATCHES = 4;
        private static final long BYTES = 32L * 1024 * 1024;

        /** Each open video has a process of its own. */
        private static final int VIDEOS = 4;

        /** The frame in the model and the one that is decoded meanwhile. */
        private static final int FRAMES_OF_A_STREAM = 2;

        static Limits of(ItemKind item, VisualOptions options, VisualTokenizer tokenizer) {
            int batch = options.batch().items();
            int open = item == ItemKind.VIDEO ? Math.min(VIDEOS, 2 * batch) : 2 * batch;
            boolean oneAfterTheOther = item == ItemKind.FRAME && inTurn(options, tokenizer);
            return new Limits(batch, BATCHES * batch, BYTES, open, oneAfterTheOther ? FRAMES_OF_A_STREAM : open);
        }

        private static boolean inTurn(VisualOptions options, VisualTokenizer tokenizer) {
            return tokenizer.stateful() || options.control().rate().limited();
        }
    }

    /**
     * What the steps of an item are.
     *
     * @param item kind of the items
     * @param options of the route
     * @param tokenizer whose steps they are
     */
    record Runs(ItemKind item, VisualOptions options, VisualTokenizer tokenizer) {
        ItemRun of(OpenedItem opened) {
            return switch (item) {
                case FRAME -> new FrameRun(tokenizer, options.control(), opened);
                case IMAGE -> new ImageRun(tokenizer, options.control(), options.steps(), opened);
                case VIDEO -> new VideoRun(tokenizer, options.control(), opened);
                case TEXT -> throw new IllegalArgumentException("a text has no pictures");
            };
        }

        /** Whether items are frames of streams that go on from one item to the next. */
        boolean ordered() {
            return item == ItemKind.FRAME;
        }
    }
}
