package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.TokenizationException;
import java.util.Optional;

/** A source record that has arrived and has not left. Confined to the task's thread. */
final class PendingItem {
    private final KeyQueue queue;
    private final SourceRecord source;
    private final long number;
    private final Retries retries = new Retries();
    private Stage stage = Stage.WAITING;
    private Optional<OpenedItem> opened = Optional.empty();
    private Optional<ItemRun> run = Optional.empty();
    private Optional<TokenizationException> failure = Optional.empty();
    private boolean decoding;

    /** Where it is. */
    enum Stage {
        /** Its content is not asked for yet. */
        WAITING,
        /** It is being read and decoded. */
        OPENING,
        /** Its next step can be made as soon as there is a picture for it and it is its turn. */
        BETWEEN_STEPS,
        /** A step of it waits for its batch, or is made, or its tokens are being stored. */
        STEPPING,
        /** It is tried again later. */
        PAUSING,
        /** All is known that becomes of it. */
        FINISHED
    }

    PendingItem(KeyQueue queue, SourceRecord source, long number) {
        this.queue = queue;
        this.source = source;
        this.number = number;
    }

    KeyQueue queue() {
        return queue;
    }

    SourceRecord source() {
        return source;
    }

    /** Greater than that of each item that came before it. */
    long number() {
        return number;
    }

    /** Memory that it takes while it waits. */
    long bytes() {
        return source.value() == null ? 0 : source.value().length;
    }

    Retries retries() {
        return retries;
    }

    Stage stage() {
        return stage;
    }

    void move(Stage next) {
        stage = next;
    }

    boolean finished() {
        return stage == Stage.FINISHED;
    }

    /** Its content is there. */
    void opened(OpenedItem content, ItemRun steps) {
        opened = Optional.of(content);
        run = Optional.of(steps);
        stage = Stage.BETWEEN_STEPS;
    }

    Optional<OpenedItem> opened() {
        return opened;
    }

    Optional<ItemRun> run() {
        return run;
    }

    /** It can't become tokens. */
    void fail(TokenizationException why) {
        failure = Optional.of(why);
        stage = Stage.FINISHED;
    }

    Optional<TokenizationException> failure() {
        return failure;
    }

    /** Whether another picture of it is being decoded. */
    boolean decoding() {
        return decoding;
    }

    void decoding(boolean now) {
        decoding = now;
    }
}
