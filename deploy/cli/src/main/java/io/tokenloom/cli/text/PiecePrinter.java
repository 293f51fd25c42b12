package io.tokenloom.cli.text;

import io.tokenloom.cli.output.PieceStyle;
import io.tokenloom.cli.output.VisibleText;
import io.tokenloom.text.TokenBuffer;
import java.io.PrintWriter;
import java.util.Arrays;

/** The text itself, cut where its tokens end; what a tokenizer leaves out of a text is left out here too. */
final class PiecePrinter implements TokenPrinter {
    private final PrintWriter out;
    private final PieceStyle style;
    private long shown;

    PiecePrinter(PrintWriter out, PieceStyle style) {
        this.out = out;
        this.style = style;
    }

    @Override
    public TokenBuffer buffer() {
        return TokenBuffer.withSpans();
    }

    @Override
    public boolean take(TokenBuffer tokens, byte[] utf8, int end, long start) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            byte[] piece = Arrays.copyOfRange(utf8, tokens.start(i), tokens.end(i));
            text.append(style.show(shown++, VisibleText.of(piece)));
            // Lines stay lines, so that a long text can be read.
            if (piece.length > 0 && piece[piece.length - 1] == '\n') {
                text.append(System.lineSeparator());
            }
        }
        out.print(text);
        return !out.checkError();
    }

    @Override
    public void end(TokenPass.Extent extent) {
        out.println();
        out.flush();
    }
}
