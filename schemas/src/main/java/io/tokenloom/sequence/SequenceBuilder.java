package io.tokenloom.sequence;

import io.tokenloom.record.Modality;
import io.tokenloom.record.PlaceholderRange;
import io.tokenloom.record.PlanePlace;
import io.tokenloom.record.TokenSequence;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.wire.IntList;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes passages one after the other and notes where each stands. Not thread-safe. */
final class SequenceBuilder {
    private static final int FIRST_CAPACITY = 256;
    private static final ByteBuffer NO_DELTA = ByteBuffer.allocate(0);

    private final List<PlaceholderRange> ranges = new ArrayList<>();
    private int[] ids = new int[FIRST_CAPACITY];
    private int length;

    void text(Passage.Text text, int[] placed, IdPlace place) {
        range(text.record(), text.tokens(), placed, place);
    }

    void picture(Passage.Picture picture, Map<TokenRecord, int[]> placed) {
        int first = ranges.size();
        ids(picture.place().beginIds());
        for (int i = 0; i < picture.steps().size(); i++) {
            if (picture.kept(i) > 0 || picture.steps().get(i).count() == 0) {
                TokenRecord step = picture.steps().get(i);
                range(step, picture.kept(i), placed.get(step), picture.place());
            }
        }
        ids(picture.place().endIds());
        ranges.get(first).setBeginIds(picture.place().beginIds());
        ranges.get(ranges.size() - 1).setEndIds(picture.place().endIds());
    }

    void ids(List<Integer> more) {
        reserve(more.size());
        more.forEach(id -> ids[length++] = id);
    }

    int length() {
        return length;
    }

    List<Integer> ids() {
        return IntList.of(Arrays.copyOf(ids, length));
    }

    List<PlaceholderRange> ranges() {
        return ranges;
    }

    private void range(TokenRecord record, int tokens, int[] placed, IdPlace place) {
        boolean once = place.content() instanceof IdPlace.Content.Placeholder placeholder
                && placeholder.expansion() == IdPlace.Expansion.EACH_RECORD;
        int count = once ? placed.length : tokens * Passage.idsPerToken(record);
        PlaceholderRange range = new PlaceholderRange(
                place.modality(),
                record.itemId(),
                record.source(),
                record.tokenizer(),
                0,
                NO_DELTA,
                record.count(),
                0,
                tokens,
                length,
                count,
                List.of(),
                List.of(),
                place.content() instanceof IdPlace.Content.Shifted shifted ? shifted.offset() : 0,
                List.of(),
                record instanceof TokenRecord.Vectors,
                !once,
                record.stream().orElse(null));
        if (record instanceof TokenRecord.Ids discrete) {
            describe(range, discrete.sequence(), place.modality());
        }
        ranges.add(range);
        reserve(count);
        System.arraycopy(placed, 0, ids, length, count);
        length += count;
    }

    private static void describe(PlaceholderRange range, TokenSequence sequence, Modality modality) {
        range.setVocabularyVersion(sequence.getVocabularyVersion());
        if (modality == Modality.TEXT && sequence.getText() != null) {
            ByteBuffer delta = sequence.getText().getVocabularyDelta();
            range.setVocabularyDelta(delta);
        }
        if (sequence.getPlanes().size() > 1) {
            range.setPlanes(sequence.getPlanes().stream()
                    .map(plane -> new PlanePlace(plane.getName(), plane.getVocabularySize()))
                    .toList());
        }
    }

    private void reserve(int more) {
        if (length + more > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(length + more, ids.length * 2));
        }
    }
}
