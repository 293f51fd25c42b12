package io.tokenloom.cli.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KillRoundTest {
    @Test
    void aSeedAlwaysGivesTheSameRounds() {
        assertThat(KillRound.seeded(5, 12)).isEqualTo(KillRound.seeded(5, 12));
        assertThat(KillRound.seeded(6, 12)).isNotEqualTo(KillRound.seeded(5, 12));
    }

    @Test
    void moreRoundsBeginWithTheFewer() {
        assertThat(KillRound.seeded(5, 20).subList(0, 7)).isEqualTo(KillRound.seeded(5, 7));
    }

    @Test
    void eachSevenRoundsHaveEveryVictim() {
        List<KillRound> rounds = KillRound.seeded(5, 14);

        assertThat(rounds.subList(0, 7)).extracting(KillRound::victim).containsExactlyInAnyOrder(Victim.values());
        assertThat(rounds.subList(7, 14)).extracting(KillRound::victim).containsExactlyInAnyOrder(Victim.values());
    }

    @Test
    void onlyTheSendingProcessWaitsForItsOwnCommit() {
        assertThat(KillRound.seeded(5, 200))
                .filteredOn(round -> round.moment().trigger() == Trigger.INGEST_COMMITS)
                .isNotEmpty()
                .allMatch(round -> round.victim() == Victim.INGEST);
    }
}
