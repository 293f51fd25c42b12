package io.tokenloom.cli.bench.quality;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Files of a codec.
 *
 * @param codec which
 */
record CodecMethod(InstalledCodec codec) implements Method {
    @Override
    public String title() {
        return codec.codec().title();
    }

    @Override
    public List<Optional<Made>> best(Judge judge, List<Integer> sizes)
            throws IOException, InterruptedException, ProgramFailure {
        try (Workbench workbench = new Workbench()) {
            return new CodecSearch(codec, judge, sizes, workbench).run();
        }
    }
}
