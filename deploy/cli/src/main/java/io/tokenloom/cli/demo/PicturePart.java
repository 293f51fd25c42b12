package io.tokenloom.cli.demo;

import io.tokenloom.reader.decode.PictureTokens;
import io.tokenloom.record.ContentDigest;
import io.tokenloom.record.TokenSequence;
import java.util.Optional;

/**
 * A token record of a picture.
 *
 * @param tokens its tokens and their place
 * @param digest of the content that they were made from
 * @param endedEarly why its video has no further frame
 */
record PicturePart(PictureTokens tokens, ContentDigest digest, Optional<String> endedEarly) {
    /** What a record says. */
    static PicturePart of(TokenSequence sequence) {
        return new PicturePart(
                PictureTokens.of(sequence),
                sequence.getContentDigest(),
                Optional.ofNullable(sequence.getStream().getEndedEarly()));
    }
}
