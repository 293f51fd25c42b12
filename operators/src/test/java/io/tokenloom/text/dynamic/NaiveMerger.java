package io.tokenloom.text.dynamic;

import io.tokenloom.text.TokenTable;
import io.tokenloom.text.split.Splitter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The published procedure word for word: counts the whole batch anew for every merge. */
final class NaiveMerger {
    private static final Pattern WHITE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private final Set<Integer> control;
    private final DynamicRules rules;
    private final Splitter splitter;
    private final int baseSize;
    private final List<byte[]> tokens = new ArrayList<>();
    private final Map<ByteBuffer, Integer> byBytes = new HashMap<>();

    /** Left, right and result of each merge, and the count that it had. */
    final List<List<Integer>> trace = new ArrayList<>();

    NaiveMerger(TokenTable base, Set<Integer> control, DynamicRules rules, Splitter splitter) {
        this.control = control;
        this.rules = rules;
        this.splitter = splitter;
        this.baseSize = base.size();
        for (int id = 0; id < base.size(); id++) {
            tokens.add(base.token(id));
            if (!control.contains(id)) {
                byBytes.putIfAbsent(ByteBuffer.wrap(base.token(id)), id);
            }
        }
    }

    List<List<Integer>> merge(List<List<Integer>> sequences) {
        List<List<Integer>> current = sequences;
        for (int merge = 0; merge < rules.merges(); merge++) {
            Map<List<Integer>, Integer> counts = new LinkedHashMap<>();
            for (List<Integer> sequence : current) {
                for (int i = 0; i + 1 < sequence.size(); i++) {
                    counts.merge(List.of(sequence.get(i), sequence.get(i + 1)), 1, Integer::sum);
                }
            }
            List<Integer> best = null;
            int most = rules.minimumCount() - 1;
            for (Map.Entry<List<Integer>, Integer> pair : counts.entrySet()) {
                if (pair.getValue() > most
                        && valid(pair.getKey().get(0), pair.getKey().get(1))) {
                    best = pair.getKey();
                    most = pair.getValue();
                }
            }
            if (best == null) {
                return current;
            }
            byte[] joined = concat(best.get(0), best.get(1));
            tokens.add(joined);
            int result = byBytes.computeIfAbsent(ByteBuffer.wrap(joined), bytes -> tokens.size() - 1);
            trace.add(List.of(best.get(0), best.get(1), result, most));
            current = replace(current, best, result);
        }
        return current;
    }

    private static List<List<Integer>> replace(List<List<Integer>> sequences, List<Integer> pair, int result) {
        List<List<Integer>> replaced = new ArrayList<>();
        for (List<Integer> sequence : sequences) {
            List<Integer> shorter = new ArrayList<>();
            for (int i = 0; i < sequence.size(); i++) {
                boolean here =
                        i + 1 < sequence.size() && sequence.subList(i, i + 2).equals(pair);
                shorter.add(here ? result : sequence.get(i));
                i += here ? 1 : 0;
            }
            replaced.add(shorter);
        }
        return replaced;
    }

    private byte[] concat(int left, int right) {
        return ByteBuffer.allocate(tokens.get(left).length + tokens.get(right).length)
                .put(tokens.get(left))
                .put(tokens.get(right))
                .array();
    }

    private boolean valid(int left, int right) {
        byte[] join = concat(left, right);
        if (control.contains(left) || control.contains(right) || join.length > rules.maximumTokenBytes()) {
            return false;
        }
        String bytes = new String(join, StandardCharsets.ISO_8859_1);
        boolean inner = bytes.substring(1).matches("(?s).*[ \t\n].*");
        if (inner && (bytes.equals("\n\n") || !bytes.matches("[ \t\n]*"))) {
            return false;
        }
        if (rules.boundary() == Boundary.SENTENCE) {
            return true;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(join))
                    .toString();
        } catch (CharacterCodingException e) {
            return true;
        }
        if (rules.boundary() == Boundary.PRETOKENS) {
            int[] ends = new int[join.length];
            return splitter.split(join, 0, join.length, true, ends) == 1;
        }
        boolean word = WHITE.splitAsStream(text).filter(part -> !part.isEmpty()).count() == 1;
        if (rules.boundary() == Boundary.WORD_HYPHEN && word && !punctuation(left) && punctuation(right)) {
            return new String(tokens.get(right), StandardCharsets.UTF_8).equals("-");
        }
        return word;
    }

    private boolean punctuation(int id) {
        String bytes = new String(tokens.get(id), StandardCharsets.ISO_8859_1);
        return id < baseSize
                && bytes.chars().anyMatch(c -> ".,!?;:()-\"'\\/`$%&*+<=>@[]^_{|}~".indexOf(c) >= 0)
                && bytes.chars().noneMatch(c -> c >= '0' && c <= '9' || "²³¹".indexOf(c) >= 0);
    }
}
