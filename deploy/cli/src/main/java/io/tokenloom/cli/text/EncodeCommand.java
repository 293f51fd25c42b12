package io.tokenloom.cli.text;

import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.output.PieceStyle;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenloom text encode}. */
@Command(
        name = "encode",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the token ids of a text on one line.",
            "",
            "A long text is read and encoded in parts, with the ids of the whole. User text never becomes a control"
                    + " token, whatever it spells."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:encoded",
            "1:the text is not UTF-8, or can't be encoded",
            "2:there is no such tokenizer or file"
        })
final class EncodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TokenizerOptions tokenizer;

    @Mixin
    private TextOptions text;

    @ArgGroup
    private Shape shape = new Shape();

    /** One of them at most. */
    private static final class Shape {
        @Option(
                names = "--json",
                description =
                        "Print JSON: for each token its id and where it lies in the text, in bytes and in UTF-16 units.")
        private boolean json;

        @Option(
                names = "--pieces",
                description = "Print the text cut into its tokens: in colours on a terminal, else in brackets.")
        private boolean pieces;
    }

    /** Picocli makes it. */
    EncodeCommand() {}

    @Override
    public Integer call() throws IOException {
        try (NamedTokenizer named = tokenizer.open();
                TextOptions.Source source = text.open()) {
            TokenPrinter printer = printer(named);
            printer.begin();
            TokenPass.Extent extent = new TokenPass(named, source, text.upTo()).run(printer.buffer(), printer);
            printer.end(extent);
            if (text.upTo().isPresent()) {
                tell(extent);
            }
            return ExitCode.OK;
        }
    }

    private TokenPrinter printer(NamedTokenizer named) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (shape.json) {
            return new JsonTokens(out, named.name());
        }
        if (!shape.pieces) {
            return new IdPrinter(out);
        }
        return new PiecePrinter(
                out, spec.commandLine().getColorScheme().ansi().enabled() ? PieceStyle.COLOURED : PieceStyle.PLAIN);
    }

    private void tell(TokenPass.Extent extent) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(
                extent.complete()
                        ? "tokenloom: the text has no more than these " + extent.tokens() + " tokens"
                        : "tokenloom: " + extent.tokens() + " tokens stand for the first " + extent.bytes()
                                + " bytes of the text; more follows");
        err.flush();
    }
}
