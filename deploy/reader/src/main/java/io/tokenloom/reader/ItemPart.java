package io.tokenloom.reader;

import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.token.TokenRecord;

/**
 * One token record of an item; several where upgrades were merged into it.
 *
 * @param address where it was read; of a merged one, its last upgrade
 * @param record what it holds
 */
public record ItemPart(RecordAddress address, TokenRecord record) {}
