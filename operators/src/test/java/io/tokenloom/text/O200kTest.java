package io.tokenloom.text;

import io.tokenloom.bundle.TextBundle;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

class O200kTest extends TextTokenizerContract {
    private final TextBundle bundle = TextBundle.open("builtin:o200k_base");
    private final Golden golden = Golden.load("o200k_base");

    @AfterAll
    void close() {
        bundle.close();
    }

    @Override
    TextTokenizer tokenizer() {
        return bundle.tokenizer();
    }

    @Override
    Golden golden() {
        return golden;
    }

    @Override
    Set<Integer> controlIds() {
        return Set.of(199999, 200018);
    }
}
