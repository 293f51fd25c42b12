package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.FailureCode;
import io.tokenloom.record.Framing;
import io.tokenloom.record.Geometry;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.SequenceLayout;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.Truncation;
import io.tokenloom.token.PixelBox;
import io.tokenloom.vision.TokenContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The parts that records of ids and of embeddings have in common. Immutable.
 *
 * @param contract what holds for the tokens of all pictures
 */
record PictureFields(TokenContract contract) {
    Truncation truncation(int count, float[] qualities) {
        List<Float> known = new ArrayList<>(qualities.length);
        for (float quality : qualities) {
            known.add(quality);
        }
        return new Truncation(contract.truncation(), upTo(contract.validLengths(), count), known);
    }

    /** Absent where all that it says is the default. */
    Optional<SequenceLayout> layout(int count) {
        List<Integer> blockEnds = upTo(contract.blockEnds(), count);
        return blockEnds.isEmpty() && contract.orderParameter() == 0
                ? Optional.empty()
                : Optional.of(new SequenceLayout(0, blockEnds, contract.orderParameter(), 0, List.of()));
    }

    private static List<Integer> upTo(List<Integer> lengths, int count) {
        return lengths.stream().filter(length -> length <= count).toList();
    }

    /** Where tokens have no place in the picture, as one token that stands for all of it. */
    Geometry geometry(SeenPicture picture, int[] keptPositions) {
        PixelBox seen = picture.view().seen();
        TokenContract.Grid grid =
                contract.grid().orElseGet(() -> new TokenContract.Grid(1, 1, picture.height(), picture.width()));
        Geometry geometry = new Geometry();
        geometry.setGridTime(1);
        geometry.setGridHeight(grid.height());
        geometry.setGridWidth(grid.width());
        geometry.setPatchHeight(grid.patchHeight());
        geometry.setPatchWidth(grid.patchWidth());
        geometry.setSourceHeight(picture.view().sourceHeight());
        geometry.setSourceWidth(picture.view().sourceWidth());
        geometry.setCropTop((float) seen.top());
        geometry.setCropLeft((float) seen.left());
        geometry.setCropHeight((float) seen.height());
        geometry.setCropWidth((float) seen.width());
        geometry.setKeptPositions(Arrays.stream(keptPositions).boxed().toList());
        return geometry;
    }

    StreamPosition position(ItemFacts item, TokenizedPicture picture) {
        return new StreamPosition(
                item.place().streamKey(),
                picture.index(),
                picture.timestamp().isPresent() ? picture.timestamp().getAsLong() : null,
                picture.step(),
                picture.reset() != ResetReason.NONE,
                picture.endedEarly().map(FailureCode::name).orElse(null),
                picture.reset());
    }

    /** Where the ids go in a shared id space; the record has them without it. */
    Optional<Framing> framing() {
        return contract.framing()
                .map(placement -> new Framing(placement.beginIds(), placement.endIds(), placement.idOffset(), false));
    }
}
