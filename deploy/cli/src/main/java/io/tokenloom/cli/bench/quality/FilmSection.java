package io.tokenloom.cli.bench.quality;

import java.util.List;
import java.util.Optional;

/**
 * The part of the report that is about films.
 *
 * @param found what was measured
 */
record FilmSection(Findings found) {
    String text() {
        StringBuilder text = new StringBuilder();
        for (FilmResult film : found.films()) {
            text.append("## ")
                    .append(film.film().name())
                    .append(" (")
                    .append(camera(film.film().camera()))
                    .append(", ")
                    .append(film.frames())
                    .append(" frames)\n\n")
                    .append(targets(film))
                    .append('\n')
                    .append(fixed(film))
                    .append('\n');
        }
        return text.toString();
    }

    private static String camera(Film.Camera camera) {
        return switch (camera) {
            case FIXED -> "fixed camera";
            case MOVING -> "moving camera";
            case UNKNOWN -> "no goal";
        };
    }

    private MarkdownTable targets(FilmResult film) {
        MarkdownTable table = new MarkdownTable(
                "target, dB",
                "state",
                "tokens a frame",
                "bytes a frame",
                "PSNR dB",
                "frames without a token",
                "resets");
        for (double target : FilmMeasurement.TARGETS) {
            table.row(row(target, "with", film.with().get(target)));
            table.row(row(target, "without", film.without().get(target)));
        }
        return table;
    }

    private List<String> row(double target, String state, FilmRun run) {
        return List.of(
                MarkdownTable.number(target, 1),
                state,
                MarkdownTable.number(run.tokens(), 1),
                MarkdownTable.number(run.bytes(found.bytes()), 1),
                MarkdownTable.number(run.psnr(), 2),
                "" + run.silent(),
                state.equals("with") ? "" + run.resets() : "");
    }

    private MarkdownTable fixed(FilmResult film) {
        MarkdownTable table = new MarkdownTable(
                "tokens a frame", "state", "PSNR dB", "frames 2 to 21", "last 20 frames", "difference");
        table.row(fixedRow(found.fixedTokens(), "with", film.fixed()));
        table.row(fixedRow(found.fixedTokens(), "without", film.fixedWithout()));
        table.row(fixedRow(found.bytes().tokens(), "with", film.whole()));
        return table;
    }

    private static List<String> fixedRow(int tokens, String state, FilmRun run) {
        Optional<FilmResult.Drift> drift = FilmResult.drift(run);
        return List.of(
                "" + tokens,
                state,
                MarkdownTable.number(run.psnr(), 2),
                drift.map(known -> MarkdownTable.number(known.early(), 2)).orElse(MarkdownTable.NOTHING),
                drift.map(known -> MarkdownTable.number(known.late(), 2)).orElse(MarkdownTable.NOTHING),
                drift.map(known -> MarkdownTable.signed(known.late() - known.early(), 2))
                        .orElse(MarkdownTable.NOTHING));
    }
}
