package io.tokenloom.text.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.Utf8Text;
import io.tokenloom.text.bpe.BytePairModel;
import io.tokenloom.text.split.SplitPattern;
import io.tokenloom.text.split.Splitter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Speed of the encoder beside JTokkit and, given its tokenizer.json, beside Hugging Face's library through JNI: MB of UTF-8
 * for a second of CPU, the median of rounds in which the engines take turns. Every engine's ids are compared first.
 *
 * <p>Arguments: {@code o200k|cl100k}, bytes of a document, tokenizer.json or {@code -}, then files of text. Cold: each round
 * starts with empty caches; document: each document does.
 */
final class SplitEncoderSpeed {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = Integer.getInteger("rounds", 15);

    private SplitEncoderSpeed() {}

    public static void main(String[] args) throws IOException {
        boolean o200k = args[0].equals("o200k");
        Splitter splitter = (o200k ? SplitPattern.O200K : SplitPattern.CL100K).splitter();
        BytePairModel model = (o200k ? Ranks.O200K : Ranks.CL100K).model();
        Encoding jtokkit = Encodings.newLazyEncodingRegistry()
                .getEncoding(o200k ? EncodingType.O200K_BASE : EncodingType.CL100K_BASE);
        HuggingFaceTokenizer djl = args[2].equals("-")
                ? null
                : HuggingFaceTokenizer.builder()
                        .optTokenizerPath(Path.of(args[2]))
                        .optAddSpecialTokens(false)
                        .optTruncation(false)
                        .build();
        for (int i = 3; i < args.length; i++) {
            byte[] text = Files.readAllBytes(Path.of(args[i]));
            measure(
                    Path.of(args[i]).getFileName().toString(),
                    text,
                    Integer.parseInt(args[1]),
                    splitter,
                    model,
                    jtokkit,
                    djl);
        }
    }

    private static void measure(
            String name,
            byte[] text,
            int size,
            Splitter splitter,
            BytePairModel model,
            Encoding jtokkit,
            HuggingFaceTokenizer djl) {
        List<byte[]> documents = documents(text, size);
        List<String> strings =
                documents.stream().map(document -> new String(document, UTF_8)).toList();
        SplitEncoder encoder = new SplitEncoder(splitter, model);
        for (int i = 0; i < documents.size(); i++) {
            verify(strings.get(i), documents.get(i), encoder, jtokkit, djl);
        }
        TokenBuffer out = TokenBuffer.ofIds();
        int[] ends = new int[256];
        Map<String, Runnable> engines = new TreeMap<>();
        engines.put("1 jtokkit", () -> strings.forEach(s -> jtokkit.encodeOrdinary(s)));
        if (djl != null) {
            engines.put("2 djl", () -> strings.forEach(s -> djl.encode(s, false, false)));
        }
        engines.put(
                "3 warm",
                () -> each(documents, d -> {
                    out.clear();
                    Utf8Text.requireValid(d, 0, d.length);
                    encoder.encode(d, 0, d.length, out);
                    return out.size();
                }));
        engines.put("4 cold", () -> {
            PieceLoop loop = new PieceLoop(splitter, model);
            each(documents, d -> {
                out.clear();
                Utf8Text.requireValid(d, 0, d.length);
                return loop.encode(d, 0, d.length, true, out);
            });
        });
        engines.put("5 count", () -> each(documents, d -> encoder.count(d, 0, d.length)));
        engines.put(
                "6 splitter alone",
                () -> each(documents, d -> {
                    int at = 0;
                    while (at < d.length) {
                        at = ends[splitter.split(d, at, d.length, true, ends) - 1];
                    }
                    return at;
                }));
        engines.put(
                "7 check alone",
                () -> each(documents, d -> {
                    Utf8Text.requireValid(d, 0, d.length);
                    return d.length;
                }));
        Splitter known = new KnownSplitter(splitter, documents);
        SplitEncoder unsplit = new SplitEncoder(known, model);
        engines.put(
                "8 warm, split known",
                () -> each(documents, d -> {
                    out.clear();
                    unsplit.encode(d, 0, d.length, out);
                    return out.size();
                }));
        Map<String, long[]> times = new TreeMap<>();
        engines.keySet().forEach(engine -> times.put(engine, new long[ROUNDS]));
        for (int round = -5; round < ROUNDS; round++) {
            for (Map.Entry<String, Runnable> engine : engines.entrySet()) {
                if (engine.getKey().contains("djl") && round < -1
                        || engine.getKey().contains("djl") && round > 4) {
                    continue;
                }
                long before = THREADS.getCurrentThreadCpuTime();
                engine.getValue().run();
                if (round >= 0) {
                    times.get(engine.getKey())[round] = THREADS.getCurrentThreadCpuTime() - before;
                }
            }
        }
        long[] cold = coldDocuments(documents, splitter, model);
        times.put("9 every document cold", cold);
        double reference = speed(text.length, times.get("1 jtokkit"));
        StringBuilder line = new StringBuilder(String.format("%-12s %d documents", name, documents.size()));
        times.forEach((engine, nanos) -> line.append(String.format(
                "%n   %-24s %7.1f MB/s %6.1fx",
                engine, speed(text.length, nanos), speed(text.length, nanos) / reference)));
        System.out.println(line);
    }

