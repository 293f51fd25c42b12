package io.tokenloom.cli.text;

import io.tokenloom.text.TokenBuffer;
import java.io.PrintWriter;

/** All ids on one line, with spaces between them. */
final class IdPrinter implements TokenPrinter {
    private final PrintWriter out;
    private String gap = "";

    IdPrinter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public TokenBuffer buffer() {
        return TokenBuffer.ofIds();
    }

    @Override
    public boolean take(TokenBuffer tokens, byte[] utf8, int end, long start) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            line.append(gap).append(tokens.id(i));
            gap = " ";
        }
        out.print(line);
        return !out.checkError();
    }

    @Override
    public void end(TokenPass.Extent extent) {
        out.println();
        out.flush();
    }
}
