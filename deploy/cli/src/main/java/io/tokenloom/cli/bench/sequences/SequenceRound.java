package io.tokenloom.cli.bench.sequences;

/**
 * What a run of the apps gave.
 *
 * @param topic where its sequences are
 * @param kills how often its process was killed
 * @param sequences that were published
 * @param records token records that they had to hold
 * @param missing of these, those of which not all tokens are there
 * @param twice those of which tokens are there more than once
 * @param different those whose ids are others
 * @param strangers ranges of no record
 * @param otherSequences sequences that the undisturbed run doesn't have, byte for byte, and the other way round
 * @param deadLetters records that were given up
 * @param seconds from the start to the last sequence
 */
public record SequenceRound(
        String topic,
        int kills,
        int sequences,
        int records,
        int missing,
        int twice,
        int different,
        int strangers,
        int otherSequences,
        int deadLetters,
        double seconds) {
    /** Whether all is there, once, and as without a kill. */
    public boolean clean() {
        return missing + twice + different + strangers + otherSequences + deadLetters == 0 && sequences > 0;
    }
}
