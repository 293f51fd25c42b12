package io.tokenloom.sequence;

import io.tokenloom.record.Modality;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenizerFingerprint;
import io.tokenloom.sequence.IdPlace.Content;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.token.TokenPlanes;
import io.tokenloom.token.TokenRecord;
import io.tokenloom.wire.IntList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The ids of one language model, shared out among tokenizers: text ids as they are, visual ids behind an offset, begin and
 * end ids and placeholders, no id with two meanings. In the manner of SEED-LLaMA (offset 32,000) and LaVIT. Immutable.
 */
public final class IdSpace {
    private final List<IdPlace> places;
    private final List<Integer> documentEnd;
    private final Map<TokenizerFingerprint, IdPlace> byTokenizer = new HashMap<>();
    private final int[] controls;

    /**
     * Of these places.
     *
     * @param documentEnd ids behind each document; empty for none
     * @throws TokenContractException with every mistake, one a line
     */
    public IdSpace(List<IdPlace> places, List<Integer> documentEnd) {
        List<String> mistakes = mistakes(places, documentEnd);
        if (!mistakes.isEmpty()) {
            throw new TokenContractException(String.join("\n", mistakes));
        }
        this.places = List.copyOf(places);
        this.documentEnd = List.copyOf(documentEnd);
        places.forEach(
                place -> byTokenizer.put(new TokenizerFingerprint(HexFormat.of().parseHex(place.tokenizer())), place));
        this.controls = controls(places, documentEnd).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Everything that is wrong with these places, each with its mend; empty where nothing is. */
    public static List<String> mistakes(List<IdPlace> places, List<Integer> documentEnd) {
        List<String> mistakes = new ArrayList<>();
        TreeSet<Integer> controls = controls(places, documentEnd);
        if (!controls.isEmpty() && controls.first() < 0) {
            mistakes.add("The id " + controls.first() + " is negative. Begin, end and placeholder ids are 0 or more.");
        }
        for (int i = 0; i < places.size(); i++) {
            alone(places.get(i), controls, mistakes);
            for (int j = 0; j < i; j++) {
                together(places.get(j), places.get(i), mistakes);
            }
        }
        return mistakes;
    }

    private static void alone(IdPlace place, TreeSet<Integer> controls, List<String> mistakes) {
        if (!place.beginIds().isEmpty() && place.beginIds().equals(place.endIds())) {
            mistakes.add("Tokenizer " + place.tokenizer() + " has the same begin and end ids, " + place.beginIds()
                    + ". Give it two.");
        }
        if (!(place.content() instanceof Content.Shifted shifted)) {
            return;
        }
        if (shifted.offset() < 0 || shifted.size() < 1 || shifted.end() > Integer.MAX_VALUE) {
            mistakes.add("Tokenizer " + place.tokenizer() + " has " + shifted.size() + " ids from " + shifted.offset()
                    + " on. Give it one id or more, from 0 to " + Integer.MAX_VALUE + ".");
            return;
        }
        // A text vocabulary has control ids of its own, which no text becomes; a picture may become any of its ids.
        if (place.modality() != Modality.TEXT) {
            controls.subSet(shifted.offset(), (int) shifted.end())
                    .forEach(
                            id -> mistakes.add("The begin, end or placeholder id " + id + " is also an id of tokenizer "
                                    + place.tokenizer() + " (" + shifted.offset() + " to " + (shifted.end() - 1)
                                    + "). Choose one outside."));
        }
    }

    private static void together(IdPlace first, IdPlace second, List<String> mistakes) {
        if (first.tokenizer().equals(second.tokenizer())) {
            mistakes.add("Tokenizer " + first.tokenizer() + " is there twice. Take one out.");
        } else if (first.content() instanceof Content.Shifted one
                && second.content() instanceof Content.Shifted other
                && one.offset() < other.end()
                && other.offset() < one.end()) {
            mistakes.add("The ids of tokenizers " + first.tokenizer() + " (" + one.offset() + " to " + (one.end() - 1)
                    + ") and " + second.tokenizer() + " (" + other.offset() + " to " + (other.end() - 1)
                    + ") overlap. Raise the offset of one of them.");
        }
    }

    private static TreeSet<Integer> controls(List<IdPlace> places, List<Integer> documentEnd) {
        TreeSet<Integer> controls = new TreeSet<>(documentEnd);
        for (IdPlace place : places) {
            controls.addAll(place.beginIds());
            controls.addAll(place.endIds());
            if (place.content() instanceof Content.Placeholder placeholder) {
                controls.add(placeholder.id());
            }
        }
        return controls;
    }

    /** All of its places. */
    public List<IdPlace> places() {
        return places;
    }

    /** Ids behind each document. */
    public List<Integer> documentEnd() {
        return documentEnd;
    }

    /** The place of a tokenizer, if it has one. */
    public Optional<IdPlace> find(TokenizerFingerprint tokenizer) {
        return Optional.ofNullable(byTokenizer.get(tokenizer));
    }

    /**
     * The place of a tokenizer.
     *
     * @throws TokenContractException if it has none
     */
    public IdPlace require(TokenizerFingerprint tokenizer) {
        return find(tokenizer)
                .orElseThrow(() -> new TokenContractException("Tokenizer "
                        + HexFormat.of().formatHex(tokenizer.bytes())
                        + " has no place in the id space. Give it one, or don't read its topic. Known are "
                        + places.stream().map(IdPlace::tokenizer).sorted().toList() + "."));
    }

    /**
     * The ids of a record as they stand in the space, without begin and end ids: position by position where there are
     * several planes, those of each plane behind those of the plane before.
     *
     * @throws TokenContractException if its tokenizer has no place, an id is not of the vocabulary that the place is for,
     *     a text has a begin, end or placeholder id, or the record is framed already
     */
    public int[] place(TokenRecord record) {
        IdPlace place = require(record.tokenizer());
        if (record.framing().filter(framing -> framing.getExpanded()).isPresent()) {
            throw new TokenContractException("The ids of item " + record.itemId()
                    + " stand among begin and end ids already. Publish them as the tokenizer gives them.");
        }
        if (record instanceof TokenRecord.Vectors) {
            return placeholders(record, place);
        }
        if (!(place.content() instanceof Content.Shifted shifted)) {
            throw new TokenContractException("Item " + record.itemId() + " has ids, and its tokenizer "
                    + place.tokenizer() + " a placeholder, which is for vectors. Give it an offset.");
        }
        return shifted(((TokenRecord.Ids) record).sequence().getPlanes(), place, shifted);
    }

    private static int[] placeholders(TokenRecord record, IdPlace place) {
        if (!(place.content() instanceof Content.Placeholder placeholder)) {
            throw new TokenContractException("Item " + record.itemId() + " has vectors, and its tokenizer "
                    + place.tokenizer() + " an offset, which is for ids. Give it a placeholder.");
        }
        int[] ids = new int[placeholder.expansion() == IdPlace.Expansion.EACH_TOKEN ? record.count() : 1];
        Arrays.fill(ids, placeholder.id());
        return ids;
    }

    private int[] shifted(List<TokenPlane> planes, IdPlace place, Content.Shifted shifted) {
        int positions = TokenPlanes.tokens(planes);
        int[] placed = new int[Math.multiplyExact(positions, planes.size())];
        int from = 0;
        for (int plane = 0; plane < planes.size(); plane++) {
            int size = planes.size() == 1 ? shifted.size() : planeSize(planes.get(plane), place);
            if (from + (long) size > shifted.size()) {
                throw new TokenContractException("The planes of tokenizer " + place.tokenizer() + " have more than "
                        + shifted.size() + " ids together. Make its place larger.");
            }
            place(planes.get(plane).getIds(), size, shifted.offset() + from, placed, plane, planes.size());
            from += size;
        }
        if (place.modality() == Modality.TEXT) {
            requireNoControl(placed, shifted);
        }
        return placed;
    }

    private static int planeSize(TokenPlane plane, IdPlace place) {
        if (plane.getVocabularySize() < 1) {
            throw new TokenContractException("Plane \"" + plane.getName() + "\" of tokenizer " + place.tokenizer()
                    + " doesn't say how many ids it has, so the next one can't stand behind it.");
        }
        return plane.getVocabularySize();
    }

    private static void place(List<Integer> ids, int size, int offset, int[] placed, int at, int stride) {
        int[] numbers = IntList.array(ids);
        for (int i = 0; i < numbers.length; i++) {
            int id = numbers[i];
            if (id < 0 || id >= size) {
                throw new TokenContractException("Id " + id + " at " + i + " is none of the " + size
                        + " that its tokenizer has place for. Give it as many as its vocabulary has, dynamic ones"
                        + " included.");
            }
            placed[at + i * stride] = id + offset;
        }
    }

    private void requireNoControl(int[] placed, Content.Shifted shifted) {
        for (int control : controls) {
            if (control < shifted.offset() || control >= shifted.end()) {
                continue;
            }
            for (int i = 0; i < placed.length; i++) {
                if (placed[i] == control) {
                    throw new TokenContractException("A text has the id " + control + " at " + i
                            + ", which begins or ends something here. Choose another, which no text becomes.");
                }
            }
        }
    }

    /** Whether they share out the same ids alike. */
    @Override
    public boolean equals(Object other) {
        return other instanceof IdSpace space && places.equals(space.places) && documentEnd.equals(space.documentEnd);
    }

    @Override
    public int hashCode() {
        return 31 * places.hashCode() + documentEnd.hashCode();
    }

    @Override
    public String toString() {
        return "IdSpace" + places;
    }
}
