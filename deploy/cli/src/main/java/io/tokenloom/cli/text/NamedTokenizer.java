package io.tokenloom.cli.text;

import io.tokenloom.bundle.BundleException;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.cli.CommandException;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.huggingface.HuggingFaceTokenizer;
import io.tokenloom.text.sentencepiece.SentencePieceTokenizer;
import io.tokenloom.text.split.SplitPattern;
import io.tokenloom.text.tiktoken.TiktokenPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An open tokenizer and what it was called.
 *
 * @param name as the person named it
 * @param tokenizer lives until {@link #close()}
 */
record NamedTokenizer(String name, TextTokenizer tokenizer) implements AutoCloseable {
    private static final long MAX_FILE_BYTES = 256L << 20;

    /**
     * Opens a built-in bundle, a bundle in a folder, or a tokenizer's own file.
     *
     * @param pattern name of a split pattern; for ranks of tiktoken only
     * @throws CommandException "usage" if there is none, or one that can't be used
     */
    static NamedTokenizer open(String location, Optional<String> pattern) {
        Optional<SplitPattern> known = pattern.map(NamedTokenizer::pattern);
        if (location.startsWith(TokenizerBundle.BUILT_IN_PREFIX)) {
            if (!TextBundle.BUILT_IN.contains(location)) {
                throw CommandException.usage("there is no built-in text tokenizer " + location + "; there are "
                        + String.join(", ", TextBundle.BUILT_IN));
            }
            return bundle(location, known);
        }
        Path path = path(location);
        if (Files.isDirectory(path)) {
            return bundle(location, known);
        }
        if (!Files.isRegularFile(path)) {
            throw CommandException.usage("there is no tokenizer at " + location + ". Name "
                    + String.join(", ", TextBundle.BUILT_IN)
                    + ", the folder of a bundle, or a tokenizer's own file (tokenizer.json, .tiktoken, .model)");
        }
        return file(location, read(path), known);
    }

    private static SplitPattern pattern(String name) {
        return SplitPattern.named(name)
                .orElseThrow(() -> CommandException.usage("--pattern " + name
                        + ": there is no split pattern of this name; there are " + SplitPattern.names()));
    }

    private static Path path(String location) {
        try {
            return Path.of(location);
        } catch (InvalidPathException e) {
            throw CommandException.usage("--tokenizer " + location + " is not a path: " + e.getReason(), e);
        }
    }

    private static byte[] read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAX_FILE_BYTES) {
                throw CommandException.usage(file + " has " + size + " bytes; a tokenizer's file has at most "
                        + MAX_FILE_BYTES + ". Is it the model itself?");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw CommandException.usage(file + " can't be read: " + e, e);
        }
    }

    private static NamedTokenizer bundle(String location, Optional<SplitPattern> pattern) {
        refusePattern(location, pattern, "a bundle says itself how text is split");
        try {
            return new NamedTokenizer(location, TextBundle.open(location).tokenizer());
        } catch (BundleException e) {
            throw CommandException.usage(e.getMessage(), e);
        }
    }

    private static NamedTokenizer file(String location, byte[] content, Optional<SplitPattern> pattern) {
        try {
            return new NamedTokenizer(
                    location,
                    switch (TokenizerFileKind.of(content)) {
                        case HUGGING_FACE -> {
                            refusePattern(location, pattern, "a tokenizer.json says itself how text is split");
                            yield HuggingFaceTokenizer.of(content, List.of());
                        }
                        case TIKTOKEN -> TiktokenPipeline.of(content, required(location, pattern), List.of());
                        case SENTENCE_PIECE -> {
                            refusePattern(location, pattern, "a SentencePiece model splits no text beforehand");
                            yield SentencePieceTokenizer.of(content);
                        }
                        case UNKNOWN ->
                            throw CommandException.usage(location
                                    + " is no tokenizer: neither a tokenizer.json, nor ranks of tiktoken, nor a SentencePiece"
                                    + " model. If it is compressed, unpack it first");
                    });
        } catch (TokenizerFileException e) {
            throw CommandException.usage(
                    "the tokenizer " + location + " can't be used:\n  - " + String.join("\n  - ", e.mistakes()), e);
        }
    }

    private static void refusePattern(String location, Optional<SplitPattern> pattern, String why) {
        if (pattern.isPresent()) {
            throw CommandException.usage(
                    "--pattern is for ranks of tiktoken, and " + location + " holds none: " + why + "; leave it out");
        }
    }

    private static SplitPattern required(String location, Optional<SplitPattern> pattern) {
        return pattern.orElseThrow(() -> CommandException.usage(location
                + " holds ranks of tiktoken, which don't say how text is split before; add --pattern NAME, one of "
                + SplitPattern.names()));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
