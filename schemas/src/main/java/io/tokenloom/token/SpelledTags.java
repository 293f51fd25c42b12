package io.tokenloom.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids of a visual tokenizer spelled as tags in a text, for a language model whose own tokenizer knows the tags. Immutable.
 *
 * @param begin tag before an image
 * @param end tag after it
 * @param stem what a tag has before its number
 * @param digits of a tag's number, with leading zeros
 * @param tail what a tag has after its number
 * @param vocabularySize ids are below it
 */
public record SpelledTags(String begin, String end, String stem, int digits, String tail, int vocabularySize) {
    /** Those of SEED: {@code <img><img_00000>...<img_08191></img>}. */
    public static final SpelledTags SEED = new SpelledTags("<img>", "</img>", "<img_", 5, ">", 8192);

    /**
     * The tags of an image.
     *
     * @throws TokenContractException if an id is not of the vocabulary
     */
    public String spell(int[] ids) {
        StringBuilder text = new StringBuilder(begin);
        for (int id : ids) {
            text.append(stem)
                    .append(String.format(Locale.ROOT, "%0" + digits + "d", requireId(id)))
                    .append(tail);
        }
        return text.append(end).toString();
    }

    /**
     * The ids of a text that is the tags of one image.
     *
     * @throws TokenContractException if it is anything else
     */
    public int[] read(String text) {
        if (text.length() < begin.length() + end.length() || !text.startsWith(begin) || !text.endsWith(end)) {
            throw new TokenContractException("A text of " + text.length() + " characters doesn't begin with " + begin
                    + " and end with " + end + ".");
        }
        String tags = text.substring(begin.length(), text.length() - end.length());
        Matcher tag = Pattern.compile(Pattern.quote(stem) + "([0-9]{" + digits + "})" + Pattern.quote(tail))
                .matcher(tags);
        List<Integer> ids = new ArrayList<>();
        int at = 0;
        while (at < tags.length()) {
            if (!tag.find(at) || tag.start() != at) {
                throw new TokenContractException("No tag of the form " + stem + "0".repeat(digits) + tail
                        + " at character " + (begin.length() + at) + ".");
            }
            ids.add(requireId(Integer.parseInt(tag.group(1))));
            at = tag.end();
        }
        return IdLists.array(ids);
    }

    private int requireId(int id) {
        if (id < 0 || id >= vocabularySize) {
            throw new TokenContractException("Id " + id + " is not one of the " + vocabularySize + " that have a tag.");
        }
        return id;
    }
}
