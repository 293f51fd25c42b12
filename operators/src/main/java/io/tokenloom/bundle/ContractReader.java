package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TruncationKind;
import io.tokenloom.vision.TokenContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code tokens} of a manifest that its schema accepted. */
final class ContractReader {
    private final JsonNode tokens;
    private final List<String> mistakes;

    private ContractReader(JsonNode tokens, List<String> mistakes) {
        this.tokens = tokens;
        this.mistakes = mistakes;
    }

    /** @param mistakes gets what does not go together */
    static TokenContract read(
            JsonNode tokens, TokenContract.Payload payload, boolean knowsQuality, List<String> mistakes) {
        return new ContractReader(tokens, mistakes).contract(payload, knowsQuality);
    }

    private TokenContract contract(TokenContract.Payload payload, boolean knowsQuality) {
        int count = tokens.path("count").asInt();
        List<Integer> scaleEnds = scaleEnds(count);
        TokenOrder order = order(tokens.path("order").asText());
        JsonNode published = tokens.path("published");
        TruncationKind truncation = truncation();
        if (published.isObject() && order != TokenOrder.RASTER) {
            mistakes.add("tokens.published: only tokens in raster order can be published in another order");
        }
        Optional<TokenContract.Grid> grid = grid(count);
        List<Integer> blockEnds = scaleEnds;
        if (published.isObject()) {
            blockEnds = PublishedOrder.of(published, grid, mistakes)
                    .map(PublishedOrder::blockEnds)
                    .orElse(List.of());
        }
        return new TokenContract(
                payload,
                count,
                published.isObject() ? order(published.path("order").asText()) : order,
                published.path("parameter").asInt(0),
                truncation,
                validLengths(truncation, scaleEnds, count),
                blockEnds,
                grid,
                framing(),
                knowsQuality);
    }

    private static TokenOrder order(String name) {
        return TokenOrder.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private List<Integer> scaleEnds(int count) {
        List<Integer> ends = new ArrayList<>();
        int end = 0;
        for (JsonNode side : tokens.path("scales")) {
            end += side.asInt() * side.asInt();
            ends.add(end);
        }
        if (!ends.isEmpty() && end != count) {
            mistakes.add("tokens.scales: the scales have " + end + " tokens, and tokens.count is " + count);
        }
        return ends;
    }

    private TruncationKind truncation() {
        String kind = tokens.path("truncation").path("kind").asText("none");
        return TruncationKind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private List<Integer> validLengths(TruncationKind kind, List<Integer> scaleEnds, int count) {
        List<Integer> lengths = new ArrayList<>();
        tokens.path("truncation").path("validLengths").forEach(length -> lengths.add(length.asInt()));
        if (kind == TruncationKind.NONE && !lengths.isEmpty()) {
            mistakes.add("tokens.truncation.validLengths: what can't be cut has none; leave it out");
        }
        if (kind == TruncationKind.ANY_PREFIX && lengths.size() > 1) {
            mistakes.add("tokens.truncation.validLengths: of any-prefix only the shortest is named");
        }
        if (kind == TruncationKind.NONE || kind == TruncationKind.ANY_PREFIX) {
            return lengths;
        }
        List<Integer> valid =
                lengths.isEmpty() ? scaleEnds : lengths.stream().sorted().toList();
        if (valid.isEmpty()) {
            mistakes.add("tokens.truncation.validLengths: is missing; name the lengths, or tokens.scales");
        } else if (valid.get(valid.size() - 1) != count) {
            mistakes.add("tokens.truncation.validLengths: the longest is " + valid.get(valid.size() - 1)
                    + ", and tokens.count is " + count);
        }
        return valid;
    }

    private Optional<TokenContract.Grid> grid(int count) {
        JsonNode node = tokens.path("grid");
        if (!node.isObject()) {
            if (tokens.path("published").isObject()) {
                mistakes.add("tokens.grid: is missing; another order needs it");
            }
            return Optional.empty();
        }
        TokenContract.Grid grid = new TokenContract.Grid(
                node.path("height").asInt(),
                node.path("width").asInt(),
                node.path("patchHeight").asInt(),
                node.path("patchWidth").asInt());
        boolean everyPosition = !tokens.path("scales").isArray();
        if (everyPosition && grid.height() * grid.width() != count) {
            mistakes.add(
                    "tokens.grid: has " + grid.height() * grid.width() + " positions, and tokens.count is " + count);
        }
        return Optional.of(grid);
    }

    private Optional<TokenContract.IdPlacement> framing() {
        JsonNode node = tokens.path("framing");
        if (!node.isObject()) {
            return Optional.empty();
        }
        List<Integer> begin = new ArrayList<>();
        List<Integer> end = new ArrayList<>();
        node.path("beginIds").forEach(id -> begin.add(id.asInt()));
        node.path("endIds").forEach(id -> end.add(id.asInt()));
        return Optional.of(
                new TokenContract.IdPlacement(begin, end, node.path("idOffset").asInt()));
    }
}
