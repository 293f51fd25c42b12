package io.tokenloom.cli.decode;

import io.tokenloom.cli.CommandException;
import io.tokenloom.reader.decode.PictureTokens;
import io.tokenloom.reader.decode.VisualDecoder;
import io.tokenloom.reader.records.RecordAddress;
import io.tokenloom.vision.VisualState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Pictures of items that were found: the records from the last reset on, one decoded after the other. Memory: the ids of
 * one item, or of the frames of one stream since a reset. Not thread-safe.
 */
final class ItemPicture {
    private final AddressedRecords records;
    private final StreamChain streams;

    ItemPicture(AddressedRecords records, StreamChain streams) {
        this.records = records;
        this.streams = streams;
    }

    /** A record of the item. */
    private record Part(RecordAddress address, PictureTokens tokens) {}

    /**
     * The picture that is wanted of an item.
     *
     * @throws CommandException "usage" if there is no such picture or number of tokens, "failed" if a record that it needs
     *     is not there or can't be decoded
     */
    DecodedPicture of(ItemParts item, VisualDecoder decoder, PictureWish wish) {
        int keep = wish.keep().orElse(decoder.mostTokens());
        if (keep < 1 || keep > decoder.mostTokens()) {
            throw CommandException.usage("--keep " + keep + " is out of range: records of tokenizer "
                    + decoder.bundle().name() + " have 1 to " + decoder.mostTokens() + " tokens");
        }
        if (wish.keep().isPresent() && !decoder.isValid(keep)) {
            throw CommandException.usage("--keep " + keep + " is no prefix that tokenizer "
                    + decoder.bundle().name() + " can be cut to; \"tokenloom bundle check\" tells which are");
        }
        List<Part> chain = item.parts() == 1 ? chainOfStream(item, wish) : chainOfParts(item, wish);
        VisualState state = decoder.start();
        int cut = 0;
        boolean cutBefore = false;
        for (int i = 0; i < chain.size(); i++) {
            PictureTokens tokens = chain.get(i).tokens();
            try {
                state = decoder.after(tokens, keep, state);
            } catch (IllegalArgumentException e) {
                throw CommandException.failed(chain.get(i).address() + " can't be decoded: " + e.getMessage(), e);
            }
            if (keep < tokens.count()) {
                cut++;
                cutBefore |= i < chain.size() - 1;
            }
        }
        PictureTokens last = chain.get(chain.size() - 1).tokens();
        return new DecodedPicture(decoder.picture(state), last.width(), last.height(), chain.size(), cut, cutBefore);
    }

    /** A frame that was a source record of its own: those before it were too. */
    private List<Part> chainOfStream(ItemParts item, PictureWish wish) {
        RecordAddress address = item.addresses().values().iterator().next();
        PictureTokens tokens = read(List.of(address)).get(0).tokens();
        if (wish.frame().isPresent() && wish.frame().get() != tokens.frameIndex()) {
            throw CommandException.usage("item " + item.itemId() + " is frame " + tokens.frameIndex() + " of stream \""
                    + tokens.streamKey() + "\" alone; name the item of frame "
                    + wish.frame().get() + " instead of --frame");
        }
        if (tokens.step() == 0) {
            return List.of(new Part(address, tokens));
        }
        return read(streams.upTo(address, tokens, item.source().topic()));
    }

    private List<Part> chainOfParts(ItemParts item, PictureWish wish) {
        SortedMap<Integer, Part> parts = new TreeMap<>();
        List<Part> found = read(new ArrayList<>(item.addresses().values()));
        List<Integer> numbers = List.copyOf(item.addresses().keySet());
        for (int i = 0; i < numbers.size(); i++) {
            parts.put(numbers.get(i), found.get(i));
        }
        int wanted = wanted(item, parts, wish);
        Part last = parts.get(wanted);
        int first = last == null ? wanted : wanted - last.tokens().step();
        for (int part = Math.max(0, first); part <= wanted; part++) {
            if (!parts.containsKey(part)) {
                throw CommandException.failed(
                        "part " + part + " is needed for the picture: " + item.incomplete() + ".");
            }
        }
        if (first < 0) {
            throw CommandException.failed(last.address() + " is step "
                    + last.tokens().step() + " since a reset that is not in its item, of which it is part " + wanted);
        }
        return List.copyOf(parts.subMap(first, wanted + 1).values());
    }

    private static int wanted(ItemParts item, SortedMap<Integer, Part> parts, PictureWish wish) {
        if (wish.record().isPresent()) {
            return numberWhere(
                    parts, part -> part.address().equals(wish.record().get()));
        }
        if (wish.frame().isEmpty()) {
            return item.parts() - 1;
        }
        if (parts.values().stream().noneMatch(part -> part.tokens().timestamp().isPresent())) {
            throw CommandException.usage("--frame is for videos; item " + item.itemId() + " is an image in "
                    + item.parts() + " steps. --part decodes it up to the record at an address.");
        }
        int number = numberWhere(
                parts, part -> part.tokens().frameIndex() == wish.frame().get());
        if (number < 0) {
            LongStream frames =
                    parts.values().stream().mapToLong(part -> part.tokens().frameIndex());
            throw CommandException.usage("--frame " + wish.frame().get() + " is not in item " + item.itemId()
                    + ", which has frames up to " + frames.max().orElse(0) + ", counted from 0");
        }
        return number;
    }

    private static int numberWhere(SortedMap<Integer, Part> parts, Predicate<Part> test) {
        return parts.entrySet().stream()
                .filter(entry -> test.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(-1);
    }

    private List<Part> read(List<RecordAddress> addresses) {
        return records.read(addresses, (address, sequence) -> {
            try {
                return new Part(address, PictureTokens.of(sequence));
            } catch (IllegalArgumentException e) {
                throw CommandException.failed(address + " can't be decoded: " + e.getMessage(), e);
            }
        });
    }
}
