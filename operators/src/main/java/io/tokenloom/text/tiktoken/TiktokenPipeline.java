package io.tokenloom.text.tiktoken;

import io.tokenloom.text.ControlToken;
import io.tokenloom.text.CutRule;
import io.tokenloom.text.TokenizerFileException;
import io.tokenloom.text.pipeline.ControlGuard;
import io.tokenloom.text.pipeline.PipelineParts;
import io.tokenloom.text.pipeline.SplitEncoder;
import io.tokenloom.text.pipeline.TextPipeline;
import io.tokenloom.text.pipeline.TokenDecoder;
import io.tokenloom.text.split.SplitPattern;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the tokenizer that a {@code .tiktoken} file and a split pattern describe. Thread-safe: holds nothing. */
public final class TiktokenPipeline {
    private TiktokenPipeline() {}

    /**
     * @param rankFile the content of the file
     * @param controlTokens each with its id; they count for the vocabulary and for decoding
     * @throws TokenizerFileException when the file or the control tokens cannot be used
     */
    public static TextPipeline of(byte[] rankFile, SplitPattern pattern, List<ControlToken> controlTokens) {
        TiktokenFile file = TiktokenFile.read(rankFile, controlTokens);
        Map<String, Integer> controls = new LinkedHashMap<>();
        controlTokens.forEach(c -> controls.put(c.content(), c.id().orElseThrow()));
        return new TextPipeline(new PipelineParts(
                List.of(),
                Optional.empty(),
                List.of(),
                new SplitEncoder(pattern.splitter(), file.model()),
                file.tokens(),
                controls,
                TokenDecoder.joining(file.tokens()),
                new ControlGuard(new BitSet()),
                true,
                CutRule.WORD));
    }
}
