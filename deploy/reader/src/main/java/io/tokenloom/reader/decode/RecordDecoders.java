package io.tokenloom.reader.decode;

import io.tokenloom.reader.ReaderException;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.reader.records.TokenizerCatalogue;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.wire.SchemaSource;

/**
 * The decoders of records by their addresses: a tokenizer that is not at hand is called by its name.
 *
 * @param decoders those at hand
 * @param records where names of tokenizers are
 * @param schemas how they are read
 * @param how how the user names the folder of another bundle, for messages
 */
public record RecordDecoders(TokenDecoders decoders, CommittedRecords records, SchemaSource schemas, String how) {
    /**
     * The bytes of a text record.
     *
     * @throws ReaderException "failed" as {@link #of}, or if it is of a picture, or has ids that its tokenizer does not
     *     know; as {@link ClusterVocabularies#vocabulary} if it needs a delta
     */
    public DecodedPart text(RecordAddress address, TokenSequence sequence) {
        if (!(of(address, sequence.getTokenizer()) instanceof TextDecoder decoder)) {
            throw ReaderException.failed(address + " is of a picture, and no text can be made of it");
        }
        try {
            return decoder.decode(sequence);
        } catch (IllegalArgumentException e) {
            throw ReaderException.failed(address + " can't be decoded: " + e.getMessage(), e);
        }
    }

    /**
     * The decoder of a record.
     *
     * @throws ReaderException "failed" if its tokenizer is not at hand, or has no decoder
     */
    public TokenDecoder of(RecordAddress address, TokenizerFingerprint tokenizer) {
        try {
            return decoders.find(tokenizer);
        } catch (NoDecoderException | IllegalArgumentException e) {
            throw ReaderException.failed(address + " can't be decoded: " + e.getMessage(), e);
        } catch (UnknownTokenizerException e) {
            String name = TokenizerCatalogue.read(records, schemas)
                    .find(tokenizer.bytes())
                    .map(version -> "tokenizer " + version.getName() + ", version " + version.getVersion())
                    .orElse("a tokenizer that tokens.tokenizers.v1 does not know");
            throw ReaderException.failed(
                    address + " was made by " + name + ": " + e.getMessage() + ". Name the folder of its bundle " + how
                            + ".",
                    e);
        }
    }
}
