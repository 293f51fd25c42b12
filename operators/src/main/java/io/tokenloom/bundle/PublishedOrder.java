package io.tokenloom.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.token.GridOrder;
import io.tokenloom.token.TokenContractException;
import io.tokenloom.vision.TokenContract;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The order of a grid in which records carry tokens that the graph gives row by row.
 *
 * @param from position in the graph's order of each token of this one
 * @param blockEnds ends of its blocks in tokens
 */
record PublishedOrder(int[] from, List<Integer> blockEnds) {
    /**
     * Empty where the graph's own order is published, or there are mistakes.
     *
     * @param node {@code tokens.published}
     * @param mistakes gets an order that does not fit the grid
     */
    static Optional<PublishedOrder> of(JsonNode node, Optional<TokenContract.Grid> grid, List<String> mistakes) {
        if (!node.isObject() || grid.isEmpty()) {
            return Optional.empty();
        }
        int height = grid.get().height();
        int width = grid.get().width();
        int parameter = node.path("parameter").asInt();
        try {
            GridOrder order = node.path("order").asText().equals("cell")
                    ? new GridOrder.Cells(height, width, parameter)
                    : new GridOrder.Subsamples(height, width, parameter);
            return Optional.of(new PublishedOrder(
                    IntStream.range(0, order.tokens()).map(order::raster).toArray(), order.blockEnds()));
        } catch (TokenContractException e) {
            mistakes.add("tokens.published: " + e.getMessage());
            return Optional.empty();
        }
    }
}
