package io.tokenloom.token;

import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import java.util.ArrayList;
import java.util.List;

/**
 * The planes of a factorised tokenizer: several ids for each token, each of a vocabulary of its own. Records hold them
 * plane by plane; a generator that predicts the factors one after the other at each position reads them position by
 * position. Thread-safe: stateless.
 */
public final class TokenPlanes {
    private TokenPlanes() {}

    /**
     * Tokens of a record, which all of its planes have.
     *
     * @throws TokenContractException if it has no plane, or planes of unequal length
     */
    public static int tokens(TokenSequence sequence) {
        return tokens(sequence.getPlanes());
    }

    /**
     * Tokens of planes, which all of them have.
     *
     * @throws TokenContractException if there is no plane, or they are of unequal length
     */
    public static int tokens(List<TokenPlane> planes) {
        if (planes.isEmpty()) {
            throw new TokenContractException("A record without a plane of ids; one or more were expected.");
        }
        int tokens = planes.get(0).getIds().size();
        for (TokenPlane plane : planes) {
            if (plane.getIds().size() != tokens) {
                throw new TokenContractException("Plane \"" + plane.getName() + "\" has "
                        + plane.getIds().size() + " ids, plane \""
                        + planes.get(0).getName() + "\" has " + tokens
                        + ". All planes of a record are of one length.");
            }
        }
        return tokens;
    }

    /**
     * The ids of all planes, position by position: first those of the first token.
     *
     * @throws TokenContractException if there is no plane, or planes are of unequal length
     */
    public static int[] positionMajor(List<TokenPlane> planes) {
        int tokens = tokens(planes);
        int[] ids = new int[Math.multiplyExact(tokens, planes.size())];
        for (int plane = 0; plane < planes.size(); plane++) {
            int[] own = IdLists.array(planes.get(plane).getIds());
            for (int token = 0; token < tokens; token++) {
                ids[token * planes.size() + plane] = own[token];
            }
        }
        return ids;
    }

    /**
     * Planes with the ids that were laid out position by position.
     *
     * @param like planes of the names and vocabularies that are wanted, in the order of the ids; theirs are not read
     * @throws TokenContractException if the ids are not a whole number of positions
     */
    public static List<TokenPlane> fromPositionMajor(int[] ids, List<TokenPlane> like) {
        if (like.isEmpty() || ids.length % like.size() != 0) {
            throw new TokenContractException(
                    ids.length + " ids are not a whole number of positions of " + like.size() + " planes.");
        }
        List<TokenPlane> planes = new ArrayList<>();
        for (int plane = 0; plane < like.size(); plane++) {
            int[] own = new int[ids.length / like.size()];
            for (int token = 0; token < own.length; token++) {
                own[token] = ids[token * like.size() + plane];
            }
            planes.add(withIds(like.get(plane), IdLists.list(own)));
        }
        return planes;
    }

    /**
     * The record with one of its planes only.
     *
     * @throws TokenContractException if it has no plane of that name
     */
    public static TokenSequence only(TokenSequence sequence, String name) {
        List<TokenPlane> planes = sequence.getPlanes();
        List<TokenPlane> named =
                planes.stream().filter(plane -> plane.getName().equals(name)).toList();
        if (named.size() != 1) {
            throw new TokenContractException("Plane \"" + name + "\" was asked for; the record has "
                    + planes.stream().map(TokenPlane::getName).toList() + ".");
        }
        TokenSequence one = ShallowCopy.of(sequence, new TokenSequence());
        one.setPlanes(named);
        return one;
    }

    static TokenPlane withIds(TokenPlane like, List<Integer> ids) {
        return new TokenPlane(like.getName(), ids, like.getVocabularySize());
    }
}
