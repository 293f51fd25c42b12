package io.tokenloom.sequence;

import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.token.ValidCuts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stretch of a document that is cut or left out by rules of its own: the tokens of a text, or of one picture. Lengths are
 * in ids of the sequence, begin and end ids included. Immutable.
 */
sealed interface Passage {
    /** The records of which it has tokens. */
    List<TokenRecord> records();

    /** How many tokens of a record it keeps. */
    int kept(int record);

    /** Ids that it has now. */
    int length();

    /**
     * A text, of which any prefix of tokens is valid.
     *
     * @param record its tokens
     * @param tokens of it that are kept
     */
    record Text(TokenRecord record, int tokens) implements Passage {
        @Override
        public List<TokenRecord> records() {
            return List.of(record);
        }

        @Override
        public int kept(int index) {
            return tokens;
        }

        @Override
        public int length() {
            return tokens * idsPerToken(record);
        }

        /** As many whole tokens as have at most so many ids. */
        Text within(int most) {
            return new Text(record, Math.min(tokens, most / idsPerToken(record)));
        }
    }

    /**
     * A picture, whose tokens are never split: one record, or one for each step of an image. Steps are cut from the last
     * one on, for each tells what the ones before did not.
     *
     * @param place of its tokenizer
     * @param steps its records
     * @param tokens of each that are kept; fewer entries than steps where the last steps are left out
     */
    record Picture(IdPlace place, List<TokenRecord> steps, List<Integer> tokens) implements Passage {
        /** Copies. */
        public Picture {
            steps = List.copyOf(steps);
            tokens = List.copyOf(tokens);
        }

        static Picture whole(IdPlace place, List<TokenRecord> steps) {
            return new Picture(
                    place, steps, steps.stream().map(TokenRecord::count).toList());
        }

        @Override
        public List<TokenRecord> records() {
            return steps;
        }

        @Override
        public int kept(int index) {
            return index < tokens.size() ? tokens.get(index) : 0;
        }

        @Override
        public int length() {
            int length = frame();
            for (int i = 0; i < tokens.size(); i++) {
                length += ids(i, tokens.get(i));
            }
            return length;
        }

        /** The longest valid cut that has at most so many ids, if there is one. */
        Optional<Picture> within(long most) {
            long left = most - frame();
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                OptionalInt fitting = longest(i, left);
                if (fitting.isEmpty()) {
                    break;
                }
                kept.add(fitting.getAsInt());
                left -= ids(i, fitting.getAsInt());
                if (fitting.getAsInt() < steps.get(i).count()) {
                    break;
                }
            }
            return kept.isEmpty() ? Optional.empty() : Optional.of(new Picture(place, steps, kept));
        }

        private OptionalInt longest(int step, long ids) {
            TokenRecord record = steps.get(step);
            if (isOnePlaceholder()) {
                return ids >= 1 ? OptionalInt.of(record.count()) : OptionalInt.empty();
            }
            if (ids < 0) {
                return OptionalInt.empty();
            }
            return ValidCuts.of(record.truncation(), record.count()).longestWithin(ids / idsPerToken(record));
        }

        /**
         * The shortest cut whose quality is known to reach a level, or the whole where none is.
         *
         * @param quality in dB PSNR
         */
        Picture reaching(float quality) {
            List<Integer> kept = new ArrayList<>();
            for (TokenRecord record : steps) {
                OptionalInt enough = shortest(record, quality);
                kept.add(enough.orElse(record.count()));
                if (enough.isPresent()) {
                    break;
                }
            }
            return new Picture(place, steps, kept);
        }

        private static OptionalInt shortest(TokenRecord record, float quality) {
            List<Float> qualities = record.truncation().getPrefixQualities();
            for (int i = 0; i < qualities.size(); i++) {
                if (qualities.get(i) >= quality) {
                    return OptionalInt.of(lengthOf(record, i));
                }
            }
            return OptionalInt.empty();
        }

        private static int lengthOf(TokenRecord record, int quality) {
            List<Integer> lengths = record.truncation().getValidLengths();
            return switch (record.truncation().getKind()) {
                case ANY_PREFIX -> (lengths.isEmpty() ? 1 : lengths.get(0)) + quality;
                case SCALE_BOUNDARY, LEVEL_SET -> lengths.get(quality);
                case NONE ->
                    throw new TokenContractException(
                            "Item " + record.itemId() + " has qualities of prefixes, and no prefix is valid.");
            };
        }

        /** Qualities that its cuts reach, in the order of their lengths; empty where a record says none. */
        List<Float> qualities() {
            List<Float> all = new ArrayList<>();
            for (TokenRecord record : steps) {
                if (record.truncation().getPrefixQualities().isEmpty()) {
                    return List.of();
                }
                all.addAll(record.truncation().getPrefixQualities());
            }
            return all;
        }

        private int frame() {
            return place.beginIds().size() + place.endIds().size();
        }

        private int ids(int step, int count) {
            return isOnePlaceholder() ? 1 : count * idsPerToken(steps.get(step));
        }

        private boolean isOnePlaceholder() {
            return place.content() instanceof IdPlace.Content.Placeholder placeholder
                    && placeholder.expansion() == IdPlace.Expansion.EACH_RECORD;
        }
    }

    /** Ids of the sequence that a token has: one of each plane, or a placeholder. */
    static int idsPerToken(TokenRecord record) {
        return record instanceof TokenRecord.Ids ids
                ? Math.max(1, ids.sequence().getPlanes().size())
                : 1;
    }
}
