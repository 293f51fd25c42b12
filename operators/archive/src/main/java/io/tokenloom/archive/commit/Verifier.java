package io.tokenloom.archive.commit;

import io.tokenloom.archive.ArchiveFormat;
import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks every sample of every file that counts. Thread-safe: stateless. Memory: one file as its format reads it. */
public final class Verifier {
    private Verifier() {}

    /**
     * What is wrong with a file; nothing if it is as it was committed.
     *
     * @throws IOException only if the disk fails, not for what a file is
     */
    public static List<String> mistakes(ArchiveFolder folder, ArchiveFormat format, ArchiveFile file)
            throws IOException {
        List<String> mistakes = new ArrayList<>();
        for (FilePart part : file.parts()) {
            Path path = Publisher.part(folder.base(file), part.suffix());
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                if (channel.size() != part.bytes()) {
                    mistakes.add(file.path() + part.suffix() + " has " + channel.size()
                            + " bytes and was committed with " + part.bytes());
                } else if (!Seal.sha256(channel).equals(part.sha256())) {
                    mistakes.add(file.path() + part.suffix() + " has other bytes than those that were committed");
                }
            } catch (NoSuchFileException e) {
                mistakes.add(file.path() + part.suffix() + " is missing");
            }
        }
        if (mistakes.isEmpty()) {
            walk(folder, format, file).ifPresent(mistakes::add);
        }
        return mistakes;
    }

    private static Optional<String> walk(ArchiveFolder folder, ArchiveFormat format, ArchiveFile file) {
        int samples = 0;
        long tokens = 0;
        try (SampleReader reader = format.read(folder.base(file), Selection.ALL)) {
            for (Optional<Sample> sample = reader.next(); sample.isPresent(); sample = reader.next()) {
                samples++;
                tokens += sample.get().ids().length;
                for (int id : sample.get().ids()) {
                    if (id < 0) {
                        return Optional.of(file.path() + " has the id " + id + " in sample " + (samples - 1));
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            return Optional.of(file.path() + " can't be read behind sample " + samples + ": " + e.getMessage());
        }
        return samples == file.samples() && tokens == file.tokens()
                ? Optional.empty()
                : Optional.of(file.path() + " has " + samples + " samples of " + tokens + " ids and was committed with "
                        + file.samples() + " of " + file.tokens());
    }

    /**
     * What is wrong with the indexes of an archive's datasets.
     *
     * @throws IOException only if the disk fails
     */
    public static List<String> indexMistakes(ArchiveFolder folder, ArchiveFormat format, ArchiveLog log)
            throws IOException {
        List<String> mistakes = new ArrayList<>();
        for (Map.Entry<String, List<ArchiveFile>> dataset : log.datasets().entrySet()) {
            format.indexMistake(folder.path().resolve(dataset.getKey()), Publisher.indexed(dataset.getValue()))
                    .ifPresent(mistake ->
                            mistakes.add(dataset.getKey() + ": " + mistake + ". A compaction writes it anew."));
        }
        return mistakes;
    }
}
