package io.tokenloom.cli.demo.report;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.cli.ledger.LedgerCounts;
import io.tokenloom.cli.ledger.LedgerReport;
import io.tokenloom.cli.ledger.RouteCounts;
import io.tokenloom.cli.ledger.Strays;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Outcomes as a run makes them, with texts of the test's choice. */
final class OutcomeFixture {
    static final Instant FINISHED = Instant.parse("2026-03-01T12:00:00Z");

    /** Opening it takes a second, and it holds no native memory. */
    private static final TextBundle BUNDLE = TextBundle.open("builtin:o200k_base");

    private OutcomeFixture() {}

    /** A run that went well over these texts, by source id. */
    static DemoOutcome of(Map<String, String> texts) {
        List<SourceItem> items = new ArrayList<>();
        List<Excerpt> excerpts = new ArrayList<>();
        texts.forEach((source, text) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int[] ids = BUNDLE.tokenizer().encode(bytes, 0, bytes.length);
            items.add(tokens(source, ids.length, bytes.length));
            excerpts.add(excerpt(source, ids, bytes.length));
        });
        return outcome(items, excerpts, VisualOutcome.NONE);
    }

    /** A run over an image and a video that went well. */
    static DemoOutcome withPictures(String image, String video) {
        ShownImage shownImage = new ShownImage(
                image, 8, 6, uri(9), List.of(new ShownPicture(16, 21.5, uri(9)), new ShownPicture(64, 24.25, uri(9))));
        List<ShownFrame> frames = List.of(
                new ShownFrame(0, uri(9), new ShownPicture(64, 24, uri(9))),
                new ShownFrame(0.2, uri(9), new ShownPicture(0, 24, uri(9))));
        ShownVideo shownVideo = new ShownVideo(
                video,
                8,
                6,
                frames,
                List.of(
                        new ShownVideo.Point(0, 64, true),
                        new ShownVideo.Point(0.2, 0, false),
                        new ShownVideo.Point(0.4, 12, false)));
        return outcome(
                List.of(picture(image, "image", ItemStatus.TOKENS), picture(video, "video", ItemStatus.TOKENS)),
                List.of(),
                new VisualOutcome(
                        List.of(new VisualCheck(image, 1, 64, 24.25), new VisualCheck(video, 3, 25.3, 24)),
                        List.of(shownImage),
                        List.of(shownVideo)));
    }

    /** A run over images whose pictures on the page have so many characters each. */
    static DemoOutcome withManyPictures(int images, int characters) {
        List<ShownImage> shown = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            shown.add(new ShownImage(
                    "image-" + i,
                    8,
                    6,
                    uri(characters),
                    List.of(new ShownPicture(4, 20, uri(characters)), new ShownPicture(64, 24, uri(characters)))));
        }
        return outcome(List.of(), List.of(), new VisualOutcome(List.of(), shown, List.of()));
    }

    /** The same run with what apps made of its tokens. */
    static DemoOutcome with(DemoOutcome run, SequenceOutcome sequences) {
        return new DemoOutcome(
                run.finished(),
                run.items(),
                run.ledger(),
                run.text(),
                run.visual(),
                run.tokenizers(),
                run.measurement(),
                run.measuredNow(),
                run.excerpts(),
                run.deadLetters(),
                run.notSent(),
                run.archives(),
                Optional.of(sequences));
    }

    /** A run in which nothing became of a picture. */
    static DemoOutcome withMissingPicture(String source) {
        return outcome(List.of(picture(source, "image", ItemStatus.MISSING)), List.of(), VisualOutcome.NONE);
    }

    private static String uri(int characters) {
        return "data:image/jpeg;base64," + "A".repeat(characters);
    }

    private static SourceItem picture(String source, String modality, ItemStatus status) {
        return new SourceItem(
                source,
                modality,
                modality,
                status,
                Optional.of("quadrants 1"),
                1,
                64,
                1000,
                Optional.empty(),
                status == ItemStatus.TOKENS);
    }

    static SourceItem tokens(String source, long tokenCount, long bytes) {
        return new SourceItem(
                source,
                "text",
                "text",
                ItemStatus.TOKENS,
                Optional.of("o200k_base 1"),
                1,
                tokenCount,
                bytes,
                Optional.empty(),
                true);
    }

    static SourceItem deadLetters(String source, String code, long records, long bytes) {
        return new SourceItem(
                source,
                "text",
                "lines",
                ItemStatus.DEAD_LETTER,
                Optional.empty(),
                records,
                0,
                bytes,
                Optional.of(code),
                true);
    }

    private static DemoOutcome outcome(List<SourceItem> items, List<Excerpt> excerpts, VisualOutcome visual) {
        List<SourceItem> all = new ArrayList<>(items);
        all.add(deadLetters("samples/hostile/latin-1.log", "TEXT_ENCODING", 3, 90));
        return new DemoOutcome(
                FINISHED,
                all,
                ledger(new LedgerCounts(items.size() + 3, items.size(), 3, 0, 0, 0, 0)),
                new TextCheck(items.stream().mapToLong(SourceItem::sourceBytes).sum(), true),
                visual,
                List.of(tokenizer()),
                Optional.of(measurement()),
                true,
                excerpts,
                List.of(new DeadLetter(
                        "samples/hostile/latin-1.log",
                        "logs.raw.v1/0/17",
                        "TEXT_ENCODING",
                        "The text is not well-formed UTF-8 at byte 4. Send it as UTF-8.",
                        30,
                        "Gr\u00fc\u00dfe aus <b>Z\u00fcrich</b>\r\n".getBytes(StandardCharsets.ISO_8859_1))),
                List.of(),
                Optional.of(new ArchiveOutcome(
                        List.of(new ArchivedFormat("parquet", 2, 12, 345, 6_789, "/archives/parquet")), 20_000, true)),
                Optional.empty());
    }

    static LedgerReport ledger(LedgerCounts counts) {
        return new LedgerReport(
                List.of(new RouteCounts(
                        "logs", "logs.raw.v1", "tokens.text.v1", "tokens.dlq.v1", counts, new TreeMap<>())),
                Strays.NONE);
    }

    static Measurement measurement() {
        List<RatePoint> points = new ArrayList<>();
        List<Latency.Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean checkpoint = i % 4 == 3;
            points.add(new RatePoint(
                    i * 0.25,
                    i < 16 ? 500 : 0,
                    i < 16 ? 90_000 : 0,
                    checkpoint ? 800 : 0,
                    checkpoint ? 140_000 : 0,
                    checkpoint ? 45_000 : 0));
            buckets.add(new Latency.Bucket(i * 100, (i + 1) * 100, Math.max(0, 400 - (i - 12) * (i - 12) * 3)));
        }
        return new Measurement(
                FINISHED,
                new Rates(10, 800, 0.144, 45_000, 0.25, points),
                new Latency(8000, 1230, 2950, 3120, buckets));
    }

    private static Excerpt excerpt(String source, int[] ids, long bytes) {
        List<ExcerptToken> tokens = new ArrayList<>();
        for (int i = 0; i < Math.min(ids.length, Excerpt.MAX_TOKENS); i++) {
            tokens.add(new ExcerptToken(ids[i], BUNDLE.tokenizer().decode(new int[] {ids[i]})));
        }
        return new Excerpt(source, tokens, ids.length, bytes);
    }

    private static TokenizerLine tokenizer() {
        return new TokenizerLine(
                BUNDLE.manifest().name(),
                BUNDLE.manifest().version(),
                HexFormat.of().formatHex(BUNDLE.fingerprint().shortBytes()),
                HexFormat.of().formatHex(BUNDLE.fingerprint().sha256()),
                BUNDLE.tokenizer().vocabularySize(),
                BUNDLE.tokenizer().lossless());
    }
}
