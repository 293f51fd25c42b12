package io.tokenloom.archive.megatron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexedDatasetTest {
    @TempDir
    private Path folder;

    private Path base;

    private void write(IdType type, boolean modes) throws IOException {
        base = folder.resolve("tokens");
        try (IndexedDatasetWriter writer = new IndexedDatasetWriter(base, type, modes)) {
            writer.add(new int[] {1, 2, 3}, 0);
            writer.add(new int[] {}, 1);
            writer.endDocument();
            writer.add(new int[] {65_535}, 1);
            writer.endDocument();
            assertThat(writer.sequences()).isEqualTo(3);
        }
    }

    @Test
    void writesTheBytesOfMegatron() throws Exception {
        write(IdType.UINT16, true);

        // By numpy and struct as in _IndexWriter.write of Megatron-LM.
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(folder.resolve("tokens.idx"))))
                .isEqualTo("4d4d494449445800000100000000000000080300000000000000" + "0300000000000000"
                        + "030000000000000001000000" + "000000000000000006000000000000000600000000000000"
                        + "000000000000000002000000000000000300000000000000" + "000101");
        assertThat(Files.readAllBytes(folder.resolve("tokens.bin")))
                .isEqualTo(new byte[] {1, 0, 2, 0, 3, 0, (byte) 255, (byte) 255});
    }

    @Test
    void readsWhatItWrote() throws Exception {
        for (IdType type : IdType.values()) {
            write(type, type == IdType.INT32);
            try (IndexedDataset read = IndexedDataset.open(base)) {
                assertThat(read.sequences()).isEqualTo(3);
                assertThat(read.documents()).isEqualTo(2);
                assertThat(read.documentStart(1)).isEqualTo(2);
                assertThat(read.sequence(0)).containsExactly(1, 2, 3);
                assertThat(read.sequence(1)).isEmpty();
                assertThat(read.sequence(2)).containsExactly(65_535);
                assertThat(read.mode(2)).isEqualTo(type == IdType.INT32 ? 1 : 0);
            }
            Files.delete(folder.resolve("tokens.bin"));
        }
    }

    @Test
    void readsAnEmptyOne() throws Exception {
        new IndexedDatasetWriter(folder.resolve("none"), IdType.INT32, false).close();

        try (IndexedDataset read = IndexedDataset.open(folder.resolve("none"))) {
            assertThat(read.sequences()).isZero();
            assertThat(read.documents()).isZero();
        }
    }

    @Test
    void choosesNumbersAsMegatronDoes() {
        assertThat(IdType.of(65_499)).isEqualTo(IdType.UINT16);
        assertThat(IdType.of(65_500)).isEqualTo(IdType.INT32);
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        write(IdType.UINT16, false);

        assertThatThrownBy(() -> write(IdType.UINT16, false)).isInstanceOf(FileAlreadyExistsException.class);
        IndexedDatasetWriter writer = new IndexedDatasetWriter(folder.resolve("other"), IdType.UINT16, false);
        assertThatThrownBy(() -> writer.add(new int[] {65_536}, 0)).hasMessageContaining("id 65536 is no UINT16");
        writer.add(new int[] {5}, 0);
        assertThatThrownBy(writer::close).hasMessageContaining("the last document has no end");
    }

    @Test
    void findsEveryDamage() throws Exception {
        write(IdType.UINT16, false);
        Path index = folder.resolve("tokens.idx");
        byte[] whole = Files.readAllBytes(index);

        for (int length = 0; length < whole.length; length++) {
            Files.write(index, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> IndexedDataset.open(base)).isInstanceOf(CorruptIndexException.class);
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x41;
            Files.write(index, damaged);
            assertThatThrownBy(() -> IndexedDataset.open(base))
                    .as("byte " + at)
                    .isInstanceOf(CorruptIndexException.class);
        }
        Files.write(index, whole);
        Files.write(folder.resolve("tokens.bin"), new byte[7]);
        assertThatThrownBy(() -> IndexedDataset.open(base))
                .hasMessageContaining("the ids take 7 bytes and should take 8");
    }
}
