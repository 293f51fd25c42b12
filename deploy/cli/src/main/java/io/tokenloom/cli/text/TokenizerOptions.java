package io.tokenloom.cli.text;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which tokenizer. */
final class TokenizerOptions {
    @Option(
            names = {"-t", "--tokenizer"},
            paramLabel = "T",
            required = true,
            description = "builtin:o200k_base, builtin:cl100k_base, the folder of a bundle, or a tokenizer's own file:"
                    + " tokenizer.json, ranks of tiktoken, a SentencePiece model. A file is known by its content.")
    private String location;

    @Option(
            names = "--pattern",
            paramLabel = "NAME",
            description =
                    "How text is split before ranks of tiktoken apply, which their file does not say: o200k, cl100k,"
                            + " qwen2 or gpt2.")
    private Optional<String> pattern = Optional.empty();

    /** Picocli makes it. */
    TokenizerOptions() {}

    /** @throws io.tokenloom.cli.CommandException "usage" if there is none, or one that can't be used */
    NamedTokenizer open() {
        return NamedTokenizer.open(location, pattern);
    }
}
