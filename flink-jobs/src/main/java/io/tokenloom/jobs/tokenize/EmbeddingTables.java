package io.tokenloom.jobs.tokenize;

import io.tokenloom.jobs.routes.EmbeddingOptions;
import io.tokenloom.text.dynamic.EmbeddingTable;
import io.tokenloom.vision.quantization.CodebookFileException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The embedding tables of this process, float32 in memory, one for all tasks that use it. Thread-safe. */
final class EmbeddingTables {
    private static final Map<List<String>, WeakReference<EmbeddingTable>> TABLES = new HashMap<>();

    private EmbeddingTables() {}

    /**
     * The table that a route names; it is forgotten when nobody holds it any more.
     *
     * @throws IllegalArgumentException with the file and what is wrong with it
     */
    static synchronized EmbeddingTable of(EmbeddingOptions options) {
        List<String> name = List.of(options.table(), options.tensor());
        WeakReference<EmbeddingTable> known = TABLES.get(name);
        EmbeddingTable table = known == null ? null : known.get();
        if (table == null) {
            table = read(options);
            TABLES.put(name, new WeakReference<>(table));
        }
        return table;
    }

    private static EmbeddingTable read(EmbeddingOptions options) {
        try {
            return EmbeddingTable.read(Files.readAllBytes(Path.of(options.table())), options.tensor());
        } catch (IOException e) {
            throw new IllegalArgumentException(options.table() + " can't be read (" + e + ")", e);
        } catch (CodebookFileException e) {
            throw new IllegalArgumentException(options.table() + ": " + e.getMessage(), e);
        }
    }
}
