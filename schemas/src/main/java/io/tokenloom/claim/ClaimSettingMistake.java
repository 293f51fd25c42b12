package io.tokenloom.claim;

/**
 * One thing that is wrong with the settings of a claim store.
 *
 * @param setting its name
 * @param problem what is wrong
 * @param mend what to do about it, as a sentence
 */
public record ClaimSettingMistake(String setting, String problem, String mend) {
    /** A setting that this kind of store does not have. */
    public static ClaimSettingMistake unknown(String setting, Iterable<String> known) {
        return new ClaimSettingMistake(
                setting,
                "\"" + setting + "\" is not known here",
                "Check the spelling or take it out; known are " + String.join(", ", known) + ".");
    }

    /** All of it in one line. */
    public String text() {
        return problem + ". " + mend;
    }
}
