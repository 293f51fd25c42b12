package io.tokenloom.cli.demo.report;

/**
 * A tokenizer that token records name.
 *
 * @param name name of the bundle
 * @param version version of the bundle
 * @param fingerprint what the records name, 16 hex digits
 * @param sha256 the whole fingerprint, 64 hex digits
 * @param vocabularySize number of ids
 * @param lossless whether every text decodes exactly
 */
public record TokenizerLine(
        String name, String version, String fingerprint, String sha256, int vocabularySize, boolean lossless) {}
