package io.tokenloom.text.normalize;

/** Changes a text before it is split. Thread-safe: immutable. */
public interface Normalizer {
    /**
     * Whether a text may be left as it is. This is the common case, and so the cheap one: a scan, nothing is written.
     *
     * @param utf8 well-formed UTF-8 in the range; not checked
     * @return false when {@link #normalize} could change the text; true only when it would not
     */
    boolean leaves(byte[] utf8, int from, int to);

    /** Rewrites all of a text, see {@link NormalizedText#rewrite()}. */
    void normalize(NormalizedText text);
}
