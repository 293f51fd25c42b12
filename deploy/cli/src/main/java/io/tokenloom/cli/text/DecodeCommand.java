package io.tokenloom.cli.text;

import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.text.TextTokenizer;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tokenloom text decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the bytes that token ids stand for, exactly, with no line ending added.",
            "",
            "Ids that end within a character give a part of it."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:decoded",
            "1:an id is not in the vocabulary, or the output can't be written",
            "2:there is no such tokenizer, or something is no id"
        })
final class DecodeCommand implements Callable<Integer> {
    /** Ids that are decoded at once where that makes no difference. */
    private static final int AT_ONCE = 1 << 16;
    /** Most ids of a tokenizer whose tokens depend on their neighbours. */
    private static final int MOST = 1 << 24;

    @Mixin
    private TokenizerOptions tokenizer;

    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            description = "Ids, also with commas or in brackets. Without any they are read from standard input.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write (default: standard output).")
    private Optional<Path> output = Optional.empty();

    /** Picocli makes it. */
    DecodeCommand() {}

    @Override
    public Integer call() {
        try (NamedTokenizer named = tokenizer.open();
                Reader in = in();
                OutputStream out = out()) {
            decode(named, new IdReader(in, ids.isEmpty() ? "standard input" : "ID"), out);
            return ExitCode.OK;
        } catch (IOException e) {
            throw CommandException.failed(
                    output.map(Path::toString).orElse("standard output")
                            + " can't be written, or the ids can't be read: " + e,
                    e);
        }
    }

    private Reader in() {
        return ids.isEmpty()
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : new StringReader(String.join(" ", ids));
    }

    private OutputStream out() throws IOException {
        // Closing it only flushes standard output, which others may still write to.
        return output.isPresent()
                ? new BufferedOutputStream(Files.newOutputStream(output.get()))
                : new BufferedOutputStream(System.out) {
                    @Override
                    public void close() throws IOException {
                        flush();
                    }
                };
    }

    private static void decode(NamedTokenizer named, IdReader reader, OutputStream out) throws IOException {
        TextTokenizer decoder = named.tokenizer();
        int atOnce = decoder.lossless() ? AT_ONCE : MOST;
        long before = 0;
        for (int[] ids = reader.next(atOnce); ids.length > 0; ids = reader.next(atOnce)) {
            if (!decoder.lossless() && before > 0) {
                throw CommandException.failed("these are more than " + MOST + " ids, and " + named.name()
                        + " decodes them only all at once; give fewer");
            }
            out.write(bytes(named, ids, before));
            before += ids.length;
        }
    }

    private static byte[] bytes(NamedTokenizer named, int[] ids, long before) {
        try {
            return named.tokenizer().decode(ids);
        } catch (IllegalArgumentException e) {
            throw unknown(named, ids, before, e);
        }
    }

    /** Names the first id that is unknown, by its place among all of them. */
    private static CommandException unknown(NamedTokenizer named, int[] ids, long before, IllegalArgumentException e) {
        for (int i = 0; i < ids.length; i++) {
            try {
                named.tokenizer().decode(new int[] {ids[i]});
            } catch (IllegalArgumentException single) {
                return CommandException.failed(
                        "id " + ids[i] + ", number " + (before + i + 1) + " of the ids, is not in the vocabulary of "
                                + named.name() + ", whose largest is "
                                + (named.tokenizer().vocabularySize() - 1) + "; was it made by another tokenizer?",
                        single);
            }
        }
        return CommandException.failed(e.getMessage(), e);
    }
}
