package io.tokenloom.text.mode;

import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.Utf8Text;
import io.tokenloom.text.digits.SeparatedDigits;
import io.tokenloom.text.hierarchy.HatTokenizer;
import io.tokenloom.text.hierarchy.HatWords;
import java.nio.charset.StandardCharsets;

/**
 * Encodes texts in a mode. Not thread-safe: has working memory. Holds nothing that has to be closed.
 *
 * <p>Digits and items are bounds that the base tokenizer does not see: the stretches between them are encoded each by itself.
 * For a base that cuts text from the left, never looking behind, the ids are those of the same splitter with these bounds.
 */
public final class ModeEncoder {
    private static final int MOST_KEPT_TOKENS = 1 << 16;

    private final TextTokenizer base;
    private final TextMode mode;
    private TokenBuffer buffer = TokenBuffer.ofIds();

    /** Encodes with a tokenizer, which stays the caller's to close. What is merged in windows is encoded as published. */
    public ModeEncoder(TextTokenizer base, TextMode mode) {
        this.base = base;
        this.mode = mode;
    }

    /**
     * The tokens of a range of an array.
     *
     * @throws io.tokenloom.deadletter.TokenizationException TEXT_ENCODING
     */
    public EncodedText encode(byte[] utf8, int offset, int length) {
        if (base instanceof HatTokenizer hierarchy) {
            HatWords words = hierarchy.words(utf8, offset, length);
            return new EncodedText(words.ids(), words.wordEnds(), new int[0]);
        }
        if (mode instanceof TextMode.SeparatedDigits separated) {
            Utf8Text.requireValid(utf8, offset, length);
            SeparatedDigits text = SeparatedDigits.of(
                    utf8, offset, length, separated.separator().getBytes(StandardCharsets.UTF_8));
            return new EncodedText(base.encode(text.utf8(), 0, text.utf8().length), new int[0], text.separators());
        }
        if (mode instanceof TextMode.RightToLeftDigits) {
            return EncodedText.of(stretches(TextBounds.ofDigits(), utf8, offset, length));
        }
        if (mode instanceof TextMode.OneItemPerToken) {
            return EncodedText.of(stretches(TextBounds.ofItems(), utf8, offset, length));
        }
        buffer.clear();
        base.encode(utf8, offset, length, buffer);
        return EncodedText.of(taken());
    }

    private int[] stretches(TextBounds bounds, byte[] utf8, int offset, int length) {
        // As a whole, so that the message counts from the start of the text.
        Utf8Text.requireValid(utf8, offset, length);
        buffer.clear();
        int end = offset + length;
        for (int at = offset; at < end; ) {
            int next = bounds.next(utf8, at, end);
            base.encode(utf8, at, next - at, buffer);
            at = next;
        }
        return taken();
    }

    /** The ids in the buffer; one huge text must not pin its arrays for good. */
    private int[] taken() {
        int[] ids = buffer.toArray();
        if (ids.length > MOST_KEPT_TOKENS) {
            buffer = TokenBuffer.ofIds();
        }
        return ids;
    }

    /** The text of decoded bytes whose separators lie at these bytes. */
    public static byte[] withoutSeparators(byte[] decoded, int[] separators, TextMode mode) {
        if (!(mode instanceof TextMode.SeparatedDigits separated)) {
            return decoded;
        }
        int bytes = separated.separator().getBytes(StandardCharsets.UTF_8).length;
        return new SeparatedDigits(decoded, separators, bytes).restored();
    }
}
