package io.tokenloom.token;

import io.tokenloom.record.Framing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts and images in one sequence of ids, and apart again, as SEED-LLaMA and LaVIT read them: each image stands between
 * begin and end ids, its own ids moved behind those of the text. Thread-safe: immutable.
 */
public final class Interleaving {
    private final Framing framing;
    private final int imageVocabulary;

    /**
     * Of one text and one image tokenizer.
     *
     * @param framing of the images
     * @param imageVocabulary ids that the image tokenizer has
     * @throws TokenContractException if images would not be found again: without begin or end ids, or with such an id
     *     within the image ids or both
     */
    public Interleaving(Framing framing, int imageVocabulary) {
        this.framing = Framing.newBuilder(framing).build();
        this.imageVocabulary = imageVocabulary;
        List<Integer> begin = framing.getBeginIds();
        List<Integer> end = framing.getEndIds();
        boolean apart = !begin.isEmpty()
                && !end.isEmpty()
                && begin.stream().noneMatch(id -> isImage(id) || end.contains(id))
                && end.stream().noneMatch(this::isImage);
        if (!apart) {
            throw new TokenContractException("Images between " + begin + " and " + end + " with ids from "
                    + framing.getIdOffset() + " to " + lastImageId()
                    + " can't be told apart: begin and end ids must be there, differ and lie outside the image ids.");
        }
    }

    /**
     * The segments as one sequence.
     *
     * @throws TokenContractException if an id of a text would be taken for one of an image, its begin or its end, or an id
     *     of an image is not of its vocabulary
     */
    public int[] join(List<Segment> segments) {
        IntStream.Builder joined = IntStream.builder();
        for (Segment segment : segments) {
            int[] ids = IdLists.array(segment.ids());
            for (int id : ids) {
                require(segment, id);
            }
            IntStream.of(segment instanceof Segment.Image ? PlacedIds.place(ids, framing) : ids)
                    .forEach(joined);
        }
        return joined.build().toArray();
    }

    /**
     * The segments of a sequence. Texts that stood side by side come back as one, empty ones not at all.
     *
     * @throws TokenContractException if an image has no end, or image ids stand outside of one
     */
    public List<Segment> split(int[] joined) {
        List<Segment> segments = new ArrayList<>();
        int at = 0;
        while (at < joined.length) {
            int end = segmentEnd(joined, at);
            int[] ids = Arrays.copyOfRange(joined, at, end);
            segments.add(
                    beginsImage(joined, at)
                            ? new Segment.Image(IdLists.list(PlacedIds.remove(ids, framing, imageVocabulary)))
                            : new Segment.Text(IdLists.list(ids)));
            at = end;
        }
        return segments;
    }

    /**
     * The longest beginning of a sequence that has at most so many ids and ends in no image: a text is cut anywhere, an
     * image stays whole or goes.
     *
     * @throws TokenContractException if an image has no end, or image ids stand outside of one
     */
    public int[] cut(int[] joined, int most) {
        int at = 0;
        while (at < joined.length && at < most) {
            int end = segmentEnd(joined, at);
            if (end > most && beginsImage(joined, at)) {
                break;
            }
            at = Math.min(end, most);
        }
        return Arrays.copyOf(joined, at);
    }

    private boolean beginsImage(int[] joined, int at) {
        return PlacedIds.matches(joined, at, framing.getBeginIds());
    }

    private int segmentEnd(int[] joined, int start) {
        boolean image = beginsImage(joined, start);
        int at = image ? start + framing.getBeginIds().size() : start;
        if (image) {
            while (at < joined.length && isImage(joined[at])) {
                at++;
            }
            if (!PlacedIds.matches(joined, at, framing.getEndIds())) {
                throw new TokenContractException("The image that begins at " + start + " is not ended by "
                        + framing.getEndIds() + " at " + at + ".");
            }
            return at + framing.getEndIds().size();
        }
        while (at < joined.length && !beginsImage(joined, at)) {
            if (isReserved(joined[at])) {
                throw new TokenContractException(
                        "Id " + joined[at] + " at " + at + " is one of images, but stands in no image.");
            }
            at++;
        }
        return at;
    }

    private void require(Segment segment, int id) {
        if (segment instanceof Segment.Text && isReserved(id)) {
            throw new TokenContractException("A text has the id " + id + ", which is one of images ("
                    + framing.getIdOffset() + " to " + lastImageId() + ", begin " + framing.getBeginIds() + ", end "
                    + framing.getEndIds() + "). Text ids must lie outside.");
        }
        if (segment instanceof Segment.Image && (id < 0 || id >= imageVocabulary)) {
            throw new TokenContractException(
                    "An image has the id " + id + " of a vocabulary of " + imageVocabulary + " ids.");
        }
    }

    private boolean isReserved(int id) {
        return isImage(id)
                || framing.getBeginIds().contains(id)
                || framing.getEndIds().contains(id);
    }

    private boolean isImage(int id) {
        return id >= framing.getIdOffset() && id <= lastImageId();
    }

    private long lastImageId() {
        return (long) framing.getIdOffset() + imageVocabulary - 1;
    }
}
