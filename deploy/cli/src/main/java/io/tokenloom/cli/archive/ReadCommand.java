package io.tokenloom.cli.archive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import io.tokenloom.archive.commit.ArchiveFile;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.ExitCode;
import io.tokenloom.cli.output.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tokenloom archive read}. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        description = "Shows samples: source, item, event time and ids. Files outside the time range are not opened.")
final class ReadCommand implements Callable<Integer> {
    private static final int SHOWN_IDS = 12;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "Folder of the archive.")
    private Path path;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many samples.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--json", description = "One JSON object a line, with all ids.")
    private boolean json;

    @Override
    public Integer call() {
        OpenArchive archive = OpenArchive.in(path);
        Selection wanted = selection.selection();
        PrintWriter out = spec.commandLine().getOut();
        long shown = 0;
        for (ArchiveFile file : archive.files()) {
            if (file.latest() < wanted.from() || file.earliest() >= wanted.to()) {
                continue;
            }
            try (SampleReader reader = archive.format().read(archive.folder().base(file), wanted)) {
                for (Optional<Sample> sample = reader.next();
                        sample.isPresent() && shown < limit && !out.checkError();
                        sample = reader.next()) {
                    out.println(json ? json(sample.get()) : line(sample.get()));
                    shown++;
                }
            } catch (IOException e) {
                throw CommandException.failed(e.getMessage() + ". See \"tokenloom archive verify " + path + "\".", e);
            }
            if (shown >= limit || out.checkError()) {
                break;
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private static String line(Sample sample) {
        String ids = Arrays.toString(Arrays.copyOf(sample.ids(), Math.min(sample.ids().length, SHOWN_IDS)));
        String rest = sample.ids().length > SHOWN_IDS ? " ..." : "";
        return sample.origin()
                        .map(origin -> VisibleText.of(origin.key()) + "  " + VisibleText.of(origin.itemId()) + "  "
                                + time(origin) + "  ")
                        .orElse("")
                + String.format(Locale.ROOT, "%,d tokens  ", sample.ids().length)
                + ids
                + rest;
    }

    private static Instant time(Sample.Origin origin) {
        return Instant.EPOCH.plus(origin.eventTime(), ChronoUnit.MICROS);
    }

    private static String json(Sample sample) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        sample.origin().ifPresent(origin -> {
            json.put("source", origin.key()).put("item_id", origin.itemId());
            json.put("topic", origin.topic())
                    .put("partition", origin.partition())
                    .put("offset", origin.offset());
            json.put("part", origin.part()).put("parts", origin.parts());
            json.put("event_time", time(origin).toString()).put("tokenizer", origin.tokenizer());
            json.put("vocabulary_delta", origin.vocabularyDelta());
        });
        var ids = json.putArray("input_ids");
        for (int id : sample.ids()) {
            ids.add(id);
        }
        return json.toString();
    }
}
