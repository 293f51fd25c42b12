package io.tokenloom.text.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.text.TokenBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedIdsTest {
    /** Three ids of twenty bits go into a long, of larger ones two. */
    @ParameterizedTest
    @CsvSource({"1048576, 3", "1048577, 2", "2147483647, 2"})
    void packsAsManyAsHaveRoom(int size, int most) {
        PackedIds packing = new PackedIds(size);
        for (int count = 1; count <= 4; count++) {
            TokenBuffer ids = TokenBuffer.ofIds();
            ids.add(17);
            for (int i = 0; i < count; i++) {
                ids.add(size - 1 - i);
            }
            long packed = packing.pack(ids, 1);

            assertThat(PackedIds.count(packed)).isEqualTo(count <= most ? count : 0);
            TokenBuffer out = TokenBuffer.ofIds();
            packing.unpack(new long[] {packed, PackedIds.ofOne(5), PackedIds.NONE}, 0, 3, out);
            ids.truncate(count <= most ? ids.size() : 1);
            ids.add(5);
            out.add(17);
            assertThat(out.toArray()).containsExactlyInAnyOrder(ids.toArray());
        }
    }
}
