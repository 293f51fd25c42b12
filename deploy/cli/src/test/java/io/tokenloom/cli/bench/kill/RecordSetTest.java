package io.tokenloom.cli.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordSetTest {
    private final RecordSet wanted = set("a", "1", "b", "2");

    @Test
    void equalSetsDoNotDeviate() {
        assertThat(set("b", "2", "a", "1").deviations(wanted)).isZero();
    }

    @Test
    void aMissingRecordDeviates() {
        RecordSet set = set("a", "1");

        assertThat(set.deviations(wanted)).isEqualTo(1);
        assertThat(set.examples(wanted)).containsExactly("b");
    }

    @Test
    void aRecordTooManyDeviates() {
        assertThat(set("a", "1", "b", "2", "c", "3").examples(wanted)).containsExactly("c");
    }

    @Test
    void aRecordThatIsThereTwiceDeviates() {
        RecordSet set = set("a", "1", "b", "2", "a", "1");

        assertThat(set.repeated()).isEqualTo(1);
        assertThat(set.deviations(wanted)).isEqualTo(1);
    }

    @Test
    void anotherContentDeviates() {
        assertThat(set("a", "1", "b", "other").examples(wanted)).containsExactly("b");
    }

    @Test
    void aRecordThatIsThereTwiceWithAnotherContentDeviatesInBoth() {
        assertThat(set("a", "1", "b", "2", "b", "other").deviations(wanted)).isEqualTo(2);
    }

    private static RecordSet set(String... identitiesAndDigests) {
        RecordSet set = new RecordSet();
        for (int i = 0; i < identitiesAndDigests.length; i += 2) {
            set.add(identitiesAndDigests[i], identitiesAndDigests[i + 1]);
        }
        return set;
    }
}
