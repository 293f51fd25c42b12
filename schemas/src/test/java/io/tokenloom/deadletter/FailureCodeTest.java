package io.tokenloom.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FailureCodeTest {
    @Test
    void numbersAreUniqueAndInTheRangeOfTheirCategory() {
        assertThat(Arrays.stream(FailureCode.values()).map(FailureCode::number)).doesNotHaveDuplicates();
        for (FailureCode code : FailureCode.values()) {
            assertThat(code.number() / 1000)
                    .as(code.name())
                    .isEqualTo(
                            switch (code.category()) {
                                case INPUT -> 1;
                                case RESOURCE -> 2;
                                case INTERNAL -> 3;
                            });
        }
    }

    @Test
    void namesAndNumbersStayAsReleased() {
        Map<String, Integer> codes = new TreeMap<>();
        for (FailureCode code : FailureCode.values()) {
            codes.put(code.name(), code.number());
        }
        assertThat(codes)
                .containsEntry("BAD_MAGIC", 1001)
                .containsEntry("UNKNOWN_SCHEMA", 1002)
                .containsEntry("TRUNCATED_RECORD", 1003)
                .containsEntry("TRAILING_BYTES", 1004)
                .containsEntry("UNEXPECTED_SCHEMA", 1005)
                .containsEntry("EMPTY", 1101)
                .containsEntry("CONTENT_TYPE", 1102)
                .containsEntry("TEXT_ENCODING", 1201)
                .containsEntry("TEXT_LIMIT", 1202)
                .containsEntry("RECORD_TOO_LARGE", 1301)
                .containsEntry("IMAGE_FORMAT", 1501)
                .containsEntry("IMAGE_LIMIT", 1502)
                .containsEntry("IMAGE_DECODE", 1503)
                .containsEntry("VIDEO_FORMAT", 1511)
                .containsEntry("VIDEO_LIMIT", 1512)
                .containsEntry("VIDEO_DECODE", 1513)
                .containsEntry("SCHEMA_UNAVAILABLE", 2001)
                .containsEntry("DECODER_UNAVAILABLE", 2003)
                .containsEntry("CLAIM_UNAVAILABLE", 2004)
                .containsEntry("DEVICE_MEMORY", 2005)
                .containsEntry("INTERNAL_ERROR", 3001)
                .containsEntry("MODEL_OUTPUT", 3002)
                .containsEntry("MODEL_TIMEOUT", 3003);
    }

    @Test
    void onlyAMissingResourceIsRetriable() {
        assertThat(Arrays.stream(FailureCode.values()).filter(FailureCode::retriable))
                .containsExactly(
                        FailureCode.SCHEMA_UNAVAILABLE,
                        FailureCode.CLAIM_MISSING,
                        FailureCode.DECODER_UNAVAILABLE,
                        FailureCode.CLAIM_UNAVAILABLE,
                        FailureCode.DEVICE_MEMORY);
    }
}
