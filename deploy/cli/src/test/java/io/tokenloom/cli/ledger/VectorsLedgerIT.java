package io.tokenloom.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.broker.TestBroker;
import io.tokenloom.cli.broker.WithBroker;
import io.tokenloom.cli.records.WrittenRoute;
import io.tokenloom.cli.visual.OnnxRecords;
import io.tokenloom.cli.visual.TestPictures;
import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.media.RgbImage;
import io.tokenloom.reader.records.CommittedRecords;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.wire.SchemaSource;
import java.util.List;
import org.junit.jupiter.api.Test;

@WithBroker
class VectorsLedgerIT {
    private static final RgbImage PICTURE = TestPictures.quadrants(40, 20, 10, 90, 160, 250);
    private static final byte[] CONTENT = {1};

    @Test
    void balancesATopicOfVectorsAsOneOfIds(TestBroker broker) throws InterruptedException {
        try (OnnxRecords m3 = OnnxRecords.of("m3");
                WrittenRoute written = WrittenRoute.of(broker, "ledger-vectors");
                SchemaSource schemas = SchemaSource.connect(written.registry().settings())) {
            RecordAddress whole = written.source("whole", CONTENT);
            written.vectorRecords("whole", List.of(m3.vectors(whole, 0, 1, "whole", CONTENT, PICTURE)));
            RecordAddress parts = written.source("parts", CONTENT);
            written.vectorRecords(
                    "parts",
                    List.of(
                            m3.vectors(parts, 0, 2, "parts", CONTENT, PICTURE),
                            m3.vectors(parts, 1, 2, "parts", CONTENT, PICTURE)));
            RecordAddress half = written.source("half", CONTENT);
            written.vectorRecords("half", List.of(m3.vectors(half, 1, 2, "half", CONTENT, PICTURE)));
            RecordAddress bad = written.source("bad", CONTENT);
            written.deadLetter(bad, "bad", CONTENT, FailureCode.IMAGE_DECODE);
            written.commit();

            RoutesLedger ledger =
                    RoutesLedger.open(new CommittedRecords(written.connections()), written.routes(), schemas);
            ledger.advance();
            assertThat(ledger.report().total()).isEqualTo(new LedgerCounts(4, 2, 1, 0, 1, 0, 0));

            written.vectorRecords("half", List.of(m3.vectors(half, 0, 2, "half", CONTENT, PICTURE)));
            written.vectorRecords("whole", List.of(m3.vectors(whole, 0, 1, "whole", CONTENT, PICTURE)));
            written.commit();
            ledger.advance();
            assertThat(ledger.report().total()).isEqualTo(new LedgerCounts(4, 3, 1, 0, 0, 1, 0));
        }
    }
}
