package io.tokenloom.cli.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.TokenSpans;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * One JSON object: the tokens, one a line, each with its id and where it lies in the text, in bytes and in UTF-16 units
 * from the beginning; then how many there are. A character that is cut counts in UTF-16 for the token with its last byte.
 */
final class JsonTokens implements TokenPrinter {
    private final PrintWriter out;
    private final String tokenizer;
    private final JsonGenerator json;
    /** UTF-16 units of the parts that were taken. */
    private long units;

    JsonTokens(PrintWriter out, String tokenizer) throws IOException {
        this.out = out;
        this.tokenizer = tokenizer;
        this.json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    @Override
    public TokenBuffer buffer() {
        return TokenBuffer.withSpans();
    }

    @Override
    public void begin() {
        writing(() -> {
            json.writeStartObject();
            json.writeStringField("tokenizer", tokenizer);
            json.writeArrayFieldStart("tokens");
        });
    }

    @Override
    public boolean take(TokenBuffer tokens, byte[] utf8, int end, long start) {
        int[] starts = TokenSpans.utf16Ends(utf8, 0, end, Arrays.copyOf(tokens.starts(), tokens.size()));
        int[] ends = TokenSpans.utf16Ends(utf8, 0, end, Arrays.copyOf(tokens.ends(), tokens.size()));
        writing(() -> {
            for (int i = 0; i < tokens.size(); i++) {
                json.writeRawValue("\n  {\"id\":" + tokens.id(i)
                        + ",\"bytes\":" + span(start + tokens.start(i), start + tokens.end(i))
                        + ",\"utf16\":" + span(units + starts[i], units + ends[i]) + "}");
            }
            json.flush();
        });
        units += TokenSpans.utf16Ends(utf8, 0, end, new int[] {end})[0];
        return !out.checkError();
    }

    private static String span(long from, long to) {
        return "[" + from + "," + to + "]";
    }

    @Override
    public void end(TokenPass.Extent extent) {
        writing(() -> {
            json.writeEndArray();
            json.writeNumberField("count", extent.tokens());
            json.writeNumberField("bytes", extent.bytes());
            json.writeBooleanField("complete", extent.complete());
            json.writeEndObject();
            json.flush();
        });
        out.println();
        out.flush();
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void writing(Writing part) {
        try {
            part.run();
        } catch (IOException e) {
            throw new UncheckedIOException("a print writer does not fail", e);
        }
    }
}
