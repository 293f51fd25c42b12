package io.tokenloom.token;

import java.util.List;

/** A stretch of one kind in an interleaved sequence. Thread-safe: all are deeply immutable. */
public sealed interface Segment {
    /** Its ids, each as its own tokenizer gave it. */
    List<Integer> ids();

    /** Ids of a text. */
    record Text(List<Integer> ids) implements Segment {
        /** Copies. */
        public Text {
            ids = List.copyOf(ids);
        }
    }

    /** Ids of an image. */
    record Image(List<Integer> ids) implements Segment {
        /** Copies. */
        public Image {
            ids = List.copyOf(ids);
        }
    }
}
