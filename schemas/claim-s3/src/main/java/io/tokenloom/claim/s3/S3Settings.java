package io.tokenloom.claim.s3;

import io.tokenloom.claim.ClaimSettingMistake;
import io.tokenloom.claim.ClaimStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Settings of a store on S3.
 *
 * @param location bucket and prefix
 * @param endpoint empty for Amazon's own
 * @param region what requests are signed for
 * @param pathStyle whether the bucket is part of the path, not of the host
 * @param key empty for the SDK's chain: environment, profile, the machine's role
 */
record S3Settings(
        S3Location location, Optional<URI> endpoint, String region, boolean pathStyle, Optional<AccessKey> key) {
    static final String ENDPOINT = "endpoint";
    static final String REGION = "region";
    static final String PATH_STYLE = "pathStyle";
    static final String ACCESS_KEY = "accessKey";
    static final String SECRET_KEY = "secretKey";

    private static final List<String> KNOWN =
            List.of(ClaimStore.STORE_SETTING, ENDPOINT, REGION, PATH_STYLE, ACCESS_KEY, SECRET_KEY);
    private static final Pattern REGION_NAME = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Set<String> TRUTHS = Set.of("true", "false");
    private static final Set<String> WEB = Set.of("http", "https");
    /** What stores that know no regions take. */
    private static final String ANY_REGION = "us-east-1";

    /** An access key from the connections file. Shows nothing of itself. */
    record AccessKey(String id, String secret) {
        @Override
        public String toString() {
            return "AccessKey[]";
        }
    }

    /** Call it where there are no mistakes. */
    static S3Settings of(Map<String, String> settings) {
        Optional<URI> endpoint = Optional.ofNullable(settings.get(ENDPOINT)).map(URI::create);
        return new S3Settings(
                S3Location.of(URI.create(settings.get(ClaimStore.STORE_SETTING)))
                        .orElseThrow(),
                endpoint,
                settings.getOrDefault(REGION, ANY_REGION),
                Optional.ofNullable(settings.get(PATH_STYLE))
                        .map(Boolean::parseBoolean)
                        .orElse(endpoint.isPresent()),
                Optional.ofNullable(settings.get(ACCESS_KEY)).map(id -> new AccessKey(id, settings.get(SECRET_KEY))));
    }

    /** Everything that is wrong. Values are not repeated: any of them may have a secret in it by mistake. */
    static List<ClaimSettingMistake> mistakes(Map<String, String> settings) {
        List<ClaimSettingMistake> mistakes = new ArrayList<>();
        if (uri(settings.get(ClaimStore.STORE_SETTING)).flatMap(S3Location::of).isEmpty()) {
            mistakes.add(new ClaimSettingMistake(
                    ClaimStore.STORE_SETTING,
                    "the claim store names no bucket, or has a prefix that is no plain path",
                    "Write s3://bucket/prefix, with letters, digits and any of !_.*'()- in the prefix."));
        }
        String endpoint = settings.get(ENDPOINT);
        if (endpoint != null && uri(endpoint).filter(S3Settings::isServer).isEmpty()) {
            mistakes.add(new ClaimSettingMistake(
                    ENDPOINT,
                    "is no address of a server",
                    "Write http:// or https://, the host and the port; users, paths and queries don't belong there."));
        }
        String region = settings.get(REGION);
        if (region == null && endpoint == null) {
            mistakes.add(new ClaimSettingMistake(
                    REGION,
                    "\"" + REGION + "\" is missing",
                    "Add the region of the bucket, such as eu-central-1, or the endpoint of a store that is not"
                            + " Amazon's."));
        } else if (region != null && !REGION_NAME.matcher(region).matches()) {
            mistakes.add(new ClaimSettingMistake(REGION, "is no region", "Write one such as eu-central-1."));
        }
        if (settings.containsKey(PATH_STYLE)
                && !TRUTHS.contains(settings.get(PATH_STYLE).toLowerCase(Locale.ROOT))) {
            mistakes.add(new ClaimSettingMistake(PATH_STYLE, "is not true or false", "Write true or false."));
        }
        missingHalf(settings, ACCESS_KEY, SECRET_KEY).ifPresent(mistakes::add);
        missingHalf(settings, SECRET_KEY, ACCESS_KEY).ifPresent(mistakes::add);
        settings.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .sorted()
                .map(name -> ClaimSettingMistake.unknown(name, KNOWN))
                .forEach(mistakes::add);
        return mistakes;
    }

    private static Optional<ClaimSettingMistake> missingHalf(Map<String, String> settings, String one, String other) {
        boolean missing =
                settings.getOrDefault(one, "").isBlank() && (settings.containsKey(one) || settings.containsKey(other));
        return missing
                ? Optional.of(new ClaimSettingMistake(
                        one,
                        "\"" + one + "\" is missing",
                        "Give " + ACCESS_KEY + " and " + SECRET_KEY + ", or neither: then the SDK looks for them in the"
                                + " environment, the profile and the machine's role."))
                : Optional.empty();
    }

    private static boolean isServer(URI uri) {
        return uri.getScheme() != null
                && WEB.contains(uri.getScheme())
                && uri.getHost() != null
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
