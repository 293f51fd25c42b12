package io.tokenloom.jobs.archive;

import io.tokenloom.archive.commit.Deletion;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.jobs.tokenize.SourceRecord;
import io.tokenloom.wire.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a tombstone on a token topic deletes. */
final class Tombstones {
    private static final Pattern ADDRESS = Pattern.compile("(.+)/([0-9]{1,9})/([0-9]{1,18})");

    private Tombstones() {}

    /**
     * The items of its key that came before the tombstone that it was passed on from.
     *
     * @throws TokenizationException EMPTY if it does not say which that was
     */
    static Deletion deletion(SourceRecord source) {
        Matcher address =
                ADDRESS.matcher(source.header(HeaderNames.TOMBSTONE_SOURCE).orElse(""));
        if (source.key() == null || !address.matches()) {
            throw new TokenizationException(
                    FailureCode.EMPTY,
                    "A tombstone without a key or without the header " + HeaderNames.TOMBSTONE_SOURCE
                            + " does not say which items it deletes. Write it to the source topic; the Tokenize job passes"
                            + " it on with both.");
        }
        return new Deletion(
                key(source), address.group(1), Integer.parseInt(address.group(2)), Long.parseLong(address.group(3)));
    }

    /** The key of a record as text; empty where it has none. */
    static String key(SourceRecord source) {
        return source.key() == null ? "" : new String(source.key(), StandardCharsets.UTF_8);
    }
}
