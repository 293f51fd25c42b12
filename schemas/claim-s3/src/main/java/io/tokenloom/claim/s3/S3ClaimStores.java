package io.tokenloom.claim.s3;

import io.tokenloom.claim.ClaimSettingMistake;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.claim.ClaimStoreFactory;
import java.util.List;
import java.util.Map;

/** Buckets, {@code s3:}. */
public final class S3ClaimStores implements ClaimStoreFactory {
    @Override
    public String scheme() {
        return S3Location.SCHEME;
    }

    @Override
    public String example() {
        return "s3://bucket/claims";
    }

    @Override
    public List<ClaimSettingMistake> mistakes(Map<String, String> settings) {
        return S3Settings.mistakes(settings);
    }

    @Override
    public ClaimStore open(Map<String, String> settings) {
        return S3ClaimStore.open(S3Settings.of(settings), S3Timeouts.DEFAULTS);
    }
}
