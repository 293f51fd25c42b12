package io.tokenloom.text.pipeline;

import io.tokenloom.text.CutRule;
import io.tokenloom.text.PromptText;
import io.tokenloom.text.StreamingDecoder;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenTable;
import io.tokenloom.text.Utf8Text;
import io.tokenloom.text.normalize.NormalizedText;
import io.tokenloom.text.pipeline.AddedToken.Trait;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A tokenizer out of its parts, in pure Java. Thread-safe: immutable, but for working memory that is kept from one call to
 * the next, at most {@value #KEPT_MEMORY} bytes for each of up to 64 threads besides what {@link SplitEncoder} keeps.
 *
 * <p>Spans are those of the reference where it has offsets, in bytes: a token that holds a part of a character has just
 * its bytes where the text was not changed, and the stretch of the whole character where it was; what a normalizer puts in
 * stands for the character before it, a space in front for the first one, and a composed character for the first of its
 * parts. Post-processors do not change them: with {@code trim_offsets} the reference takes the spaces out of spans that
 * begin or end with them, which this does not.
 */
public final class TextPipeline implements TextTokenizer {
    private static final int KEPT_MEMORY = 1 << 20;

    private final PipelineParts parts;
    private final TokenTable tokens;
    private final Optional<DecidedText> decidedText;
    private final Pool<PipelineRun> runs;
    private final Pool<CharacterBuffer> characters = new Pool<>(CharacterBuffer::new);

    public TextPipeline(PipelineParts parts) {
        this.parts = parts;
        this.tokens = parts.tokens();
        Optional<AddedTokens> raw = matcher(
                parts.addedTokens().stream()
                        .filter(t -> !t.is(Trait.NORMALIZED))
                        .toList(),
                UnaryOperator.identity());
        Optional<AddedTokens> normalized = matcher(
                parts.addedTokens().stream().filter(t -> t.is(Trait.NORMALIZED)).toList(),
                content -> normalized(parts, content));
        this.decidedText = DecidedText.of(parts, raw, normalized);
        this.runs = new Pool<>(() -> new PipelineRun(parts, raw, normalized));
    }

    private static Optional<AddedTokens> matcher(List<AddedToken> tokens, UnaryOperator<String> spelling) {
        return tokens.isEmpty() ? Optional.empty() : Optional.of(AddedTokens.of(tokens, spelling));
    }

    private static String normalized(PipelineParts parts, String content) {
        if (parts.normalizer().isEmpty()) {
            return content;
        }
        byte[] utf8 = content.getBytes(StandardCharsets.UTF_8);
        NormalizedText text = new NormalizedText();
        text.set(utf8, 0, utf8.length, false);
        parts.normalizer().get().normalize(text);
        return new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8);
    }

    /** Ids and what they stand for, control tokens included. */
    public TokenTable tokens() {
        return tokens;
    }

    @Override
    public int vocabularySize() {
        return tokens.size();
    }

    @Override
    public int[] encode(byte[] utf8, int offset, int length) {
        TokenBuffer out = TokenBuffer.ofIds();
        encode(utf8, offset, length, out);
        return out.toArray();
    }

    @Override
    public int[] encode(CharSequence text) {
        CharacterBuffer buffer = characters.take();
        TokenBuffer out = TokenBuffer.ofIds();
        int length = buffer.set(text);
        encodeValid(buffer.utf8(), 0, length, out);
        give(buffer);
        return out.toArray();
    }

    private void give(CharacterBuffer buffer) {
        if (buffer.utf8().length <= KEPT_MEMORY) {
            characters.give(buffer);
        }
    }

    @Override
    public void encode(byte[] utf8, int offset, int length, TokenBuffer out) {
        Utf8Text.requireValid(utf8, offset, length);
        encodeValid(utf8, offset, length, out);
    }

    private void encodeValid(byte[] utf8, int offset, int length, TokenBuffer out) {
        int before = out.size();
        if (parts.isPlain()) {
            parts.encoder().encode(utf8, offset, offset + length, out);
        } else {
            PipelineRun run = runs.take();
            run.encode(Integer.MAX_VALUE, utf8, offset, offset + length, out);
            give(run);
        }
        finish(before, offset, out);
    }

    @Override
    public int count(byte[] utf8, int offset, int length) {
        Utf8Text.requireValid(utf8, offset, length);
        if (parts.isPlain()) {
            return parts.encoder().count(utf8, offset, offset + length);
        }
        PipelineRun run = runs.take();
        int count = run.count(utf8, offset, offset + length);
        give(run);
        return count;
    }

    @Override
    public int encodeUpTo(int maxTokens, byte[] utf8, int offset, int length, TokenBuffer out) {
        Utf8Text.requireValid(utf8, offset, length);
        if (maxTokens < 0) {
            throw new IllegalArgumentException("cannot encode up to " + maxTokens + " tokens");
        }
        int before = out.size();
        int end;
        if (parts.isPlain()) {
            end = parts.encoder().encodeUpTo(maxTokens, utf8, offset, offset + length, out);
        } else {
            PipelineRun run = runs.take();
            end = run.encode(maxTokens, utf8, offset, offset + length, out);
            give(run);
        }
        finish(before, offset, out);
        return end - offset;
    }

    @Override
    public int encodeDecided(byte[] utf8, int offset, int length, TokenBuffer out) {
        if (decidedText.isEmpty()) {
            return TextTokenizer.super.encodeDecided(utf8, offset, length, out);
        }
        Utf8Text.requireValid(utf8, offset, length);
        int before = out.size();
        int end = encodeDecided(decidedText.get(), utf8, offset, offset + length, out);
        finish(before, offset, out);
        // Text that is changed has no stretch that is certain, but perhaps a place to cut.
        return end > offset ? end - offset : TextTokenizer.super.encodeDecided(utf8, offset, length, out);
    }

    private int encodeDecided(DecidedText text, byte[] utf8, int from, int to, TokenBuffer out) {
        int end = text.endOfTokens(utf8, from, to);
        if (end > from) {
            PipelineRun run = runs.take();
            run.encode(Integer.MAX_VALUE, utf8, from, end, out);
            give(run);
        }
        return parts.encoder().encodeDecided(utf8, end, text.endOfPlainText(utf8, end, to), out);
    }

    @Override
    public Map<String, Integer> controlTokens() {
        return parts.controlTokens();
    }

    /**
     * {@inheritDoc} The ids are those that the reference gives for the whole prompt: where a text is treated in another
     * way at the start (with a space in front), only the first part is. White space around control tokens stays, also
     * where the tokenizer's file says that they are found together with it.
     */
    @Override
    public void encode(PromptText prompt, TokenBuffer out) {
        prompt.requireKnown(parts.controlTokens().keySet());
        byte[] utf8 = prompt.spelling().getBytes(StandardCharsets.UTF_8);
        PipelineRun run = runs.take();
        int at = 0;
        for (PromptText.Part part : prompt.parts()) {
            int end = at + part.spelling().getBytes(StandardCharsets.UTF_8).length;
            int before = out.size();
            if (part instanceof PromptText.Control) {
                out.add(parts.controlTokens().get(part.spelling()), at, end);
            } else {
                run.encodeWithin(Integer.MAX_VALUE, utf8, 0, at, end, out);
                parts.guard().check(out, before);
            }
            at = end;
        }
        give(run);
    }

    private void give(PipelineRun run) {
        if (run.memory() <= KEPT_MEMORY) {
            runs.give(run);
        }
    }

    /** Spans so far count from the start of the array. */
    private void finish(int before, int offset, TokenBuffer out) {
        if (offset != 0 && out.hasSpans()) {
            int[] starts = out.starts();
            int[] ends = out.ends();
            for (int i = before; i < out.size(); i++) {
                starts[i] -= offset;
                ends[i] -= offset;
            }
        }
        parts.guard().check(out, before);
    }

    @Override
    public StreamingDecoder streamingDecoder() {
        return switch (parts.decoder().dependence()) {
            case NONE -> StreamingDecoder.of(tokens);
            case ON_RUN -> StreamingDecoder.of(this, parts.decoder()::joinsRun);
            case ON_ALL -> StreamingDecoder.of(this, id -> true);
        };
    }

    @Override
    public byte[] decode(int[] ids) {
        tokens.ends(ids);
        return parts.decoder().decode(ids);
    }

    @Override
    public int[] byteEnds(int[] ids) {
        if (!parts.lossless()) {
            throw new IllegalStateException(
                    "this tokenizer changes some texts before it encodes them, so its tokens have no ends in the text");
        }
        return tokens.ends(ids);
    }

    @Override
    public boolean lossless() {
        return parts.lossless();
    }

    @Override
    public CutRule cutRule() {
        return parts.cutRule();
    }

    /** Does nothing: there is nothing outside the heap. */
    @Override
    public void close() {
        // Nothing to free.
    }
}
