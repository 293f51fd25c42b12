package io.tokenloom.token;

import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenPlane;
import io.tokenloom.record.TokenSequence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * More tokens for who has the first ones already: an upgrade record carries only the tail that is missing ({@code
 * layout.firstToken} says from where), with its qualities, kept positions and blocks. What a consumer has and the upgrade
 * merge to the longer record, byte for byte as the tokenizer made it. Thread-safe: stateless.
 */
public final class UpgradeRecords {
    private UpgradeRecords() {}

    /**
     * The upgrade to a record for who has its first tokens.
     *
     * @param has how many; a valid cut
     * @throws TokenContractException if the record can't be cut there, or nothing is missing
     */
    public static TokenSequence tail(TokenSequence full, int has) {
        CutFields fields = CutFields.of(full);
        return TokenTrimming.slice(full, fields, requireTail(fields, has), fields.tokens());
    }

    /**
     * The upgrade to a record for who has its first tokens.
     *
     * @param has how many; a valid cut
     * @throws TokenContractException if the record can't be cut there, nothing is missing, or the numbers lie elsewhere
     */
    public static TokenEmbeddings tail(TokenEmbeddings full, int has) {
        CutFields fields = CutFields.of(full);
        return TokenTrimming.slice(full, fields, requireTail(fields, has), fields.tokens());
    }

    /**
     * The longer record. Upgrades that follow each other merge as well.
     *
     * @throws TokenContractException if the upgrade is not of the same sequence, or doesn't go on where the base ends
     */
    public static TokenSequence merge(TokenSequence base, TokenSequence upgrade) {
        CutFields first = CutFields.of(base);
        CutFields next = CutFields.of(upgrade);
        requireSame(common(base, first), common(upgrade, next));
        requireNext(first, next);
        List<TokenPlane> planes = new ArrayList<>();
        for (int i = 0; i < base.getPlanes().size(); i++) {
            TokenPlane plane = base.getPlanes().get(i);
            planes.add(TokenPlanes.withIds(
                    plane,
                    IdLists.joined(plane.getIds(), upgrade.getPlanes().get(i).getIds())));
        }
        TokenSequence merged = ShallowCopy.of(base, new TokenSequence());
        merged.setPlanes(planes);
        first.joined(next).into(merged);
        return merged;
    }

    /**
     * The longer record. Upgrades that follow each other merge as well.
     *
     * @throws TokenContractException if the upgrade is not of the same sequence, doesn't go on where the base ends, or the
     *     numbers of either lie elsewhere
     */
    public static TokenEmbeddings merge(TokenEmbeddings base, TokenEmbeddings upgrade) {
        CutFields first = CutFields.of(base);
        CutFields next = CutFields.of(upgrade);
        requireSame(common(base, first), common(upgrade, next));
        requireNext(first, next);
        ByteBuffer head = EmbeddingNumbers.bytes(base);
        ByteBuffer tail = EmbeddingNumbers.bytes(upgrade);
        TokenEmbeddings merged = ShallowCopy.of(base, new TokenEmbeddings());
        merged.setShape(TokenTrimming.shape(base, first.tokens() + next.tokens()));
        merged.setValues(ByteBuffer.allocate(head.remaining() + tail.remaining())
                .put(head)
                .put(tail)
                .flip());
        first.joined(next).into(merged);
        return merged;
    }

    private static int requireTail(CutFields full, int has) {
        if (full.cuts().require(has) == full.tokens()) {
            throw new TokenContractException(
                    "Who has " + has + " tokens lacks none of this record, which has as many: send no upgrade.");
        }
        return has;
    }

    private static TokenSequence common(TokenSequence sequence, CutFields fields) {
        PlacedIds.requireUnplaced(sequence, "merged");
        TokenSequence common = ShallowCopy.of(sequence, new TokenSequence());
        common.setPlanes(sequence.getPlanes().stream()
                .map(plane -> TokenPlanes.withIds(plane, List.of()))
                .toList());
        fields.common().into(common);
        return common;
    }

    private static TokenEmbeddings common(TokenEmbeddings embeddings, CutFields fields) {
        TokenEmbeddings common = ShallowCopy.of(embeddings, new TokenEmbeddings());
        common.setShape(TokenTrimming.shape(embeddings, 0));
        common.setValues(ByteBuffer.allocate(0));
        fields.common().into(common);
        return common;
    }

    private static void requireSame(SpecificRecord base, SpecificRecord upgrade) {
        for (Schema.Field field : base.getSchema().getFields()) {
            Object had = base.get(field.pos());
            Object given = upgrade.get(field.pos());
            if (had == null ? given != null : !had.equals(given)) {
                throw new TokenContractException("The upgrade is of another sequence than the base: their \""
                        + field.name() + "\" differ. Merge records of one source and tokenizer.");
            }
        }
    }

    private static void requireNext(CutFields base, CutFields upgrade) {
        if (upgrade.first() != base.end()) {
            throw new TokenContractException("The base ends with token " + base.end() + ", the upgrade begins with "
                    + upgrade.first() + ": " + (upgrade.first() > base.end() ? "tokens are missing" : "they overlap")
                    + ". Ask for the upgrade from " + base.end() + " on.");
        }
        if (base.hasPositions() != upgrade.hasPositions() || base.hasQualities() != upgrade.hasQualities()) {
            throw new TokenContractException(
                    "Of base and upgrade only one has kept positions, or qualities: they are not"
                            + " of one sequence.");
        }
    }
}
