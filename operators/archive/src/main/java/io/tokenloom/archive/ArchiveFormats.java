package io.tokenloom.archive;

import io.tokenloom.archive.compact.CompactFormat;
import io.tokenloom.archive.mds.MdsFormat;
import io.tokenloom.archive.megatron.MegatronFormat;
import io.tokenloom.archive.parquet.ParquetFormat;
import java.util.List;

/** The formats there are. */
public final class ArchiveFormats {
    private ArchiveFormats() {}

    /** All of them. */
    public static List<ArchiveFormat> all() {
        return List.of(new ParquetFormat(), new CompactFormat(), new MegatronFormat(), new MdsFormat());
    }

    /**
     * The one of a name.
     *
     * @throws IllegalArgumentException if there is none, with those that there are
     */
    public static ArchiveFormat named(String name) {
        return all().stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no format \"" + name + "\"; there are "
                        + all().stream().map(ArchiveFormat::name).toList()));
    }
}
