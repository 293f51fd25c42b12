package io.tokenloom.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamingDecoderTest {
    /** Bytes at which decoders of UTF-8 take different turns. */
    private static final byte[] EDGES =
            HexFormat.of().parseHex("00417f80818f909fa0bfc0c1c2dfe0e1ecedeeeff0f1f3f4f5f7f8fbfdfeff");

    private static final TokenTable BYTES = TokenTable.of(singleBytes());

    @Test
    void givesACharacterWhenItIsWhole() {
        StreamingDecoder decoder = StreamingDecoder.of(BYTES);
        assertThat(decoder.decode('a')).isEqualTo("a");
        assertThat(decoder.decode(0xF0)).isEmpty();
        assertThat(decoder.decode(0x9F)).isEmpty();
        assertThat(decoder.decode(0x98)).isEmpty();
        assertThat(decoder.decode(0x80)).isEqualTo("\ud83d\ude00");
        assertThat(decoder.finish()).isEmpty();
    }

    @Test
    void givesTheRestAsAReplacementCharacterOrAsItsBytes() {
        StreamingDecoder decoder = StreamingDecoder.of(BYTES);
        assertThat(decoder.decode(new int[] {'a', 0xE4, 0xB8}, 0, 3)).isEqualTo("a");
        assertThat(decoder.finish()).isEqualTo("\ufffd");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        decoder.decode(new int[] {0xE4, 0xB8}, 0, 2, out::write);
        assertThat(out.size()).isZero();
        decoder.finish(out::write);
        assertThat(out.toByteArray()).isEqualTo(new byte[] {(byte) 0xE4, (byte) 0xB8});
        assertThat(decoder.decode('b')).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyBytesGiveTheTextOfTheWhole(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            int[] ids = random.ints(random.nextInt(9), 0, EDGES.length)
                    .map(i -> EDGES[i] & 0xff)
                    .toArray();
            byte[] whole = BYTES.concatenate(ids);
            StringBuilder text = new StringBuilder();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            StreamingDecoder texts = StreamingDecoder.of(BYTES);
            StreamingDecoder exact = StreamingDecoder.of(BYTES);
            for (int at = 0; at < ids.length; ) {
                int end = Math.min(ids.length, at + 1 + random.nextInt(3));
                text.append(texts.decode(ids, at, end));
                exact.decode(ids, at, end, bytes::write);
                if (!new String(bytes.toByteArray(), UTF_8).contentEquals(text)) {
                    assertThat(new String(bytes.toByteArray(), UTF_8)).isEqualTo(text.toString());
                }
                at = end;
            }
            text.append(texts.finish());
            exact.finish(bytes::write);
            assertThat(text.toString()).as(Arrays.toString(ids)).isEqualTo(new String(whole, UTF_8));
            assertThat(bytes.toByteArray()).isEqualTo(whole);
        }
    }

    @Test
    void holdsBackWhatNeighboursDecide() {
        StreamingDecoder decoder = Marked.decoder();
        assertThat(decoder.decode(Marked.WORD)).isEqualTo("word");
        assertThat(decoder.decode(Marked.WORD)).isEqualTo(" word");
        assertThat(decoder.decode(0xC3)).isEmpty();
        assertThat(decoder.decode(0xA9)).isEmpty();
        assertThat(decoder.decode(Marked.SUFFIX)).isEqualTo("\u00e9x");
        assertThat(decoder.decode(0xC3)).isEmpty();
        assertThat(decoder.finish()).isEqualTo("\ufffd");
        assertThat(decoder.decode(Marked.WORD)).isEqualTo("word");
    }

    @Test
    void neighboursGiveTheTextOfTheWhole() {
        Random random = new Random(7);
        Marked marked = new Marked();
        for (int round = 0; round < 5_000; round++) {
            int[] ids = random.ints(random.nextInt(40), 0, 6)
                    .map(i -> new int[] {0xC3, 0xA9, 'a', Marked.WORD, Marked.SUFFIX, Marked.SPACE}[i])
                    .toArray();
            StreamingDecoder decoder = StreamingDecoder.of(marked, id -> id < 256);
            StringBuilder text = new StringBuilder();
            for (int id : ids) {
                text.append(decoder.decode(id));
            }
            text.append(decoder.finish());
            assertThat(text.toString()).as(Arrays.toString(ids)).isEqualTo(new String(marked.decode(ids), UTF_8));
        }
    }

    @Test
    void keepsEverythingOfATokenizerThatSaysNothing() {
        StreamingDecoder decoder = new Marked().streamingDecoder();
        assertThat(decoder.decode(Marked.WORD)).isEmpty();
        assertThat(decoder.decode(Marked.WORD)).isEmpty();
        assertThat(decoder.finish()).isEqualTo("word word");
    }

    @Test
    void refusesForeignIds() {
        StreamingDecoder decoder = StreamingDecoder.of(BYTES);
        decoder.decode('a');
        assertThatThrownBy(() -> decoder.decode(256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id 256 at index 1");
    }

    private static byte[][] singleBytes() {
        byte[][] tokens = new byte[256][];
        for (int b = 0; b < 256; b++) {
            tokens[b] = new byte[] {(byte) b};
        }
        return tokens;
    }

    /** Decodes as Llama 2 does: runs of bytes are one character or as many U+FFFD, and the first space goes. */
    private static final class Marked extends DelegatingTokenizer {
        static final int WORD = 256;
        static final int SUFFIX = 257;
        static final int SPACE = 258;

        Marked() {
            super(null);
        }

        static StreamingDecoder decoder() {
            return StreamingDecoder.of(new Marked(), id -> id < 256);
        }

        @Override
        public boolean lossless() {
            return false;
        }

        @Override
        public byte[] decode(int[] ids) {
            StringBuilder text = new StringBuilder();
            List<Integer> run = new ArrayList<>();
            for (int id : ids) {
                if (id < 256) {
                    run.add(id);
                } else {
                    endRun(run, text);
                    text.append(id == WORD ? " word" : id == SUFFIX ? "x" : " ");
                }
            }
            endRun(run, text);
            return text.toString().replaceFirst("^ ", "").getBytes(UTF_8);
        }

        private static void endRun(List<Integer> run, StringBuilder text) {
            String whole =
                    new String(BYTES.concatenate(run.stream().mapToInt(i -> i).toArray()), UTF_8);
            text.append(whole.contains("\ufffd") ? "\ufffd".repeat(run.size()) : whole);
            run.clear();
        }
    }
}
