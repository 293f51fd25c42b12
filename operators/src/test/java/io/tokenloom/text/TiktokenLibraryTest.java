package io.tokenloom.text;

import io.tokenloom.text.library.TiktokenTokenizer;
import io.tokenloom.text.pipeline.Ranks;
import io.tokenloom.text.split.SplitPattern;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** JTokkit on the ranks of cl100k_base, as a bundle with {@code engine.library: true} has it. */
class TiktokenLibraryTest extends TextTokenizerContract {
    private final TextTokenizer tokenizer = TiktokenTokenizer.of(
            Ranks.file("cl100k_base"),
            SplitPattern.CL100K,
            List.of(
                    control("<|endoftext|>", 100257),
                    control("<|fim_prefix|>", 100258),
                    control("<|fim_middle|>", 100259),
                    control("<|fim_suffix|>", 100260),
                    control("<|endofprompt|>", 100276)));
    private final Golden golden = Golden.load("cl100k_base");

    private static ControlToken control(String content, int id) {
        return new ControlToken(content, OptionalInt.of(id));
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
        return Set.of(100257, 100258, 100259, 100260, 100276);
    }
}
