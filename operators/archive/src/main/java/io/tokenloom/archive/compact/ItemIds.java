package io.tokenloom.archive.compact;

import io.tokenloom.archive.Sample.Origin;

/**
 * Says item ids by those before them. An id that ends in a number, such as the place of a line in its source, is what is
 * before the number and how far the number is from the one expected: that of the item before, and the bytes of its text.
 * Writer and reader keep one each, and give it every item in the same order. Not thread-safe.
 */
final class ItemIds {
    /** So many digits are always a long. */
    private static final int MOST_DIGITS = 18;

    private long expected;
    private long current;

    /**
     * An item id in parts.
     *
     * @param prefix null where the id is the address of the record
     * @param step null where the id has no number at its end
     */
    record Split(String prefix, Long step) {}

    private static String address(String topic, int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }

    /**
     * The parts of an item's id.
     *
     * @param bytes of its text
     */
    Split split(Origin origin, int bytes) {
        String id = origin.itemId();
        if (id.equals(address(origin.topic(), origin.partition(), origin.offset()))) {
            return new Split(null, null);
        }
        int digits = digits(id);
        if (digits == 0) {
            return new Split(id, null);
        }
        long number = Long.parseLong(id, id.length() - digits, id.length(), 10);
        long step = number - base(origin.part());
        follow(number, bytes);
        return new Split(id.substring(0, id.length() - digits), step);
    }

    /** The id of {@link #split}'s parts. */
    String join(Split split, String topic, int partition, long offset, int part, int bytes) {
        if (split.prefix() == null) {
            return address(topic, partition, offset);
        }
        if (split.step() == null) {
            return split.prefix();
        }
        long number = base(part) + split.step();
        follow(number, bytes);
        return split.prefix() + number;
    }

    /** Parts of an item share its id. */
    private long base(int part) {
        return part == 0 ? expected : current;
    }

    private void follow(long number, int bytes) {
        expected = number == current ? expected + bytes : number + bytes;
        current = number;
    }

    /** How many digits at its end are a number as it is always written: without zeros in front. */
    private static int digits(String id) {
        int from = id.length();
        while (from > 0
                && id.length() - from < MOST_DIGITS
                && id.charAt(from - 1) >= '0'
                && id.charAt(from - 1) <= '9') {
            from--;
        }
        while (from < id.length() - 1 && id.charAt(from) == '0') {
            from++;
        }
        return id.length() - from;
    }
}
