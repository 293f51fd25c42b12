package io.tokenloom.streams.statistics;

/**
 * Tokens that are measured together: those of one source topic, tokenizer and plane, on one token topic.
 *
 * @param tokenTopic topic that they are read from
 * @param sourceTopic topic of the sources that the tokens were made of
 * @param fingerprint of the tokenizer, hex
 * @param plane its name; empty for the only one
 */
record Series(String tokenTopic, String sourceTopic, String fingerprint, String plane) {
    /** As people read it and as the records of the statistics are keyed. Neither topics nor fingerprints have a slash. */
    String text() {
        return tokenTopic + "/" + sourceTopic + "/" + fingerprint + "/" + plane;
    }

    static Series of(String text) {
        String[] parts = text.split("/", 4);
        return new Series(parts[0], parts[1], parts[2], parts[3]);
    }
}
