package io.tokenloom.vision.quantization;

/**
 * Which side of a distance is divided by its Euclidean length first, as {@code x / max(|x|, 1e-12)}. Between unit vectors
 * the nearest code is the one of the greatest cosine.
 */
public enum Normalisation {
    /** Neither: plain vector quantization, as SEED and DiGIT. */
    NONE,
    /** Features alone; the codes count as they are stored, as LaVIT and others after BEiT v2 do. */
    FEATURES,
    /** Features and codes, as TiTok, LlamaGen, FQGAN and TokenFlow. */
    FEATURES_AND_CODES
}
