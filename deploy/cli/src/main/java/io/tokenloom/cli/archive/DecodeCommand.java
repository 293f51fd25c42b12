package io.tokenloom.cli.archive;

import io.tokenloom.archive.ArchivedRecord;
import io.tokenloom.archive.Origins;
import io.tokenloom.archive.RecordReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.decode.WholeFile;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.reader.decode.UnknownTokenizerException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom archive decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Gives back the bytes of archived texts, one after the other as the files have them.",
            "",
            "Tokenizers are found by the records' fingerprints: the built-in ones, and those of --bundle."
        })
final class DecodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Folder of the archive.")
    private Path path;

    @Mixin
    private SelectionOptions selection;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "File to write, whole or not at all (default: standard output).")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "Bundle of a tokenizer that is not built in. May be repeated.")
    private List<String> bundles = new ArrayList<>();

    @Override
    public Integer call() {
        OpenArchive archive = OpenArchive.in(path);
        try (TokenDecoders decoders = TokenDecoders.of(bundles, List.of())) {
            if (output.isPresent()) {
                WholeFile.write(output.get(), out -> decode(archive, decoders, out));
            } else {
                decode(archive, decoders, System.out);
                System.out.flush();
            }
            return ExitCode.OK;
        } catch (UncheckedIOException | IOException e) {
            throw CommandException.failed(e.getMessage(), e);
        } catch (UnknownTokenizerException e) {
            throw CommandException.failed(e.getMessage() + ". Name its bundle with --bundle.", e);
        }
    }

    private void decode(OpenArchive archive, TokenDecoders decoders, OutputStream out) throws IOException {
        Selection wanted = selection.selection();
        for (ArchiveFile file : archive.files()) {
            if (file.latest() < wanted.from() || file.earliest() >= wanted.to()) {
                continue;
            }
            try (RecordReader records =
                    archive.format().records(archive.folder().base(file))) {
                for (Optional<ArchivedRecord> record = records.next(); record.isPresent(); record = records.next()) {
                    if (wanted.has(Origins.of(record.get()))) {
                        out.write(bytes(decoders, record.get()));
                    }
                }
            }
        }
    }

    private byte[] bytes(TokenDecoders decoders, ArchivedRecord record) {
        try {
            return decoders.text(record.tokens().getTokenizer())
                    .decode(record.tokens())
                    .bytes();
        } catch (UnknownTokenizerException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw CommandException.failed(
                    record.tokens().getItemId() + " can't be decoded to text: " + e.getMessage(), e);
        }
    }
}
