package io.tokenloom.archive.lines;

/**
 * Names of the decisions that lines are made of. Each is a family of contexts, and up to four sets of weights from it on.
 */
final class Decision {
    /** Whether the template is the one that followed last: by one template before, by two. */
    static final int FOLLOWS = 0;

    static final int IS_NEW = 4;
    static final int TEMPLATE = 8;
    /** Whether an id of a template is the one that followed last: by one id before, by two, by three. */
    static final int ID_FOLLOWS = 12;

    static final int ID_IS_NEW = 16;
    static final int ID = 20;
    static final int FRESH_ID = 24;
    static final int CLOCK = 28;
    static final int CLOCK_MOVED = 32;
    static final int CLOCK_BACK = 36;
    static final int CLOCK_STEP = 40;
    static final int ALL_RIGHT = 44;
    /** Whether a candidate is right: of each kind, by how many were tried before. */
    static final int CANDIDATE = 48;

    static final int CUT = 68;
    static final int IS_NEAR = 72;
    static final int IS_LESS = 76;
    static final int DIFFERENCE = 80;
    static final int DIGITS = 84;
    static final int DIGIT = 88;
    static final int HAS_LETTERS = 92;
    static final int ONLY_LETTERS = 96;
    static final int LETTERS = 100;
    static final int LETTER = 104;
    static final int TOKEN_IS_LONGEST = 108;
    static final int TOKEN_LENGTH = 112;
    static final int WORD_IDS = 116;
    /** By depth in the id's bits. */
    static final int WORD_ID = 120;

    static final int IS_SPELLED = 124;
    /** How many sets of weights there are. */
    static final int COUNT = 128;

    private Decision() {}
}
