package io.tokenloom.cli.output;

/** How the pieces of a text that lie beside each other are told apart. */
public enum PieceStyle {
    /** By background colours, one after the other. */
    COLOURED,
    /** In brackets. */
    PLAIN;

    private static final String[] COLOURS = {"\u001b[30;46m", "\u001b[30;43m"};
    private static final String NO_COLOUR = "\u001b[0m";

    /**
     * One piece as it is shown.
     *
     * @param number of the piece, from 0
     * @param visible its text, such that it does nothing to a terminal
     */
    public String show(long number, String visible) {
        return switch (this) {
            case COLOURED -> COLOURS[(int) (number % COLOURS.length)] + visible + NO_COLOUR;
            case PLAIN -> "[" + visible + "]";
        };
    }
}
