package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.Fingerprint;
import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.jobs.routes.RouteTokenizer;
import io.tokenloom.record.Codebook;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerVersion;
import io.tokenloom.text.mode.TextMode;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What is known of a tokenizer that was opened before the start, and closed again.
 *
 * @param fingerprint what it does
 * @param version what it is
 * @param codebooks its tables of codes, in parts
 * @param forRoutes what routes can ask of it
 */
record CheckedTokenizer(
        Fingerprint fingerprint, TokenizerVersion version, List<Codebook> codebooks, RouteTokenizer forRoutes) {
    static CheckedTokenizer of(TokenizerBundle bundle) {
        return new CheckedTokenizer(
                bundle.fingerprint(),
                TokenizerAnnouncement.version(bundle),
                CodebookAnnouncement.parts(bundle),
                RouteTokenizer.of(bundle));
    }

    /** What the tokenizer is that a mode makes of it. */
    TokenizerVersion version(TextMode mode) {
        return TokenizerAnnouncement.version(version, fingerprint, mode);
    }

    /** The type of its token records. */
    Class<? extends SpecificRecord> recordType() {
        return forRoutes
                .pictures()
                .map(RouteTokenizer.Pictures::contract)
                .<Class<? extends SpecificRecord>>map(PictureRecords::type)
                .orElse(TokenSequence.class);
    }
}
