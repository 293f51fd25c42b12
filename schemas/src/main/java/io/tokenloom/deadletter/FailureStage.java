package io.tokenloom.deadletter;

/** Where on its way a record failed. */
public enum FailureStage {
    /** Taking the schema id off the bytes. */
    FRAMING,
    /** Finding and resolving the schema. */
    SCHEMA,
    /** Fetching the content that a claim check is of. */
    CLAIM,
    /** Decoding the content. */
    DECODE,
    /** Making tokens. */
    TOKENIZE,
    /** Putting tokens together, or taking some away, for who reads them. */
    ASSEMBLE,
    /** Writing the token record. */
    SERIALIZE
}
