package io.tokenloom.cli.visual;

import io.tokenloom.bundle.ProgressiveBundle;
import io.tokenloom.cli.bench.visual.SmallStateBundle;
import io.tokenloom.model.Device;
import java.io.IOException;
import java.nio.file.Path;

/** A visual bundle that opens at once. */
public final class SmallVisualBundle {
    /** Its name. */
    public static final String NAME = SmallStateBundle.NAME;

    private SmallVisualBundle() {}

    /** Writes it into a folder and opens it. */
    public static ProgressiveBundle open(Path folder) throws IOException {
        write(folder);
        return ProgressiveBundle.open(folder.toString(), Device.CPU);
    }

    /** Writes it into a folder, which is created. */
    public static Path write(Path folder) throws IOException {
        return SmallStateBundle.write(folder);
    }
}
