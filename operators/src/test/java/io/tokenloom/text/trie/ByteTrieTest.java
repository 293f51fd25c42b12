package io.tokenloom.text.trie;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteTrieTest {
    @Test
    void findsEveryKeyAndNothingElse() {
        Random random = new Random(1);
        byte[][] keys = new byte[20_000][];
        Map<String, Integer> expected = new HashMap<>();
        for (int i = 0; i < keys.length; i++) {
            keys[i] = randomBytes(random);
            expected.put(latin1(keys[i]), i);
        }
        ByteTrie trie = ByteTrie.of(keys);
        for (byte[] key : keys) {
            assertThat(trie.find(key, 0, key.length)).isEqualTo(expected.get(latin1(key)));
        }
        for (int i = 0; i < 20_000; i++) {
            byte[] other = randomBytes(random);
            assertThat(trie.find(other, 0, other.length)).isEqualTo(expected.getOrDefault(latin1(other), -1));
        }
    }

    @Test
    void leavesOutKeysThatAreNullOrEmpty() {
        ByteTrie trie = ByteTrie.of(new byte[][] {null, {}, "b".getBytes(UTF_8), null});
        assertThat(trie.find("b".getBytes(UTF_8), 0, 1)).isEqualTo(2);
        assertThat(ByteTrie.value(trie.root())).isEqualTo(ByteTrie.NO_VALUE);
        assertThat(trie.longestKey()).isEqualTo(1);
    }

    @Test
    void ofNoKeysFindsNothing() {
        ByteTrie trie = ByteTrie.of(new byte[0][]);
        for (int b = 0; b < 256; b++) {
            assertThat(trie.child(trie.root(), (byte) b)).isEqualTo(ByteTrie.NONE);
        }
    }

    @Test
    void takesKeysThatAreLongAndAlike() {
        byte[] one = new byte[200_000];
        byte[] other = new byte[200_001];
        ByteTrie trie = ByteTrie.of(new byte[][] {one, other});
        assertThat(trie.find(other, 0, 200_000)).isZero();
        assertThat(trie.find(other, 0, 200_001)).isEqualTo(1);
        assertThat(trie.find(other, 0, 199_999)).isEqualTo(ByteTrie.NO_VALUE);
    }

    /** Few kinds of bytes or many, so that nodes have one child or all 256. */
    private static byte[] randomBytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(6)];
        int kinds = random.nextBoolean() ? 256 : 3;
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(kinds);
        }
        return bytes;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
