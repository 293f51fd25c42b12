package io.tokenloom.cli.text;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.output.JsonText;
import io.tokenloom.text.TokenBuffer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tokenloom text count}. */
@Command(
        name = "count",
        mixinStandardHelpOptions = true,
        description = "Counts the tokens of a text, its bytes, its characters, and the bytes of a token on average.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:counted",
            "1:the text is not UTF-8, or can't be encoded",
            "2:there is no such tokenizer or file"
        })
final class CountCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TokenizerOptions tokenizer;

    @Mixin
    private TextOptions text;

    @Option(names = "--json", description = "Print the numbers as JSON.")
    private boolean json;

    /** Picocli makes it. */
    CountCommand() {}

    /**
     * The numbers.
     *
     * @param bytes that the tokens stand for
     * @param characters that begin in these bytes, Unicode code points
     * @param bytesPerToken 0 where there is no token
     * @param complete whether that is all of the text
     */
    @JsonPropertyOrder({"tokenizer", "tokens", "bytes", "characters", "bytesPerToken", "complete"})
    record Count(String tokenizer, long tokens, long bytes, long characters, double bytesPerToken, boolean complete) {
        static Count of(String tokenizer, TokenPass.Extent extent) {
            double perToken = extent.tokens() == 0 ? 0 : (double) extent.bytes() / extent.tokens();
            return new Count(
                    tokenizer, extent.tokens(), extent.bytes(), extent.characters(), perToken, extent.complete());
        }

        String plain() {
            return String.format(
                    Locale.ROOT,
                    "tokens           %d%nbytes            %d%ncharacters       %d%nbytes per token  %.2f%s",
                    tokens,
                    bytes,
                    characters,
                    bytesPerToken,
                    complete ? "" : "%nstopped at byte  %d; more follows".formatted(bytes));
        }
    }

    @Override
    public Integer call() throws IOException {
        try (NamedTokenizer named = tokenizer.open();
                TextOptions.Source source = text.open()) {
            TokenPass pass = new TokenPass(named, source, text.upTo());
            Count count = Count.of(named.name(), pass.run(TokenBuffer.ofIds(), (tokens, utf8, end, start) -> true));
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? JsonText.of(count) : count.plain());
            out.flush();
            return ExitCode.OK;
        }
    }
}
