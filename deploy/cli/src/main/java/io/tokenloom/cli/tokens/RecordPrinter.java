package io.tokenloom.cli.tokens;

/** Makes one line of a record. */
@FunctionalInterface
interface RecordPrinter {
    /** The line, without its ending. */
    String line(Shown shown);
}
