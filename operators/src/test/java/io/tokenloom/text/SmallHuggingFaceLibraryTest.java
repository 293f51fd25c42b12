package io.tokenloom.text;

import io.tokenloom.text.library.HuggingFaceTextTokenizer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

class SmallHuggingFaceLibraryTest extends TextTokenizerContract {
    private final TextTokenizer tokenizer =
            HuggingFaceTextTokenizer.of(Golden.bytes("small/tokenizer.json"), List.of());
    private final Golden golden = Golden.load("small/ids");

    @AfterAll
    void close() {
        tokenizer.close();
    }

    @Override
    TextTokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    Golden golden() {
        return golden;
    }

    @Override
    Set<Integer> controlIds() {
        return Set.of(0, 1, 3000, 3002, 3003);
    }
}
