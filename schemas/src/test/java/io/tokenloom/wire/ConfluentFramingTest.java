package io.tokenloom.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.deadletter.TokenizationException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfluentFramingTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 0x01020304, Integer.MAX_VALUE, -1})
    void readsTheIdThatItWrote(int schemaId) {
        byte[] framed = new byte[7];
        ConfluentFraming.putHeader(framed, schemaId);

        assertThat(ConfluentFraming.schemaId(framed)).isEqualTo(schemaId);
    }

    @Test
    void writesTheIdBigEndianAfterAZeroByte() {
        byte[] framed = new byte[5];
        ConfluentFraming.putHeader(framed, 0x0102fffe);

        assertThat(framed).containsExactly(0, 1, 2, 0xff, 0xfe);
    }

    @Test
    void refusesPlainTextWithoutRepeatingIt() {
        byte[] secret = "secret text".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ConfluentFraming.schemaId(secret))
                .isInstanceOfSatisfying(TokenizationException.class, e -> {
                    assertThat(e.code()).isEqualTo(FailureCode.BAD_MAGIC);
                    assertThat(e).hasMessageContaining("0x73").hasMessageNotContaining("secret");
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void refusesAValueThatIsShorterThanItsHeader(int length) {
        assertThatThrownBy(() -> ConfluentFraming.schemaId(new byte[length]))
                .isInstanceOfSatisfying(
                        TokenizationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.TRUNCATED_RECORD));
    }
}
