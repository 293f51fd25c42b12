package io.tokenloom.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.claim.ClaimCheck;
import io.tokenloom.claim.ClaimStore;
import io.tokenloom.claim.DirectoryClaimStore;
import io.tokenloom.reader.decode.EmbeddingContents;
import io.tokenloom.reader.decode.RecordDecoders;
import io.tokenloom.reader.decode.TokenDecoders;
import io.tokenloom.record.ElementType;
import io.tokenloom.record.Framing;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.token.TokenContractException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenItemTest {
    private static final String BYTES = "builtin:hat";

    @TempDir
    private Path folder;

    @Test
    void joinsTheIdsAndTheTextOfItsParts() {
        try (TokenDecoders decoders = TokenDecoders.over(List.of(BYTES))) {
            TokenSequence first = TestParts.text(1, 0, 2, "1 \u20ac", fingerprint());
            TokenSequence second = TestParts.text(1, 1, 2, " each", fingerprint());
            TokenItem item = item(decoders, Optional.empty(), TestParts.read(first), TestParts.read(second));

            assertThat(item.ids()).hasSize(2 + 3 + 5).startsWith('1', ' ');
            assertThat(item.text()).isEqualTo("1 \u20ac each");
            assertThat(item.decode().exact()).isTrue();
            assertThat(item.placeholders()).isEmpty();
        }
    }

    @Test
    void tellsWhenTheBytesAreNotThoseOfTheSource() {
        try (TokenDecoders decoders = TokenDecoders.over(List.of(BYTES))) {
            TokenSequence changed = TestParts.text(1, 0, 1, "as it was", fingerprint());
            changed.setPlanes(TestParts.text(1, 0, 1, "as it is", fingerprint()).getPlanes());

            assertThat(item(decoders, Optional.empty(), TestParts.read(changed))
                            .decode()
                            .exact())
                    .isFalse();
        }
    }

    @Test
    void placesPicturesAmongTheIdsOfALanguageModel() {
        TokenSequence step = TestParts.step(1, 0, 2, 3);
        step.setFraming(new Framing(List.of(900, 901), List.of(902), 1000, false));
        TokenSequence next = TestParts.step(1, 1, 2, 2);
        next.setFraming(step.getFraming());
        next.getStream().setPresentationTimestamp(40_000L);
        TokenItem item = item(TestParts.read(step), TestParts.read(next));

        assertThat(item.placedIds()).containsExactly(900, 901, 1000, 1001, 1002, 902, 900, 901, 1100, 1101, 902);
        assertThat(item.placeholders())
                .containsExactly(new PlaceholderRange("image", 0, 2, 3), new PlaceholderRange("video", 1, 8, 2));
        assertThat(item.ids()).containsExactly(0, 1, 2, 100, 101);
    }

    @Test
    void readsPlanesAloneAndPositionByPosition() {
        TokenItem item = item(TestParts.read(TestParts.sequence(
                        1,
                        0,
                        1,
                        List.of(new TokenPlane("a", List.of(1, 2), 8), new TokenPlane("b", List.of(5, 6), 8)),
                        TestParts.TOKENIZER)
                .build()));

        assertThat(item.planes()).containsExactly("a", "b");
        assertThat(item.ids("b")).containsExactly(5, 6);
        assertThat(item.positionMajor()).containsExactly(1, 5, 2, 6);
        assertThatThrownBy(item::ids).isInstanceOf(TokenContractException.class).hasMessageContaining("[a, b]");
    }

    @Test
    void trimsEachPartAsItsContractSays() {
        TokenItem image = item(TestParts.read(TestParts.step(1, 0, 2, 6)), TestParts.read(TestParts.step(1, 1, 2, 2)));

        assertThat(image.toAtMost(3).ids()).containsExactly(0, 1, 2, 100, 101);
        // 16 bits each.
        assertThat(image.toBytes(5).ids()).containsExactly(0, 1, 100, 101);
        assertThatThrownBy(() -> image.toTokens(3)).isInstanceOf(TokenContractException.class);
        TokenItem text = item(TestParts.read(TestParts.text(1, 0, 1, "whole", TestParts.TOKENIZER)));
        assertThatThrownBy(() -> text.toAtMost(3))
                .isInstanceOf(TokenContractException.class)
                .hasMessageContaining("no valid prefix");
    }

    @Test
    void fetchesVectorsFromTheirClaimCheckAndTrimsThem() throws IOException {
        TokenEmbeddings vectors = TestParts.vectors(1, 0, 1, 4);
        ClaimStore store = DirectoryClaimStore.open(folder);
        byte[] numbers = new byte[vectors.getValues().remaining()];
        vectors.getValues().duplicate().get(numbers);
        ClaimCheck check = store.put(numbers);
        vectors.setValues(ByteBuffer.allocate(0));
        vectors.setClaimUri(check.uri().toString());
        vectors.setClaimSha256(ByteBuffer.wrap(TestParts.sha256(numbers)));
        TokenItem item = item(TokenDecoders.over(List.of()), Optional.of(store), TestParts.read(vectors));

        assertThat(item.embeddings().shape()).containsExactly(4, 3);
        assertThat(item.embeddings().elementType()).isEqualTo(ElementType.FLOAT16);
        assertThat(item.toAtMost(2).embeddings().numbers()).containsExactly(0, 0.25f, 0.5f, 1, 1.25f, 1.5f);

        Files.write(folder.resolve(check.uri().toString()), new byte[numbers.length]);
        assertThatThrownBy(item::embeddings)
                .isInstanceOf(ReaderException.class)
                .hasMessageContaining(check.uri().toString())
                .hasMessageContaining("digest");
    }

    @Test
    void saysWhatIsMissingToFetchVectors() {
        TokenEmbeddings vectors = TestParts.vectors(1, 0, 1, 4);
        vectors.setClaimUri("ab/cd");

        assertThatThrownBy(() -> item(TestParts.read(vectors)).embeddings())
                .isInstanceOf(ReaderException.class)
                .hasMessageContaining("names no claim store");
    }

    private static TokenItem item(ItemPart... parts) {
        return item(TokenDecoders.over(List.of()), Optional.empty(), parts);
    }

    /** The topics of tokenizers are asked for names in messages only. */
    private static TokenItem item(TokenDecoders decoders, Optional<ClaimStore> store, ItemPart... parts) {
        return new TokenItem(
                List.of(parts),
                new TokenItem.Sources(
                        new RecordDecoders(decoders, null, null, "in the test"), new EmbeddingContents(store)));
    }

    private static TokenizerFingerprint fingerprint() {
        try (TextBundle bundle = TextBundle.open(BYTES)) {
            return new TokenizerFingerprint(bundle.fingerprint().shortBytes());
        }
    }
}