    private static long[] coldDocuments(List<byte[]> documents, Splitter splitter, BytePairModel model) {
        long[] nanos = new long[3];
        TokenBuffer out = TokenBuffer.ofIds();
        for (int round = 0; round < nanos.length; round++) {
            for (byte[] document : documents) {
                PieceLoop loop = new PieceLoop(splitter, model);
                out.clear();
                long before = THREADS.getCurrentThreadCpuTime();
                loop.encode(document, 0, document.length, true, out);
                nanos[round] += THREADS.getCurrentThreadCpuTime() - before;
            }
        }
        return nanos;
    }

    private static void each(List<byte[]> documents, ToIntFunction<byte[]> work) {
        int sum = 0;
        for (byte[] document : documents) {
            sum += work.applyAsInt(document);
        }
        if (sum == 42) {
            System.out.println();
        }
    }

    private static double speed(int bytes, long[] nanos) {
        long[] sorted = Arrays.stream(nanos).filter(n -> n > 0).sorted().toArray();
        return bytes * 1e3 / sorted[sorted.length / 2];
    }

    private static void verify(
            String text, byte[] utf8, SplitEncoder encoder, Encoding jtokkit, HuggingFaceTokenizer djl) {
        TokenBuffer out = TokenBuffer.ofIds();
        encoder.encode(utf8, 0, utf8.length, out);
        int[] ids = out.toArray();
        if (!Arrays.equals(ids, jtokkit.encodeOrdinary(text).toArray())) {
            System.out.println("ids differ from JTokkit's");
        }
        if (djl != null
                && !Arrays.equals(
                        ids,
                        Arrays.stream(djl.encode(text, false, false).getIds())
                                .mapToInt(id -> (int) id)
                                .toArray())) {
            System.out.println("ids differ from those of DJL");
        }
        if (encoder.count(utf8, 0, utf8.length) != ids.length) {
            throw new IllegalStateException("count differs");
        }
    }

    /** Cuts at white space, as the documents of a stream would end. */
    private static List<byte[]> documents(byte[] text, int size) {
        List<byte[]> documents = new ArrayList<>();
        int at = 0;
        while (at < text.length) {
            int end = Math.min(text.length, at + size);
            while (end < text.length && (text[end] & 0xC0) == 0x80) {
                end++;
            }
            documents.add(Arrays.copyOfRange(text, at, end));
            at = end;
        }
        return documents;
    }

    /** Gives ends that were found before: what is left is the encoder's own time. */
    private static final class KnownSplitter implements Splitter {
        private final Map<byte[], int[]> ends = new java.util.IdentityHashMap<>();
        private byte[] document;
        private int[] known;
        private int next;

        KnownSplitter(Splitter splitter, List<byte[]> documents) {
            for (byte[] document : documents) {
                int[] all = new int[document.length];
                int count = splitter.split(document, 0, document.length, true, all);
                ends.put(document, Arrays.copyOf(all, count));
            }
        }

        @Override
        public int split(byte[] utf8, int from, int to, boolean last, int[] out) {
            if (utf8 != document || from == 0) {
                document = utf8;
                known = ends.get(utf8);
                next = 0;
            }
            int count = Math.min(out.length, known.length - next);
            System.arraycopy(known, next, out, 0, count);
            next += count;
            return count;
        }
    }
}
