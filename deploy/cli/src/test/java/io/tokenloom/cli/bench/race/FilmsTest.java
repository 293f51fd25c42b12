package io.tokenloom.cli.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FilmsTest {
    @Test
    void startsAFilmAgainWhenItIsOver() {
        assertThat(Films.place(3, Films.LENGTH + 2)).isEqualTo(new Films.Place(3, 2));
    }

    @Test
    void showsAFilmFromAnotherPlaceWhereItHasTwoStreams() {
        assertThat(Films.place(3 + Films.COUNT, 0).film()).isEqualTo(3);
        assertThat(Films.place(3 + Films.COUNT, 0)).isNotEqualTo(Films.place(3, 0));
    }
}
