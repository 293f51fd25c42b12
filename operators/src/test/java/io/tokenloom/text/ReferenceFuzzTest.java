package io.tokenloom.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.text.huggingface.HuggingFaceTokenizer;
import io.tokenloom.text.library.HuggingFaceTextTokenizer;
import io.tokenloom.text.library.TiktokenTokenizer;
import io.tokenloom.text.split.SplitPattern;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine beside the libraries on texts made by chance. System properties: {@code tokenloom.fuzz} is the number of texts
 * for each tokenizer, {@code tokenloom.fuzz.seed} the first seed, {@code tokenloom.tokenizers} a folder with
 * {@code NAME/tokenizer.json} files more, {@code tokenloom.texts} a folder of real texts, and {@code tokenloom.fuzz.young} a
 * folder that gets the texts on which JTokkit is known to be no reference, with our ids, for tiktoken to decide.
 */
class ReferenceFuzzTest {
    private static final int TEXTS = Integer.getInteger("tokenloom.fuzz", 1000);
    private static final long SEED = Long.getLong("tokenloom.fuzz.seed", 1);

    /** A tokenizer and its reference, opened when needed. */
    interface Subject {
        ReferenceFuzz open() throws IOException;
    }

    static Stream<Subject> subjects() throws IOException {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(named("o200k_base", () -> builtIn("o200k_base", SplitPattern.O200K)));
        subjects.add(named("cl100k_base", () -> builtIn("cl100k_base", SplitPattern.CL100K)));
        subjects.add(named("small", () -> huggingFace("small", Golden.bytes("small/tokenizer.json"))));
        for (Path file : files("tokenloom.tokenizers")) {
            if (file.endsWith("tokenizer.json")) {
                String name = file.getParent().getFileName().toString();
                subjects.add(named(name, () -> huggingFace(name, Files.readAllBytes(file))));
            }
        }
        return subjects.stream();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void equalsItsReference(Subject subject) throws IOException {
        ReferenceFuzz fuzz = subject.open();
        try (PrintStream young = young(fuzz.name())) {
            ReferenceFuzz.Result result = fuzz.run(TEXTS, SEED, ReferenceFuzz.read(files("tokenloom.texts")), young);
            assertThat(result.faults()).isEmpty();
            System.out.println(fuzz.name() + ": " + TEXTS + " texts of seed " + SEED + " equal, " + result.explained()
                    + " of them left to tiktoken");
        } finally {
            fuzz.tokenizer().close();
            fuzz.reference().close();
        }
    }

    private static ReferenceFuzz builtIn(String name, SplitPattern pattern) throws IOException {
        byte[] ranks;
        try (var in = TiktokenTokenizer.class.getResourceAsStream("/com/knuddels/jtokkit/" + name + ".tiktoken")) {
            ranks = in.readAllBytes();
        }
        return new ReferenceFuzz(
                name,
                TextBundle.open("builtin:" + name).tokenizer(),
                TiktokenTokenizer.of(ranks, pattern, List.of()),
                true);
    }

    private static ReferenceFuzz huggingFace(String name, byte[] json) {
        return new ReferenceFuzz(
                name, HuggingFaceTokenizer.of(json, List.of()), HuggingFaceTextTokenizer.of(json, List.of()), false);
    }

    private static PrintStream young(String name) throws IOException {
        String folder = System.getProperty("tokenloom.fuzz.young");
        OutputStream out = folder == null
                ? OutputStream.nullOutputStream()
                : new BufferedOutputStream(Files.newOutputStream(Path.of(folder, name + ".jsonl")));
        return new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    private static List<Path> files(String property) throws IOException {
        String folder = System.getProperty(property);
        if (folder == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Subject named(String name, Subject subject) {
        return new Subject() {
            @Override
            public ReferenceFuzz open() throws IOException {
                return subject.open();
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    /** The same from the command line; arguments name those to run. */
    public static void main(String[] names) throws IOException {
        for (Subject subject :
                subjects().filter(s -> List.of(names).contains(s.toString())).toList()) {
            new ReferenceFuzzTest().equalsItsReference(subject);
        }
    }
}
