package io.tokenloom.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountTest {
    @Test
    void keepsThreeDigitsBelowAHundred() {
        assertThat(Amount.of(0.91549)).isEqualTo("0.915");
        assertThat(Amount.of(12.345)).isEqualTo("12.3");
        assertThat(Amount.of(0.9)).isEqualTo("0.9");
        assertThat(Amount.of(0)).isEqualTo("0");
    }

    @Test
    void keepsEveryDigitBeforeThePointFromAHundredOn() {
        assertThat(Amount.of(123_456.5)).isEqualTo("123457");
        assertThat(Amount.of(100)).isEqualTo("100");
    }
}
