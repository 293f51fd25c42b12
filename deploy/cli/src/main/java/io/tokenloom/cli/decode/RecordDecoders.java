package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.records.CommittedRecords;
import io.tokenloom.cli.records.RecordAddress;
import io.tokenloom.cli.records.TokenizerCatalogue;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.wire.SchemaSource;

/**
 * The decoders of records that were named on the command line: one that is not at hand is called by its name.
 *
 * @param decoders those at hand
 * @param records where names of tokenizers are
 * @param schemas how they are read
 */
record RecordDecoders(TokenDecoders decoders, CommittedRecords records, SchemaSource schemas) {
    /**
     * The decoder of a record.
     *
     * @throws CommandException "failed" if its tokenizer is not at hand, or has no decoder
     */
    TokenDecoder of(RecordAddress address, TokenizerFingerprint tokenizer) {
        try {
            return decoders.find(tokenizer);
        } catch (NoDecoderException | IllegalArgumentException e) {
            throw CommandException.failed(address + " can't be decoded: " + e.getMessage(), e);
        } catch (UnknownTokenizerException e) {
            String name = TokenizerCatalogue.read(records, schemas)
                    .find(tokenizer.bytes())
                    .map(version -> "tokenizer " + version.getName() + ", version " + version.getVersion())
                    .orElse("a tokenizer that tokens.tokenizers.v1 does not know");
            throw CommandException.failed(
                    address + " was made by " + name + ": " + e.getMessage()
                            + ". Name the folder of its bundle with --bundle DIR.",
                    e);
        }
    }
}
