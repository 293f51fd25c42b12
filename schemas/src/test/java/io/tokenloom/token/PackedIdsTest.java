package io.tokenloom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids take as many bits as their vocabulary needs, and no more. */
class PackedIdsTest {
    @ParameterizedTest
    @CsvSource({
        "1,1",
        "2,1",
        "3,2",
        "4,2",
        "5,3",
        "1024,10",
        "4096,12",
        "4097,13",
        "8192,13",
        "16384,14",
        "32768,15",
        "64000,16",
        "65536,16",
        "200064,18",
        "2147483647,31"
    })
    void needsTheBinaryLogarithmOfTheVocabularyRoundedUp(int vocabularySize, int bits) {
        assertThat(PackedIds.bitsPerId(vocabularySize)).isEqualTo(bits);
    }

    /** The payloads of published tokenizers, by ids and vocabulary. */
    @ParameterizedTest
    @CsvSource({
        "TiTok L-32,32,4096,48",
        "TiTok B-64,64,4096,96",
        "TiTok S-128,128,4096,192",
        "TiTok BL-64 VQ-8k,64,8192,104",
        "TiTok BL-128 VQ-8k,128,8192,208",
        "TiTok SL-256 VQ-8k,256,8192,416",
        "One-D-Piece 256,256,4096,384",
        "One-D-Piece 8,8,4096,12",
        "SEED,32,8192,52",
        "FlexTok 256,256,64000,512",
        "FlexTok 1,1,64000,2",
        "4M RGB,196,16384,343",
        "4M depth,196,8192,319",
        "4M semantics,196,4096,294",
        "4M DINOv2,256,8192,416",
        "4M global vector,16,8192,26",
        "4M SAM mask,64,1024,80",
        "4M pose,8,1024,10",
        "DiGIT,256,8192,416",
        "Layton,256,16384,448",
        "FQGAN one plane,256,16384,448",
        "FQGAN f8 one plane,1024,16384,1792",
        "TokenFlow 224,561,32768,1052",
        "TokenFlow 256,817,32768,1532",
        "TokenFlow 384,2227,32768,4176",
        "VAT at 16 bits,256,65536,512",
        "LaVIT 100 kept,100,16384,175"
    })
    void hasTheByteCountsOfPublishedTokenizers(String tokenizer, int ids, int vocabularySize, int bytes) {
        int bits = PackedIds.bitsPerId(vocabularySize);

        assertThat(PackedIds.bytes(ids, bits)).as(tokenizer).isEqualTo(bytes);
        assertThat(PackedIds.pack(new int[ids], bits)).as(tokenizer).hasSize(bytes);
        assertThat(PackedIds.idsWithin(bytes, bits)).as(tokenizer).isGreaterThanOrEqualTo(ids);
        assertThat(PackedIds.idsWithin(bytes - 1L, bits)).as(tokenizer).isLessThan(ids);
    }

    @Test
    void putsTheMostSignificantBitFirst() {
        assertThat(PackedIds.pack(new int[] {0xabc, 0x123, 0xfff}, 12)).containsExactly(0xab, 0xc1, 0x23, 0xff, 0xf0);
    }

    @Test
    void givesBackWhatItPackedAtEveryWidth() {
        Random random = new Random(12);
        for (int bits = 1; bits <= 31; bits++) {
            for (int count = 0; count < 40; count++) {
                int[] ids = random.ints(count, 0, Integer.MAX_VALUE).toArray();
                for (int i = 0; i < count; i++) {
                    ids[i] >>>= 31 - bits;
                }
                assertThat(PackedIds.unpack(PackedIds.pack(ids, bits), count, bits))
                        .isEqualTo(ids);
            }
        }
    }

    @Test
    void refusesIdsThatDoNotFitAndBytesOfAnotherCount() {
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> PackedIds.pack(new int[] {1, 4096}, 12))
                .withMessageContaining("Id 4096 at 1")
                .withMessageContaining("12 bits");
        assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> PackedIds.pack(new int[] {-1}, 31));
        assertThatExceptionOfType(TokenContractException.class)
                .isThrownBy(() -> PackedIds.unpack(new byte[48], 33, 12))
                .withMessageContaining("48 bytes are not 33 ids");
        assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> PackedIds.bitsPerId(0));
        assertThatExceptionOfType(TokenContractException.class).isThrownBy(() -> PackedIds.bytes(1, 32));
    }
}
