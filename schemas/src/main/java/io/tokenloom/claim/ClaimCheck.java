package io.tokenloom.claim;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import io.tokenloom.wire.HeaderNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What stands in a record's headers for a content that lies elsewhere. Immutable.
 *
 * @param uri where it lies; a relative reference is relative to the store, so that a store can be moved
 * @param sha256 digest of the content, 64 hex digits in lower case
 * @param bytes length of the content
 */
public record ClaimCheck(URI uri, String sha256, long bytes) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Checks the form. */
    public ClaimCheck {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not 64 hex digits in lower case");
        }
        if (bytes < 0) {
            throw new IllegalArgumentException("a negative length");
        }
    }

    /**
     * The claim check in some headers, if there is one.
     *
     * @param headers the last value of a header, by name
     * @throws TokenizationException CLAIM_HEADER if one of the three headers is missing or can't be read
     */
    public static Optional<ClaimCheck> in(Function<String, Optional<String>> headers) {
        Optional<String> uri = headers.apply(HeaderNames.CLAIM_URI);
        Optional<String> sha256 = headers.apply(HeaderNames.CLAIM_SHA256);
        Optional<String> bytes = headers.apply(HeaderNames.CLAIM_BYTES);
        if (uri.isEmpty() && sha256.isEmpty() && bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClaimCheck(
                    new URI(required(uri, HeaderNames.CLAIM_URI)),
                    required(sha256, HeaderNames.CLAIM_SHA256),
                    Long.parseLong(required(bytes, HeaderNames.CLAIM_BYTES))));
        } catch (NumberFormatException e) {
            throw unreadable("the header " + HeaderNames.CLAIM_BYTES + " is no number", e);
        } catch (IllegalArgumentException e) {
            throw unreadable(e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw unreadable("the header " + HeaderNames.CLAIM_URI + " is no URI", e);
        }
    }

    private static String required(Optional<String> value, String header) {
        return value.orElseThrow(() -> new IllegalArgumentException("the header " + header + " is missing"));
    }

    private static TokenizationException unreadable(String why, Exception cause) {
        return new TokenizationException(
                FailureCode.CLAIM_HEADER,
                "The claim check can't be read: " + why + ". Send " + HeaderNames.CLAIM_URI + ", "
                        + HeaderNames.CLAIM_SHA256 + " (64 hex digits in lower case) and " + HeaderNames.CLAIM_BYTES
                        + ".",
                cause);
    }

    /** The three headers, by name. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HeaderNames.CLAIM_URI, uri.toString());
        headers.put(HeaderNames.CLAIM_SHA256, sha256);
        headers.put(HeaderNames.CLAIM_BYTES, Long.toString(bytes));
        return headers;
    }
}
