package io.tokenloom.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.CommandRun;
import io.tokenloom.cli.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCommandTest {
    private static final String O200K = "builtin:o200k_base";

    @TempDir
    private Path folder;

    @Test
    void printsIdsOnALine() {
        CommandRun run = CommandRun.of("text", "encode", "-t", O200K, "Hello,", "world!");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().strip()).isEqualTo("13225 11 2375 0");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void encodesAControlTokenThatIsSpelledOutAsText() {
        CommandRun run = CommandRun.of("text", "encode", "-t", O200K, "<|endoftext|>");

        assertThat(run.out().strip()).isEqualTo("27 91 419 1440 919 91 29");
    }

    @Test
    void tellsWhereTokensLieInBytesAndInUtf16() throws IOException {
        CommandRun run = CommandRun.of("text", "encode", "-t", O200K, "--json", "Hello, Grüße 🌍");

        JsonNode found = JsonMapper.builder().build().readTree(run.out());
        assertThat(found.path("tokens").toString())
                .isEqualTo(
                        "[{\"id\":13225,\"bytes\":[0,5],\"utf16\":[0,5]},{\"id\":11,\"bytes\":[5,6],\"utf16\":[5,6]},"
                                + "{\"id\":99720,\"bytes\":[6,14],\"utf16\":[6,12]},{\"id\":130321,\"bytes\":[14,18],\"utf16\":[12,13]},"
                                + "{\"id\":235,\"bytes\":[18,19],\"utf16\":[13,15]}]");
        assertThat(found.path("count").asInt()).isEqualTo(5);
        assertThat(found.path("complete").asBoolean()).isTrue();
    }

    @Test
    void showsPiecesWithPartsOfCharactersAsBytes() {
        CommandRun run = CommandRun.of("text", "encode", "-t", O200K, "--pieces", "Hello, 🌍");

        assertThat(run.out().strip()).isEqualTo("[Hello][,][ \\xf0\\x9f\\x8c][\\x8d]");
    }

    @Test
    void tellsWhereTheWantedTokensEnd() throws IOException {
        CommandRun two = CommandRun.of("text", "encode", "-t", O200K, "--up-to", "2", "Hello, world!");
        CommandRun all = CommandRun.of("text", "encode", "-t", O200K, "--up-to", "4", "Hello, world!");
        CommandRun counted = CommandRun.of("text", "count", "-t", O200K, "--json", "--up-to", "3", "Hello, world!");

        assertThat(two.out().strip()).isEqualTo("13225 11");
        assertThat(two.err()).contains("2 tokens stand for the first 6 bytes of the text; more follows");
        assertThat(all.err()).contains("no more than these 4 tokens");
        JsonNode count = JsonMapper.builder().build().readTree(counted.out());
        assertThat(count.path("bytes").asInt()).isEqualTo(12);
        assertThat(count.path("complete").asBoolean()).isFalse();
    }

    @Test
    void countsTokensBytesAndCharacters() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "Hello, Grüße 🌍");

        CommandRun run = CommandRun.of("text", "count", "-t", O200K, "--file", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .containsPattern("tokens +5\\R")
                .containsPattern("bytes +19\\R")
                .containsPattern("characters +14\\R")
                .containsPattern("bytes per token +3.80\\R");
    }

    @Test
    void decodesALongFileToItsBytes() throws IOException {
        // Longer than a part.
        String text = IntStream.range(0, 60_000)
                .mapToObj(i -> "Zeile " + i + " enthält ein paar Wörter 漢字\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(folder.resolve("text"), text);
        Path decoded = folder.resolve("decoded");

        CommandRun encode = CommandRun.of("text", "encode", "-t", O200K, "-f", file.toString());
        CommandRun decode = withInput(encode.out(), "text", "decode", "-t", O200K, "-o", decoded.toString());

        assertThat(decode.exitCode()).isZero();
        assertThat(decoded).hasSameBinaryContentAs(file);
    }

    @Test
    void decodesListsAsTheyArePrinted() throws IOException {
        Path decoded = folder.resolve("decoded");

        CommandRun run =
                CommandRun.of("text", "decode", "-t", O200K, "-o", decoded.toString(), "[13225,", "11]", "130321");

        assertThat(run.exitCode()).isZero();
        assertThat(decoded)
                .hasBinaryContent(
                        new byte[] {'H', 'e', 'l', 'l', 'o', ',', ' ', (byte) 0xf0, (byte) 0x9f, (byte) 0x8c});
    }

    @Test
    void namesTheIdThatIsUnknown() {
        CommandRun run = CommandRun.of("text", "decode", "-t", O200K, "13225", "300000");

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("id 300000, number 2 of the ids").contains("another tokenizer");
    }

    @Test
    void refusesWhatIsNoId() {
        CommandRun word = CommandRun.of("text", "decode", "-t", O200K, "12", "x7");
        CommandRun large = withInput("99999999999", "text", "decode", "-t", O200K);

        assertThat(word.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(word.err()).contains("\"x\"").contains("spaces or commas");
        assertThat(large.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(large.err()).contains("standard input is not a list of ids");
    }

    @Test
    void namesTheByteThatIsNotUtf8InTheWholeText() throws IOException {
        byte[] text = IntStream.range(0, 200_000)
                .mapToObj(i -> "word word\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        text[1_500_003] = (byte) 0xff;
        Path file = Files.write(folder.resolve("latin"), text);

        CommandRun run = CommandRun.of("text", "count", "-t", O200K, "-f", file.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains(file + " is not UTF-8")
                .contains("at byte 1500003 ")
                .contains("iconv");
    }

    @Test
    void refusesATokenizerThatIsNotThere() {
        CommandRun path =
                CommandRun.of("text", "count", "-t", folder.resolve("absent").toString(), "a");
        CommandRun builtIn = CommandRun.of("text", "count", "-t", "builtin:o201k", "a");

        assertThat(path.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(path.err()).contains("there is no tokenizer at").contains(O200K);
        assertThat(builtIn.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(builtIn.err()).contains("builtin:o201k").contains("builtin:cl100k_base");
    }

    @Test
    void readsRanksWithTheirPattern() throws IOException {
        Path ranks = Files.writeString(folder.resolve("tiny.model"), ranks("he", "l", "lo", " ", "h", "e", "o"));

        CommandRun run = CommandRun.of("text", "encode", "-t", ranks.toString(), "--pattern", "gpt2", "hello hello");

        assertThat(run.err()).isEmpty();
        assertThat(run.out().strip()).isEqualTo("0 1 2 3 0 1 2");
    }

    @Test
    void saysThatRanksNeedAPattern() throws IOException {
        Path ranks = Files.writeString(folder.resolve("tiny"), ranks("a"));

        CommandRun none = CommandRun.of("text", "encode", "-t", ranks.toString(), "a");
        CommandRun unknown = CommandRun.of("text", "encode", "-t", ranks.toString(), "--pattern", "x", "a");
        CommandRun needless = CommandRun.of("text", "encode", "-t", O200K, "--pattern", "gpt2", "a");

        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("add --pattern NAME").contains("o200k");
        assertThat(unknown.err()).contains("--pattern x").contains("cl100k");
        assertThat(needless.err()).contains("leave it out");
    }

    @Test
    void tellsThatAFileIsNoTokenizer() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "just text");
        Path json = Files.writeString(folder.resolve("other.json"), "{}");

        assertThat(CommandRun.of("text", "count", "-t", file.toString(), "a").err())
                .contains("notes.txt is no tokenizer");
        assertThat(CommandRun.of("text", "count", "-t", json.toString(), "a").err())
                .contains("other.json can't be used")
                .contains("model");
    }

    @Test
    void countsAnEmptyText() {
        CommandRun run = CommandRun.of("text", "count", "-t", O200K, "");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).containsPattern("tokens +0\\R").containsPattern("bytes per token +0.00\\R");
    }

    /** All single bytes, as the reader of ranks demands, behind these tokens. */
    private static String ranks(String... first) {
        Stream<byte[]> tokens = Arrays.stream(first).map(token -> token.getBytes(StandardCharsets.UTF_8));
        Stream<byte[]> bytes = IntStream.range(0, 256)
                .filter(b -> !Arrays.asList(first).contains(String.valueOf((char) b)))
                .mapToObj(b -> new byte[] {(byte) b});
        int[] rank = {0};
        return Stream.concat(tokens, bytes)
                .map(token -> Base64.getEncoder().encodeToString(token) + " " + rank[0]++ + "\n")
                .collect(Collectors.joining());
    }

    private static CommandRun withInput(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return CommandRun.of(arguments);
        } finally {
            System.setIn(before);
        }
    }
}
