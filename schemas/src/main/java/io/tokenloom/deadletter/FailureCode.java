package io.tokenloom.deadletter;

import static io.tokenloom.deadletter.FailureCategory.INPUT;
import static io.tokenloom.deadletter.FailureCategory.INTERNAL;
import static io.tokenloom.deadletter.FailureCategory.RESOURCE;

/**
 * Why a source record ended as a dead letter. Names and numbers are stable: dashboards, alerts and replay tools select
 * by them. Numbers from 1000 are the input's fault, from 2000 a resource's, from 3000 the platform's.
 */
public enum FailureCode {
    /** The first byte is not the registry wire format's 0x00. */
    BAD_MAGIC(1001, INPUT, FailureStage.FRAMING),
    /** The registry does not know the schema id. */
    UNKNOWN_SCHEMA(1002, INPUT, FailureStage.SCHEMA),
    /** The record ends before its schema does. */
    TRUNCATED_RECORD(1003, INPUT, FailureStage.SCHEMA),
    /** Bytes are left after the record. */
    TRAILING_BYTES(1004, INPUT, FailureStage.SCHEMA),
    /** The writer's schema can't be read as the topic's record. */
    UNEXPECTED_SCHEMA(1005, INPUT, FailureStage.SCHEMA),
    /** There is no content. */
    EMPTY(1101, INPUT, FailureStage.DECODE),
    /** The content type is missing, or the route has no way to read it. */
    CONTENT_TYPE(1102, INPUT, FailureStage.DECODE),
    /** The text is not valid UTF-8. */
    TEXT_ENCODING(1201, INPUT, FailureStage.DECODE),
    /** The text is over the limit and has no position where it can be cut without changing its ids. */
    TEXT_LIMIT(1202, INPUT, FailureStage.TOKENIZE),
    /** The token record would be larger than its topic accepts. */
    RECORD_TOO_LARGE(1301, INPUT, FailureStage.SERIALIZE),
    /** The headers of a claim check are incomplete or can't be read, or the record has a content besides. */
    CLAIM_HEADER(1401, INPUT, FailureStage.CLAIM),
    /** The claim check points outside the job's claim store, or the job has none. */
    CLAIM_FORBIDDEN(1402, INPUT, FailureStage.CLAIM),
    /** The content is over the limit, or has another length than the claim check says. */
    CLAIM_SIZE(1403, INPUT, FailureStage.CLAIM),
    /** The content is not the one that the claim check is of. */
    CLAIM_HASH(1404, INPUT, FailureStage.CLAIM),
    /** A frame says its place in its stream wrongly, or comes behind a later one. */
    FRAME_POSITION(1521, INPUT, FailureStage.DECODE),
    /** The bytes are no image, or one of a format that is not read. */
    IMAGE_FORMAT(1501, INPUT, FailureStage.DECODE),
    /** The image is over a limit by what its header says. */
    IMAGE_LIMIT(1502, INPUT, FailureStage.DECODE),
    /** The image is broken. */
    IMAGE_DECODE(1503, INPUT, FailureStage.DECODE),
    /** The bytes are no video, or one of a container or codec that is not read. */
    VIDEO_FORMAT(1511, INPUT, FailureStage.DECODE),
    /** The video is over a limit: pixels, frames, time or memory of its decoder. */
    VIDEO_LIMIT(1512, INPUT, FailureStage.DECODE),
    /** The video is broken, or its decoder ended early on it. */
    VIDEO_DECODE(1513, INPUT, FailureStage.DECODE),
    /** Tokens that have no place in the id space of a sequence. */
    ID_SPACE(1601, INPUT, FailureStage.ASSEMBLE),
    /** An item that came when its document's time had passed. */
    LATE_ITEM(1602, INPUT, FailureStage.ASSEMBLE),
    /** An item of a document of which something never came. */
    INCOMPLETE_DOCUMENT(1603, INPUT, FailureStage.ASSEMBLE),
    /** A record that can't be cut to what a consumer takes. */
    TOKEN_BUDGET(1604, INPUT, FailureStage.ASSEMBLE),
    /** The schema registry did not answer. */
    SCHEMA_UNAVAILABLE(2001, RESOURCE, FailureStage.SCHEMA),
    /** The claim store does not have the content, or not yet. */
    CLAIM_MISSING(2002, RESOURCE, FailureStage.CLAIM),
    /** The program that decodes video can't be run on this machine. */
    DECODER_UNAVAILABLE(2003, RESOURCE, FailureStage.DECODE),
    /** The claim store did not answer, or not with the content. */
    CLAIM_UNAVAILABLE(2004, RESOURCE, FailureStage.CLAIM),
    /** The device has too little memory for this item, even alone. */
    DEVICE_MEMORY(2005, RESOURCE, FailureStage.TOKENIZE),
    /** A fault of the platform on this record. */
    INTERNAL_ERROR(3001, INTERNAL, FailureStage.TOKENIZE),
    /** A model failed on this item, or gave what its bundle says it can not. */
    MODEL_OUTPUT(3002, INTERNAL, FailureStage.TOKENIZE),
    /** A model did not come to an end with this item in time. */
    MODEL_TIMEOUT(3003, INTERNAL, FailureStage.TOKENIZE);

    private final int number;
    private final FailureCategory category;
    private final FailureStage stage;

    FailureCode(int number, FailureCategory category, FailureStage stage) {
        this.number = number;
        this.category = category;
        this.stage = stage;
    }

    /** Stable number of the code. */
    public int number() {
        return number;
    }

    /** What the failure asks of the platform. */
    public FailureCategory category() {
        return category;
    }

    /** Where on its way the record failed. */
    public FailureStage stage() {
        return stage;
    }

    /** Whether the same bytes may succeed later without a change. */
    public boolean retriable() {
        return category == RESOURCE;
    }
}
