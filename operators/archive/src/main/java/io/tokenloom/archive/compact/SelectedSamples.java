package io.tokenloom.archive.compact;

import io.tokenloom.archive.Sample;
import io.tokenloom.archive.SampleReader;
import io.tokenloom.archive.Selection;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The samples of some blocks, as far as they are asked for. Not thread-safe. Memory: a block. */
final class SelectedSamples implements SampleReader {
    private final CompactFile file;
    private final Iterator<BlockSummary> blocks;
    private final Selection selection;
    private Iterator<Sample> samples = List.<Sample>of().iterator();

    SelectedSamples(CompactFile file, List<BlockSummary> blocks, Selection selection) {
        this.file = file;
        this.blocks = blocks.iterator();
        this.selection = selection;
    }

    @Override
    public Optional<Sample> next() throws IOException {
        while (true) {
            while (samples.hasNext()) {
                Sample sample = samples.next();
                if (selection.has(sample.origin().orElseThrow())) {
                    return Optional.of(sample);
                }
            }
            if (!blocks.hasNext()) {
                return Optional.empty();
            }
            samples = file.samples(blocks.next().block()).iterator();
        }
    }

    /** The file is open only while a block is read. */
    @Override
    public void close() {
        samples = List.<Sample>of().iterator();
    }
}
