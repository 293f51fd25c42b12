package io.tokenloom.text;

import io.tokenloom.bundle.TextBundle;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;

class Cl100kTest extends TextTokenizerContract {
    private final TextBundle bundle = TextBundle.open("builtin:cl100k_base");
    private final Golden golden = Golden.load("cl100k_base");

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
        return Set.of(100257, 100258, 100259, 100260, 100276);
    }
}
