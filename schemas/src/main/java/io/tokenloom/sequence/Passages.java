package io.tokenloom.sequence;

import io.tokenloom.record.Modality;
import io.tokenloom.token.TokenRecord;
import java.util.ArrayList;
import java.util.List;

/** From items to the passages of a document. Thread-safe: stateless. */
final class Passages {
    private Passages() {}

    /** All of them, whole, in order. */
    static List<Passage> of(List<DocumentItem> items, IdSpace space) {
        List<Passage> passages = new ArrayList<>();
        for (DocumentItem item : items) {
            IdPlace place = space.require(item.records().get(0).tokenizer());
            if (place.modality() == Modality.TEXT) {
                item.records().forEach(record -> passages.add(new Passage.Text(record, record.count())));
            } else {
                pictures(item.records()).forEach(steps -> passages.add(Passage.Picture.whole(place, steps)));
            }
        }
        return passages;
    }

    /** The records of an image are its steps, those of a video its frames. */
    private static List<List<TokenRecord>> pictures(List<TokenRecord> records) {
        List<List<TokenRecord>> pictures = new ArrayList<>();
        for (TokenRecord record : records) {
            if (!pictures.isEmpty() && isStep(record)) {
                pictures.get(pictures.size() - 1).add(record);
            } else {
                pictures.add(new ArrayList<>(List.of(record)));
            }
        }
        return pictures;
    }

    private static boolean isStep(TokenRecord record) {
        return record.stream().filter(PictureSteps::areOf).isPresent();
    }
}
