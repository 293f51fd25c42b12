package io.tokenloom.cli.bench.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A vocabulary of tiktoken, as a {@code tokenizer.json} for Hugging Face's library. Tiktoken merges any two neighbours
 * whose union is a token, so each way in which a token can be put together of two others is a merge, in the order of the
 * ranks. Used once; not thread-safe.
 */
final class RankFile {
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> ranks = new HashMap<>();

    private RankFile() {}

    /** Of an encoding whose ranks lie on the class path. */
    static RankFile of(Vocabulary vocabulary) throws IOException {
        try (InputStream in = RankFile.class.getResourceAsStream(vocabulary.ranks())) {
            RankFile file = new RankFile();
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n")) {
                String[] columns = line.strip().split(" ");
                file.add(Base64.getDecoder().decode(columns[0]), Integer.parseInt(columns[1]));
            }
            return file;
        }
    }

    /** Tokens are kept as Latin-1 strings: a character for a byte. */
    private void add(byte[] token, int rank) {
        if (rank != tokens.size()) {
            throw new IllegalStateException("rank " + rank + " is not the next one, " + tokens.size());
        }
        String text = new String(token, StandardCharsets.ISO_8859_1);
        tokens.add(text);
        ranks.put(text, rank);
    }

    /**
     * The file's content.
     *
     * @param pattern the regular expression that splits text, as Hugging Face's library reads it
     */
    byte[] tokenizerJson(String pattern) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("version", "1.0");
            json.writeNullField("normalizer");
            json.writeFieldName("pre_tokenizer");
            json.writeRawValue(
                    "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Split\",\"pattern\":{\"Regex\":"
                            + quoted(pattern) + "},\"behavior\":\"Isolated\",\"invert\":false},"
                            + "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":false}]}");
            json.writeNullField("post_processor");
            json.writeFieldName("decoder");
            json.writeRawValue(
                    "{\"type\":\"ByteLevel\",\"add_prefix_space\":true,\"trim_offsets\":true,\"use_regex\":true}");
            json.writeArrayFieldStart("added_tokens");
            json.writeEndArray();
            writeModel(json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private void writeModel(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("model");
        json.writeStringField("type", "BPE");
        json.writeNullField("dropout");
        json.writeNullField("unk_token");
        json.writeNullField("continuing_subword_prefix");
        json.writeNullField("end_of_word_suffix");
        json.writeBooleanField("fuse_unk", false);
        json.writeBooleanField("byte_fallback", false);
        json.writeBooleanField("ignore_merges", true);
        json.writeObjectFieldStart("vocab");
        for (int rank = 0; rank < tokens.size(); rank++) {
            json.writeNumberField(ByteAlphabet.written(tokens.get(rank)), rank);
        }
        json.writeEndObject();
        json.writeArrayFieldStart("merges");
        for (String token : tokens) {
            for (int cut : cuts(token)) {
                json.writeString(ByteAlphabet.written(token.substring(0, cut)) + " "
                        + ByteAlphabet.written(token.substring(cut)));
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Where a token can be cut into two tokens; the pair of the lowest ranks first. */
    private List<Integer> cuts(String token) {
        List<Integer> cuts = new ArrayList<>();
        for (int cut = 1; cut < token.length(); cut++) {
            if (ranks.containsKey(token.substring(0, cut)) && ranks.containsKey(token.substring(cut))) {
                cuts.add(cut);
            }
        }
        cuts.sort(Comparator.comparing((Integer cut) -> ranks.get(token.substring(0, cut)))
                .thenComparing(cut -> ranks.get(token.substring(cut))));
        return cuts;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
