package io.tokenloom.cli.bench.text;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.text.TextTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Documents of one kind through one engine, warm. An operation is a document; {@code bytes} counts their UTF-8. The system
 * property {@code corpus} names a folder of texts, as {@code --corpus} does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TextEncoding {
    /** Of the model that the vocabulary was made for. */
    @Param({"O200K", "CL100K"})
    public String vocabulary;

    /** Which engine; also {@code HUGGING_FACE}. */
    @Param({"OURS", "JTOKKIT"})
    public String engine;

    /** Which kind of text. */
    @Param({"prose", "code", "logs", "multilingual"})
    public String text;

    /** How long documents are. */
    @Param({"PAGES", "MESSAGES"})
    public String shape;

    private List<byte[]> documents;
    private AutoCloseable tokenizer;
    private Engine measured;
    private int next;

    /** JMH makes it. */
    public TextEncoding() {}

    /** Bytes of the documents of an iteration. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Read {
        /** Of UTF-8. */
        public long bytes;

        /** JMH makes it. */
        public Read() {}

        /** JMH reads the counter of each iteration. */
        @Setup(Level.Iteration)
        public void begin() {
            bytes = 0;
        }
    }

    /** Opens the engine. */
    @Setup
    public void open() throws IOException {
        Vocabulary wanted = Vocabulary.valueOf(vocabulary);
        documents = Shape.valueOf(shape).documents(group().utf8());
        switch (engine) {
            case "OURS" -> {
                TextBundle bundle = TextBundle.open(wanted.bundle());
                tokenizer = bundle;
                measured = Engines.ours(bundle.tokenizer(), documents);
            }
            case "JTOKKIT" -> {
                tokenizer = () -> {};
                measured = Engines.jtokkit(wanted, documents);
            }
            case "HUGGING_FACE" -> {
                TextTokenizer library = Engines.huggingFace(wanted);
                tokenizer = library;
                measured = Engines.huggingFace(library, documents);
            }
            default ->
                throw new IllegalArgumentException(
                        "there is no engine " + engine + "; there are OURS, JTOKKIT, HUGGING_FACE");
        }
    }

    private TextGroup group() throws IOException {
        return Measuring.corpus(
                        Optional.ofNullable(System.getProperty("corpus")).map(Path::of))
                .stream()
                .filter(group -> group.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no kind of text " + text));
    }

    /** Frees the engine. */
    @TearDown
    public void close() throws Exception {
        tokenizer.close();
    }

    /** One document, each in turn. */
    @Benchmark
    public int encode(Read read) {
        int document = next;
        next = document + 1 == documents.size() ? 0 : document + 1;
        read.bytes += documents.get(document).length;
        return measured.encode(document);
    }
}
