package io.tokenloom.text.sentencepiece;

/** What a piece of a SentencePiece model is for; the numbers are those of its file. */
enum PieceType {
    /** Found in text. */
    NORMAL(1),
    /** Stands for what no piece has. */
    UNKNOWN(2),
    /** Never comes from text and is not seen in it. */
    CONTROL(3),
    /** Found in text before anything else, as it is spelled. */
    USER_DEFINED(4),
    /** Byte pair merges lead over it, and it is taken apart again. */
    UNUSED(5),
    /** Stands for one byte of an unknown character. */
    BYTE(6);

    private final int number;

    PieceType(int number) {
        this.number = number;
    }

    static PieceType of(int number) {
        for (PieceType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        // A reader of Protocol Buffers keeps an unknown value of an enumeration apart, so the field has its default.
        return NORMAL;
    }

    /** Whether pieces of this type are looked up by their text. */
    boolean isInText() {
        return this == NORMAL || this == USER_DEFINED || this == UNUSED;
    }
}
