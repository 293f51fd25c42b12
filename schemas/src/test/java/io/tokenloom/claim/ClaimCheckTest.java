package io.tokenloom.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimCheckTest {
    private static final ClaimCheck CHECK = new ClaimCheck(URI.create("ab/c"), "ab".repeat(32), 12);

    @Test
    void isNotThereWithoutHeaders() {
        assertThat(ClaimCheck.in(name -> Optional.empty())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "claim-check-uri,",
        "claim-check-sha256,",
        "claim-check-bytes,",
        "claim-check-uri, 'a b'",
        "claim-check-sha256, ABCD",
        "claim-check-bytes, -1",
        "claim-check-bytes, many"
    })
    void isRefusedWithAWrongOrMissingHeader(String name, String value) {
        Map<String, String> headers = new HashMap<>(CHECK.headers());
        headers.put(name, value);
        assertThatThrownBy(() -> ClaimCheck.in(header -> Optional.ofNullable(headers.get(header))))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CLAIM_HEADER));
    }
}
