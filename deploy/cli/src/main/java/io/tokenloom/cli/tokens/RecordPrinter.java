package io.tokenloom.cli.tokens;

/** Makes one line of a record; a block of lines of a sequence, for the eye. */
@FunctionalInterface
interface RecordPrinter {
    /** The line or lines, without the last one's ending. */
    String line(Shown shown);
}
