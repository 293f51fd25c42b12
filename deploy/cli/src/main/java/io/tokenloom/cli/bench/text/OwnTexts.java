package io.tokenloom.cli.bench.text;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Texts that lie on every machine that runs the program: documents and licences, source code, the logs of the demo, and
 * sentences in many languages. The same at every run on the same installation. Each kind has much less repetition than
 * copies of a small sample would have, but less variety than a large corpus.
 */
final class OwnTexts {
    private static final String SAMPLES = "/io/tokenloom/cli/demo/samples/";
    private static final List<String> LOGS =
            List.of("broker.log", "flink-jobmanager.log", "flink-taskmanager.log", "registry.log");
    private static final List<String> LANGUAGES = List.of(
            "arabiyya",
            "deutsch",
            "ellinika",
            "espanol",
            "francais",
            "hangugeo",
            "hindi",
            "ivrit",
            "nihongo",
            "polski",
            "russkij",
            "thai",
            "tieng-viet",
            "zhongwen");
    private static final List<String> LOCALES = List.of(
            "ar", "bn", "cs", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "hy", "id", "it", "ja", "ka", "ko",
            "lt", "ms", "nl", "pl", "pt", "ro", "ru", "sv", "ta", "th", "tr", "uk", "vi", "zh");
    private static final int SENTENCES = 60;
    private static final long MILLIS_OF_A_DAY = 86_400_000;
    private static final int DAYS = 20_000;

    private OwnTexts() {}

    /**
     * Prose, code, logs, and many languages.
     *
     * @param root the folder of the project, where its documents and sources lie
     */
    static List<TextGroup> read(Path root) throws IOException {
        return Stream.of(prose(root), code(root), logs(), languages())
                .map(group -> group.upTo(TextGroup.MOST_BYTES))
                .toList();
    }

    private static TextGroup prose(Path root) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write(sample("prose/english.txt"));
        append(text, root, ".md");
        Path legal = Path.of(System.getProperty("java.home"), "legal");
        append(text, legal, "");
        return group("prose", "this project's documents, and the licences of the Java that runs", text);
    }

    private static TextGroup code(Path root) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        append(text, root, ".java");
        return group("code", "this project's sources", text);
    }

    private static TextGroup logs() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (String log : LOGS) {
            text.write(sample("logs/" + log));
        }
        return group("logs", "the logs of Kafka, Flink and a registry in the demo's samples", text);
    }

    private static TextGroup languages() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (String language : LANGUAGES) {
            text.write(sample("prose/" + language + ".txt"));
        }
        SplittableRandom random = new SplittableRandom(1);
        for (String locale : LOCALES) {
            text.write(messages(locale));
            text.write(sentences(new ULocale(locale), random).getBytes(StandardCharsets.UTF_8));
        }
        return group(
                TextGroup.MULTILINGUAL,
                "the demo's prose in " + LANGUAGES.size()
                        + " languages, messages of the JSON schema validator, and dates,"
                        + " numbers and names in the words of " + LOCALES.size() + " languages by ICU",
                text);
    }

    /** The messages of a library that is on the class path anyway, where it has the language. */
    private static byte[] messages(String locale) throws IOException {
        try (InputStream file = OwnTexts.class.getResourceAsStream("/jsv-messages_" + locale + ".properties")) {
            if (file == null) {
                return new byte[0];
            }
            Properties messages = new Properties();
            messages.load(file);
            StringBuilder text = new StringBuilder();
            for (String key : new TreeSet<>(messages.stringPropertyNames())) {
                text.append(messages.getProperty(key)).append('\n');
            }
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    /** What ICU can say about any day, number, country and language. */
    private static String sentences(ULocale locale, SplittableRandom random) {
        DateFormat date = DateFormat.getDateInstance(DateFormat.FULL, locale);
        RuleBasedNumberFormat number = new RuleBasedNumberFormat(locale, RuleBasedNumberFormat.SPELLOUT);
        String[] countries = Locale.getISOCountries();
        String[] languages = Locale.getISOLanguages();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < SENTENCES; i++) {
            String country = countries[random.nextInt(countries.length)];
            String language = languages[random.nextInt(languages.length)];
            text.append(date.format(new Date(random.nextInt(DAYS) * MILLIS_OF_A_DAY)))
                    .append(": ")
                    .append(ULocale.getDisplayCountry("und-" + country, locale))
                    .append(", ")
                    .append(ULocale.getDisplayLanguage(language, locale))
                    .append(" (")
                    .append(number.format(random.nextInt(1_000_000)))
                    .append(").\n");
        }
        return text.toString();
    }

    private static byte[] sample(String name) throws IOException {
        try (InputStream file = OwnTexts.class.getResourceAsStream(SAMPLES + name)) {
            return file.readAllBytes();
        }
    }

    /** Files of a folder in the order of their paths, until there is enough; none where there is no folder. */
    private static void append(ByteArrayOutputStream text, Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(file -> file.toString().endsWith(ending) && !isMade(folder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(files::add);
        }
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            if (text.size() < TextGroup.MOST_BYTES && isUtf8(content)) {
                text.write(content);
            }
        }
    }

    private static boolean isMade(Path file) {
        return Stream.of("target", "node_modules", ".git", ".tokenloom")
                .anyMatch(folder -> file.startsWith(folder) || file.toString().contains("/" + folder + "/"));
    }

    private static boolean isUtf8(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
    }

    private static TextGroup group(String name, String origin, ByteArrayOutputStream text) {
        return new TextGroup(name, origin, text.toByteArray());
    }
}
