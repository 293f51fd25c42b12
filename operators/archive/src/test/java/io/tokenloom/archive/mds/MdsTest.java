package io.tokenloom.archive.mds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MdsTest {
    private static final MdsSchema SCHEMA = new MdsSchema(List.of(
            new MdsColumn("text_id", MdsEncoding.STR),
            new MdsColumn("input_ids", MdsEncoding.INT32S),
            new MdsColumn("event_time", MdsEncoding.INT)));

    @TempDir
    private Path folder;

    private static byte[] sample(int i, int length) {
        int[] ids = new int[length];
        Arrays.setAll(ids, k -> i + k);
        return SCHEMA.encode(List.of((long) i, ids, "é" + i));
    }

    @Test
    void encodesASampleAsMosaicDoes() {
        // MDSWriter(columns={'text_id': 'str', 'input_ids': 'ndarray:int32', 'event_time': 'int'}).encode_sample(...)
        assertThat(HexFormat.of().formatHex(SCHEMA.encode(List.of(7L, new int[] {1, -2}, "é"))))
                .isEqualTo("0a000000" + "02000000" + "0700000000000000" + "0402" + "01000000feffffff" + "c3a9");
    }

    @Test
    void readsWhatItWrote() throws Exception {
        MdsShardWriter writer = new MdsShardWriter(SCHEMA);
        int[] lengths = {0, 1, 255, 256, 65_535, 65_536};
        for (int i = 0; i < lengths.length; i++) {
            writer.add(sample(i, lengths[i]));
        }
        MdsShard shard = writer.write(folder.resolve("shard.00000.mds"));
        new MdsIndex(List.of(shard)).replace(folder);

        MdsIndex index = MdsIndex.read(folder);
        assertThat(index.shards()).containsExactly(shard);
        assertThat(index.samples()).isEqualTo(lengths.length);
        assertThat(shard.bytes())
                .isEqualTo(Files.size(folder.resolve(shard.name())))
                .isEqualTo(writer.bytes());
        List<List<Object>> read = index.shards().get(0).read(folder);
        for (int i = 0; i < lengths.length; i++) {
            assertThat(read.get(i).get(0)).isEqualTo((long) i);
            assertThat((int[]) read.get(i).get(1)).hasSize(lengths[i]);
            assertThat(read.get(i).get(2)).isEqualTo("é" + i);
        }
    }

    @Test
    void growsByANewIndex() throws Exception {
        assertThat(MdsIndex.read(folder).shards()).isEmpty();
        for (int i = 0; i < 3; i++) {
            MdsShardWriter writer = new MdsShardWriter(SCHEMA);
            writer.add(sample(i, 3));
            List<MdsShard> shards = new ArrayList<>(MdsIndex.read(folder).shards());
            shards.add(writer.write(folder.resolve("shard.0000" + i + ".mds")));
            new MdsIndex(shards).replace(folder);
        }
        assertThat(MdsIndex.read(folder).samples()).isEqualTo(3);
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("index.json", "shard.00000.mds", "shard.00001.mds", "shard.00002.mds");
        }
    }

    @Test
    void findsDamage() throws Exception {
        MdsShardWriter writer = new MdsShardWriter(SCHEMA);
        writer.add(sample(4, 9));
        Path file = folder.resolve("shard.00000.mds");
        MdsShard shard = writer.write(file);
        assertThatThrownBy(() -> writer.write(file)).isInstanceOf(FileAlreadyExistsException.class);
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> shard.read(folder)).isInstanceOf(CorruptShardException.class);
        }
        Files.writeString(folder.resolve(MdsIndex.FILE), "{\"version\": 2, ");
        assertThatThrownBy(() -> MdsIndex.read(folder)).hasMessageContaining("is no JSON");
        Files.writeString(folder.resolve(MdsIndex.FILE), "{\"version\": 1, \"shards\": []}");
        assertThatThrownBy(() -> MdsIndex.read(folder)).hasMessageContaining("is of version 1");
    }
}
