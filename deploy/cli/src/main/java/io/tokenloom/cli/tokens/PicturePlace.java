package io.tokenloom.cli.tokens;

import io.tokenloom.cli.output.VisibleText;
import io.tokenloom.record.Framing;
import io.tokenloom.record.Geometry;
import io.tokenloom.record.ResetReason;
import io.tokenloom.record.SequenceLayout;
import io.tokenloom.record.StreamPosition;
import io.tokenloom.record.TokenEmbeddings;
import io.tokenloom.record.TokenOrder;
import io.tokenloom.record.TokenSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where the tokens of a picture belong, for the eye: in the picture, in their sequence, in a shared id space, in a stream.
 * Says only what the record says and what is not the usual.
 *
 * @param order of the tokens
 * @param geometry in the picture
 * @param layout in the sequence
 * @param framing in a shared id space
 * @param stream in a stream
 */
record PicturePlace(
        TokenOrder order,
        Optional<Geometry> geometry,
        Optional<SequenceLayout> layout,
        Optional<Framing> framing,
        Optional<StreamPosition> stream) {
    private static final double MICROS = 1_000_000;

    /** Of ids. */
    static PicturePlace of(TokenSequence sequence) {
        return new PicturePlace(
                sequence.getOrder(),
                Optional.ofNullable(sequence.getGeometry()),
                Optional.ofNullable(sequence.getLayout()),
                Optional.ofNullable(sequence.getFraming()),
                Optional.ofNullable(sequence.getStream()));
    }

    /** Of vectors. */
    static PicturePlace of(TokenEmbeddings embeddings) {
        return new PicturePlace(
                embeddings.getOrder(),
                Optional.ofNullable(embeddings.getGeometry()),
                Optional.ofNullable(embeddings.getLayout()),
                Optional.ofNullable(embeddings.getFraming()),
                Optional.ofNullable(embeddings.getStream()));
    }

    /** A phrase for each. */
    List<String> phrases() {
        List<String> phrases = new ArrayList<>();
        phrases.add(word(order) + geometry.map(PicturePlace::grid).orElse(""));
        layout.ifPresent(known -> addLayout(known, phrases));
        framing.map(PicturePlace::framing).ifPresent(phrases::add);
        stream.map(PicturePlace::stream).ifPresent(phrases::add);
        return phrases;
    }

    private static String grid(Geometry geometry) {
        long positions = (long) geometry.getGridHeight() * geometry.getGridWidth() * geometry.getGridTime();
        if (positions <= 1) {
            return "";
        }
        String time = geometry.getGridTime() > 1 ? geometry.getGridTime() + "x" : "";
        int kept = geometry.getKeptPositions().size();
        return " " + time + geometry.getGridHeight() + "x" + geometry.getGridWidth()
                + (kept == 0 ? "" : ", " + kept + " of " + positions + " positions kept");
    }

    private void addLayout(SequenceLayout layout, List<String> phrases) {
        if (layout.getFirstToken() > 0) {
            phrases.add("from token " + layout.getFirstToken() + " on");
        }
        if (layout.getFullTokens() > 0) {
            phrases.add("pooled from " + layout.getFullTokens());
        }
        if (layout.getOrderParameter() > 0) {
            phrases.add((order == TokenOrder.CELL ? "cells of side " : "stride ") + layout.getOrderParameter());
        }
        if (!layout.getBlockEnds().isEmpty()) {
            phrases.add("blocks end at " + numbers(layout.getBlockEnds()));
        }
    }

    private static String framing(Framing framing) {
        String around = "framed by " + numbers(framing.getBeginIds()) + " and " + numbers(framing.getEndIds())
                + " at offset " + framing.getIdOffset();
        return framing.getExpanded() ? around + ", as placed" : around;
    }

    private static String stream(StreamPosition stream) {
        StringBuilder text = new StringBuilder("stream ")
                .append(VisibleText.of(stream.getStreamKey()))
                .append(" frame ")
                .append(stream.getFrameIndex());
        if (stream.getPresentationTimestamp() != null) {
            text.append(String.format(Locale.ROOT, " at %.3f s", stream.getPresentationTimestamp() / MICROS));
        }
        text.append(stream.getStepsSinceReset() == 0 ? " reset" : " step " + stream.getStepsSinceReset());
        ResetReason reason = stream.getResetReason();
        if (reason != ResetReason.NONE && reason != ResetReason.UNKNOWN) {
            text.append(" (").append(word(reason)).append(")");
        }
        if (stream.getEndedEarly() != null) {
            text.append(" ended early by ").append(VisibleText.of(stream.getEndedEarly()));
        }
        return text.toString();
    }

    private static String numbers(List<Integer> numbers) {
        return numbers.isEmpty()
                ? "nothing"
                : numbers.stream().map(number -> Integer.toString(number)).collect(Collectors.joining(" "));
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
