package io.tokenloom.cli.archive;

import io.tokenloom.archive.Sample;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.archive.compact.CompactFile;
import io.tokenloom.archive.compact.CompactFormat;
import io.tokenloom.archive.compact.KnownVocabularies;
import io.tokenloom.archive.compact.SearchSummary;
import io.tokenloom.archive.search.IdQuery;
import io.tokenloom.archive.search.PhraseQuery;
import io.tokenloom.archive.search.Query;
import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.output.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom archive search}. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = {
            "Finds the items of a compact archive that have a phrase, or token ids one behind the other. Blocks of items that"
                    + " can't have them are not decoded.",
            "",
            "Ends with status 1 if nothing is found. Archives of built-in tokenizers only."
        })
final class SearchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "Folder of the archive.")
    private Path path;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PHRASE", description = "Text to find, exactly so.")
    private Optional<String> phrase = Optional.empty();

    @Option(names = "--ids", paramLabel = "ID", split = ",", description = "Token ids to find, such as 11,220.")
    private int[] ids = {};

    @Mixin
    private SelectionOptions selection;

    @Override
    public Integer call() {
        OpenArchive archive = OpenArchive.in(path);
        if (!(archive.format() instanceof CompactFormat format)) {
            throw CommandException.usage(
                    path + " is an archive of " + archive.identity().format() + "; only compact ones are searched");
        }
        if (phrase.filter(text -> !text.isEmpty()).isPresent() == ids.length > 0) {
            throw CommandException.usage("name either a phrase or --ids");
        }
        Selection wanted = selection.selection();
        PrintWriter out = spec.commandLine().getOut();
        Map<String, TextBundle> bundles = new HashMap<>();
        long blocks = 0;
        long decoded = 0;
        long matches = 0;
        try {
            for (ArchiveFile file : archive.files()) {
                if (file.latest() < wanted.from() || file.earliest() >= wanted.to()) {
                    continue;
                }
                CompactFile compact = format.open(archive.folder().base(file));
                TextBundle bundle = bundles.computeIfAbsent(compact.tokenizer(), this::bundle);
                SearchSummary summary =
                        compact.search(query(bundle), wanted, match -> out.println(line(match.sample(), bundle)));
                blocks += summary.blocks();
                decoded += summary.decoded();
                matches += summary.matches();
            }
        } catch (IOException e) {
            throw CommandException.failed(e.getMessage(), e);
        } finally {
            bundles.values().forEach(TextBundle::close);
        }
        out.flush();
        spec.commandLine()
                .getErr()
                .printf(Locale.ROOT, "%,d items; %,d of %,d blocks were decoded%n", matches, decoded, blocks);
        spec.commandLine().getErr().flush();
        return matches > 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private TextBundle bundle(String tokenizer) {
        return TextBundle.open(KnownVocabularies.bundle(tokenizer)
                .orElseThrow(() -> CommandException.failed(
                        "the tokenizer " + tokenizer + " is not built in, so its archives can't be searched")));
    }

    private Query query(TextBundle bundle) {
        return phrase.isPresent()
                ? PhraseQuery.of(
                        phrase.get().getBytes(StandardCharsets.UTF_8),
                        bundle.tokenizer(),
                        bundle.vocabulary().tokens(),
                        sample -> bundle.tokenizer().decode(sample.ids()))
                : new IdQuery(ids);
    }

    private static String line(Sample sample, TextBundle bundle) {
        Sample.Origin origin = sample.origin().orElseThrow();
        String text = new String(bundle.tokenizer().decode(sample.ids()), StandardCharsets.UTF_8);
        return VisibleText.of(origin.itemId()) + "  " + VisibleText.of(text.stripTrailing());
    }
}
