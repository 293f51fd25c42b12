package io.tokenloom.jobs.tokenize;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * Published tokenizers by their interfaces (docs/systems.md), from pictures in Kafka to token records, through one job over
 * a real broker and registry. What a system must be able to do is tried with the very records. A class for each system has
 * its tests; all of them share the job.
 */
class SystemRowsIT {
    @TempDir
    static Path folder;

    private static SystemRows rows;

    @BeforeAll
    static void startJob() throws Exception {
        rows = new SystemRows(folder);
        rows.start();
    }

    @AfterAll
    static void stopJob() throws Exception {
        rows.stop();
    }

    static SystemRows rows() {
        return rows;
    }

    @Nested
    class TiTok extends TiTokRow {}

    @Nested
    class FlexTok extends FlexTokRow {}

    @Nested
    class OneDPiece extends OneDPieceRow {}

    @Nested
    class XAr extends XArRow {}

    @Nested
    class Layton extends LaytonRow {}

    @Nested
    class Seed extends SeedRow {}

    @Nested
    class TokenFlow extends TokenFlowRow {}

    @Nested
    class M3 extends M3Row {}

    @Nested
    class Fqgan extends FqganRow {}

    @Nested
    class Pvc extends PvcRow {}

    @Nested
    class LaVit extends LaVitRow {}

    @Nested
    class Mqt extends MqtRow {}

    @Nested
    class ForeignExport extends ForeignExportRow {}
}
