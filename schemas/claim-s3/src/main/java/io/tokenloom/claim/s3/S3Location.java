package io.tokenloom.claim.s3;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A bucket and the part of it that is ours. Keys consist of what Amazon calls safe characters, so an address can be read
 * in one way only: nothing is encoded, no segment is empty or made of dots.
 *
 * @param bucket its name
 * @param prefix empty, or with a slash behind it
 */
record S3Location(String bucket, String prefix) {
    static final String SCHEME = "s3";

    private static final int MAX_KEY_LENGTH = 1024;
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern KEY =
            Pattern.compile("(?!\\.{1,2}(/|$))[A-Za-z0-9!_.*'()-]++(/(?!\\.{1,2}(/|$))[A-Za-z0-9!_.*'()-]++)*+");

    /** The location that an address names; empty if it names none. */
    static Optional<S3Location> of(URI address) {
        String bucket = address.getRawAuthority();
        String path = address.getRawPath();
        if (!SCHEME.equals(address.getScheme())
                || bucket == null
                || path == null
                || address.getRawQuery() != null
                || address.getRawFragment() != null
                || !BUCKET.matcher(bucket).matches()
                || bucket.contains("..")) {
            return Optional.empty();
        }
        String prefix = path.replaceFirst("^/", "").replaceFirst("/$", "");
        if (prefix.isEmpty()) {
            return Optional.of(new S3Location(bucket, ""));
        }
        return isKey(prefix) ? Optional.of(new S3Location(bucket, prefix + "/")) : Optional.empty();
    }

    private static boolean isKey(String text) {
        return text.length() <= MAX_KEY_LENGTH && KEY.matcher(text).matches();
    }

    /** The key that a claim check means; empty if it is not one of ours. */
    Optional<String> key(URI claimed) {
        String path = claimed.getRawPath();
        if (path == null || claimed.getRawQuery() != null || claimed.getRawFragment() != null) {
            return Optional.empty();
        }
        String key;
        if (claimed.getScheme() == null && claimed.getRawAuthority() == null) {
            key = prefix + path;
        } else if (SCHEME.equals(claimed.getScheme())
                && bucket.equals(claimed.getRawAuthority())
                && path.startsWith("/" + prefix)) {
            key = path.substring(1);
        } else {
            return Optional.empty();
        }
        return key.length() > prefix.length() && isKey(key) ? Optional.of(key) : Optional.empty();
    }

    /** The key of what has a name relative to this location. */
    String key(String name) {
        return prefix + name;
    }
}
