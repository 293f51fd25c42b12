package io.tokenloom.cli.bench.text;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import io.tokenloom.text.TextTokenizer;
import io.tokenloom.text.TokenBuffer;
import io.tokenloom.text.library.HuggingFaceTextTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The engines that are measured. */
final class Engines {
    static final String OURS = "tokenloom";
    static final String JTOKKIT = "JTokkit";
    static final String JNI = "Hugging Face JNI";

    private Engines() {}

    /** Ours, with the documents as UTF-8; the tokenizer stays the caller's. */
    static Engine ours(TextTokenizer tokenizer, List<byte[]> documents) {
        TokenBuffer buffer = TokenBuffer.ofIds();
        return new Engine() {
            @Override
            public String name() {
                return OURS;
            }

            @Override
            public int encode(int document) {
                byte[] utf8 = documents.get(document);
                buffer.clear();
                tokenizer.encode(utf8, 0, utf8.length, buffer);
                return buffer.size();
            }

            @Override
            public int[] ids(int document) {
                encode(document);
                return buffer.toArray();
            }
        };
    }

    /** JTokkit, with the documents as strings; the list of ids that it makes stays as it is. */
    static Engine jtokkit(Vocabulary vocabulary, List<byte[]> documents) {
        Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(vocabulary.jtokkit());
        List<String> texts = strings(documents);
        return new Engine() {
            @Override
            public String name() {
                return JTOKKIT;
            }

            @Override
            public int encode(int document) {
                return encoding.encodeOrdinary(texts.get(document)).size();
            }

            @Override
            public int[] ids(int document) {
                return encoding.encodeOrdinary(texts.get(document)).toArray();
            }
        };
    }

    /** Hugging Face's library through JNI, with the documents as strings; nothing is cut off. */
    static TextTokenizer huggingFace(Vocabulary vocabulary) throws IOException {
        byte[] file = RankFile.of(vocabulary).tokenizerJson(vocabulary.pattern());
        return HuggingFaceTextTokenizer.of(file, List.of());
    }

    /** The same; the tokenizer stays the caller's. */
    static Engine huggingFace(TextTokenizer tokenizer, List<byte[]> documents) {
        List<String> texts = strings(documents);
        return new Engine() {
            @Override
            public String name() {
                return JNI;
            }

            @Override
            public int encode(int document) {
                return ids(document).length;
            }

            @Override
            public int[] ids(int document) {
                return tokenizer.encode(texts.get(document));
            }
        };
    }

    private static List<String> strings(List<byte[]> documents) {
        return documents.stream()
                .map(document -> new String(document, StandardCharsets.UTF_8))
                .toList();
    }
}
