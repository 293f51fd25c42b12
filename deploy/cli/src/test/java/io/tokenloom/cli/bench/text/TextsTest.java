package io.tokenloom.cli.bench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.cli.CommandException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Shape.class)
    void cutsDocumentsBetweenCharacters(Shape shape) {
        byte[] text = ("Größe 漢字 🌍 ".repeat(2000) + "\n").getBytes(StandardCharsets.UTF_8);

        List<byte[]> documents = shape.documents(text);

        ByteArrayOutputStream all = new ByteArrayOutputStream();
        documents.forEach(document -> {
            assertThat(new String(document, StandardCharsets.UTF_8)).doesNotContain("\uFFFD");
            all.writeBytes(document);
        });
        assertThat(all.toByteArray()).isEqualTo(text);
    }

    @Test
    void cutsDocumentsOfTheirLength() {
        byte[] text = "ä🌍 abc\n".repeat(4096).getBytes(StandardCharsets.UTF_8);

        assertThat(Shape.PAGES.documents(text))
                .allSatisfy(document -> assertThat(document.length).isLessThanOrEqualTo(8192))
                .allSatisfy(
                        document -> assertThat(document[document.length - 1]).isEqualTo((byte) '\n'));
        assertThat(Shape.MESSAGES.documents(text).subList(0, 100)).allSatisfy(document -> {
            String message = new String(document, StandardCharsets.UTF_8);
            assertThat(message.codePointCount(0, message.length())).isEqualTo(128);
        });
    }

    @ParameterizedTest
    @EnumSource(SlowText.class)
    void makesSlowTextsOfWholeCharacters(SlowText kind) {
        byte[] text = kind.utf8(1000);

        assertThat(text.length).isBetween(998, 1000);
        assertThat(new String(text, StandardCharsets.UTF_8)).doesNotContain("\uFFFD");
        assertThat(kind.utf8(1000)).isEqualTo(text);
    }

    @Test
    void takesEachSubfolderAndEachFileAsAKind() throws IOException {
        write("logs/b.log", "second\n");
        write("logs/a.log", "first\n");
        write("multi.txt", "Größe");
        Files.write(folder.resolve("picture.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        List<String> notices = new ArrayList<>();

        List<TextGroup> groups = CorpusFolder.read(folder, notices::add);

        assertThat(groups).extracting(TextGroup::name).containsExactly("logs", TextGroup.MULTILINGUAL);
        assertThat(new String(groups.get(0).utf8(), StandardCharsets.UTF_8)).isEqualTo("first\nsecond\n");
        assertThat(notices).singleElement().asString().contains("picture.png is not UTF-8");
    }

    @Test
    void refusesAFolderWithoutText() {
        assertThatThrownBy(() -> CorpusFolder.read(folder, notice -> {}))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("has no text in it");
        assertThatThrownBy(() -> CorpusFolder.read(folder.resolve("absent"), notice -> {}))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void findsTextsOnAnyMachine() throws IOException {
        write("README.md", "# A project\n");
        write("src/A.java", "class A {}\n");
        write("target/B.java", "class B {}\n");

        List<TextGroup> groups = OwnTexts.read(folder);

        assertThat(groups).extracting(TextGroup::name).containsExactly("prose", "code", "logs", TextGroup.MULTILINGUAL);
        assertThat(new String(groups.get(1).utf8(), StandardCharsets.UTF_8)).isEqualTo("class A {}\n");
        assertThat(groups.get(0).utf8().length).isGreaterThan(10_000);
        assertThat(groups.get(3).utf8().length).isGreaterThan(300_000);
        assertThat(OwnTexts.read(folder).get(3).utf8()).isEqualTo(groups.get(3).utf8());
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
