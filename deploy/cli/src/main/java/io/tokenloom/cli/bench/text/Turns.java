package io.tokenloom.cli.bench.text;

import java.util.List;

/** An engine that goes round and round through documents, for a while at a time. For one thread at a time. */
final class Turns {
    /** The clock is asked after so many bytes: asking takes as long as a short document. */
    private static final int BETWEEN_LOOKS = 16 * 1024;

    private final Engine engine;
    private final List<byte[]> documents;
    private final Agreement.Agreed agreed;
    private int next;

    Turns(Engine engine, List<byte[]> documents, Agreement.Agreed agreed) {
        this.engine = engine;
        this.documents = documents;
        this.agreed = agreed;
    }

    /** The engine. */
    Engine engine() {
        return engine;
    }

    /** The same documents for another engine. */
    Turns with(Engine other) {
        return new Turns(other, documents, agreed);
    }

    /** Goes on where it stopped, for this much processor time. */
    double megabytesPerSecond(long nanos) {
        long bytes = 0;
        long start = CpuTime.nanos();
        long spent;
        do {
            bytes += someDocuments();
            spent = CpuTime.nanos() - start;
        } while (spent < nanos);
        return CpuTime.megabytesPerSecond(bytes, spent);
    }

    /** Each document once, from the first one on. */
    double megabytesPerSecondOfAll() {
        long bytes = 0;
        long start = CpuTime.nanos();
        for (int document : agreed.numbers()) {
            bytes += encode(document);
        }
        return CpuTime.megabytesPerSecond(bytes, CpuTime.nanos() - start);
    }

    /** Some tens of kilobytes; returns how many bytes. */
    int someDocuments() {
        int bytes = 0;
        while (bytes < BETWEEN_LOOKS) {
            bytes += encode(agreed.numbers()[next]);
            next = (next + 1) % agreed.numbers().length;
        }
        return bytes;
    }

    private int encode(int document) {
        int tokens = engine.encode(document);
        if (tokens != agreed.tokens()[document]) {
            throw new IllegalStateException(engine.name() + " made " + tokens + " tokens of document " + document
                    + ", and " + agreed.tokens()[document] + " before");
        }
        return documents.get(document).length;
    }
}
