package io.tokenloom.cli.bench.quality;

/** A program of the system did not do what it was asked to. */
final class ProgramFailure extends Exception {
    private static final long serialVersionUID = 1;

    ProgramFailure(String message) {
        super(message);
    }
}
