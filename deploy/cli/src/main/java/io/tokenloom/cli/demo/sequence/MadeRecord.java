package io.tokenloom.cli.demo.sequence;

import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.token.TokenRecord;

/**
 * A token record, and where it lies.
 *
 * @param at its own place on its token topic
 * @param record the tokens
 */
record MadeRecord(RecordAddress at, TokenRecord record) {}
