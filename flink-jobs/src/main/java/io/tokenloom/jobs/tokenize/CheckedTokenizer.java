package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.jobs.routes.RouteTokenizer;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerVersion;
import org.apache.avro.specific.SpecificRecord;

/**
 * What is known of a tokenizer that was opened before the start, and closed again.
 *
 * @param version what it is
 * @param forRoutes what routes can ask of it
 */
record CheckedTokenizer(TokenizerVersion version, RouteTokenizer forRoutes) {
    static CheckedTokenizer of(TokenizerBundle bundle) {
        return new CheckedTokenizer(TokenizerAnnouncement.version(bundle), RouteTokenizer.of(bundle));
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
