package io.tokenloom.cli.check;

import io.tokenloom.vision.TokenContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a tokenizer of pictures takes, gives and keeps, in words. */
final class VisualText {
    private VisualText() {}

    /** More lines for {@code bundle check}, each after a line break. */
    static String of(VisualFinding bundle) {
        TokenContract tokens = bundle.tokens();
        List<String> lines = new ArrayList<>();
        lines.add("input         " + bundle.inputWidth() + " x " + bundle.inputHeight() + " pixels");
        lines.add("tokens        " + tokens(tokens));
        lines.add("order         " + order(tokens));
        lines.add("truncation    " + truncation(tokens));
        tokens.framing().ifPresent(placed -> lines.add("framing       " + framing(placed)));
        lines.add("quality       "
                + (tokens.knowsQuality() ? "of each prefix is known, so it can be asked for" : "is not known"));
        lines.add("batches       " + batches(bundle));
        lines.add("state         " + bundle.state().map(VisualText::state).orElse("none: each picture by itself"));
        lines.add(
                "decoder       " + (bundle.decoder() ? "there is one" : "none: its tokens can't be shown as pictures"));
        lines.add("steps         " + bundle.stillSteps() + " of an image at most");
        return lines.stream().map(line -> "%n  ".formatted() + line).collect(Collectors.joining());
    }

    private static String tokens(TokenContract contract) {
        if (contract.payload() instanceof TokenContract.Payload.Embeddings vectors) {
            return String.format(
                    Locale.ROOT,
                    "%,d vectors of %,d numbers, stored as %s",
                    contract.count(),
                    vectors.dimension(),
                    word(vectors.stored()));
        }
        List<TokenContract.Plane> planes = ((TokenContract.Payload.Ids) contract.payload()).planes();
        String each = planes.stream()
                .map(plane -> (plane.name().isEmpty() ? "" : plane.name() + " ")
                        + String.format(Locale.ROOT, "of %,d", plane.vocabularySize()))
                .collect(Collectors.joining(", "));
        String together = planes.size() == 1 ? "one plane" : planes.size() + " planes";
        return String.format(Locale.ROOT, "%,d in %s: %s ids", contract.count(), together, each);
    }

    private static String order(TokenContract contract) {
        StringBuilder text = new StringBuilder(word(contract.order()));
        if (contract.orderParameter() > 0) {
            text.append(" ").append(contract.orderParameter());
        }
        contract.grid()
                .ifPresent(grid -> text.append(String.format(
                        Locale.ROOT,
                        ", a grid of %d x %d, each of %d x %d pixels",
                        grid.height(),
                        grid.width(),
                        grid.patchHeight(),
                        grid.patchWidth())));
        if (!contract.blockEnds().isEmpty()) {
            text.append(", blocks end at ").append(numbers(contract.blockEnds()));
        }
        return text.toString();
    }

    private static String truncation(TokenContract contract) {
        String kind = word(contract.truncation());
        return switch (contract.truncation()) {
            case NONE -> "none: all tokens or nothing";
            case ANY_PREFIX -> kind + ": every number of tokens is valid" + from(contract.fewestTokens());
            case SCALE_BOUNDARY, LEVEL_SET -> kind + ": " + numbers(contract.validLengths()) + " tokens are valid";
        };
    }

    private static String from(int fewest) {
        return fewest == 0 ? "" : ", from " + fewest + " on";
    }

    private static String framing(TokenContract.IdPlacement placed) {
        return "after " + numbers(placed.beginIds()) + ", before " + numbers(placed.endIds()) + ", ids at offset "
                + placed.idOffset();
    }

    private static String batches(VisualFinding bundle) {
        return bundle.batches().isEmpty()
                ? "none: each picture goes in alone"
                : "of " + numbers(bundle.batches()) + " give the same tokens as pictures alone";
    }

    private static String state(VisualFinding.State state) {
        String text = String.format(Locale.ROOT, "%s, at most %,d bytes a stream", state.form(), state.mostBytes());
        return state.mostMemoryBytes() == 0
                ? text
                : text + String.format(Locale.ROOT, ", and %,d in the memory of its process", state.mostMemoryBytes());
    }

    private static String numbers(List<Integer> numbers) {
        return numbers.isEmpty()
                ? "nothing"
                : numbers.stream().map(number -> Integer.toString(number)).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
