package io.tokenloom.cli.bench.quality;

import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.Goal;
import io.tokenloom.cli.bench.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The folder of a report: {@code quality.md} and its pictures, over whatever an earlier run left.
 *
 * @param folder made where it is missing
 */
record QualityReport(Path folder) {
    private static final int ROWS_OF_A_SHEET = 6;

    /** The file with the tables. */
    Path tables() {
        return folder.resolve("quality.md");
    }

    /** Writes all; returns the text. */
    String write(Findings found, QualityGoals goals) throws IOException {
        Files.createDirectories(folder);
        Map<String, byte[]> pictures = Drawing.hasFonts() ? pictures(found) : Map.of();
        for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
            Files.write(folder.resolve(picture.getKey()), picture.getValue());
        }
        StringBuilder text = new StringBuilder();
        text.append("# Quality of ").append(found.bundle()).append("\n\n");
        text.append(notices(found, !pictures.isEmpty())).append(goals(goals)).append('\n');
        text.append(new StillSection(found).text()).append(new FilmSection(found).text());
        text.append(speed(found)).append('\n').append(QualityMethod.text(found));
        if (!pictures.isEmpty()) {
            text.append("\n## Pictures\n\n");
            pictures.keySet().forEach(name -> text.append("![")
                    .append(name)
                    .append("](")
                    .append(name)
                    .append(")\n\n"));
        }
        Files.writeString(tables(), text);
        return text.toString();
    }

    private static String notices(Findings found, boolean drawn) {
        List<String> lines = new ArrayList<>(found.notices());
        if (!drawn) {
            lines.add(
                    "There are no picture sheets: Java finds no fonts here. Install fontconfig and fonts-dejavu-core.");
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("- ").append(line).append('\n'));
        return lines.isEmpty() ? "" : text.append('\n').toString();
    }

    private static String goals(QualityGoals goals) {
        MarkdownTable table = new MarkdownTable("goal", "wanted", "measured", "met");
        List<Figure> figures = goals.figures();
        for (Goal goal : goals.goals()) {
            Verdict verdict = goal.judge(figures);
            table.row(
                    verdict.name(),
                    verdict.goal(),
                    MarkdownTable.number(verdict.value(), 3),
                    verdict.met() ? "yes" : "no");
        }
        return "## Goals\n\n" + table;
    }

    private static String speed(Findings found) {
        Speed speed = found.speed();
        return "## Speed\n\nProcessor time of one thread, one picture at a time, in turns with a 3 x 3 convolution of 128"
                + " channels to 128 over 128 x 128 in float32, medians.\n\n"
                + new MarkdownTable("", "ms", "/ convolution")
                        .row(time("encoder, step 0", speed.encoderFirst(), speed))
                        .row(time("encoder, step 1", speed.encoderLater(), speed))
                        .row(time("decoder, step 0", speed.decoderFirst(), speed))
                        .row(time("decoder, step 1", speed.decoderLater(), speed))
                        .row(time("convolution", speed.convolution(), speed))
                        .row(time("encoder + decoder, the slower step", speed.step(), speed))
                        .row(time("the trial's encoder + decoder, best of its range", Speed.TRIAL, speed))
                + "\nThe trial's figure, of another model of 128 x 128 pixels, is 506 and 300 pictures a second on an idle"
                + " machine, whose convolution was not measured; it is set against the one measured now.\n";
    }

    private static List<String> time(String name, double milliseconds, Speed speed) {
        return List.of(
                name,
                MarkdownTable.number(milliseconds, 2),
                MarkdownTable.number(milliseconds / speed.convolution(), 3));
    }

    private static Map<String, byte[]> pictures(Findings found) {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        for (String category : found.categories()) {
            List<StillResult> stills = found.category(category).stills();
            for (int from = 0; from < stills.size(); from += ROWS_OF_A_SHEET) {
                List<List<SheetCell>> rows =
                        stills.subList(from, Math.min(stills.size(), from + ROWS_OF_A_SHEET)).stream()
                                .map(StillResult::shown)
                                .toList();
                pictures.put(fileName(category) + "-" + (1 + from / ROWS_OF_A_SHEET) + ".png", Drawing.sheet(rows));
            }
        }
        for (FilmResult film : found.films()) {
            String name = fileName(film.film().name());
            pictures.put("film-" + name + ".png", Drawing.sheet(film.strip()));
            pictures.put(
                    "curve-" + name + ".png",
                    Drawing.chart(
                            film.film().name() + ", " + found.fixedTokens() + " tokens a frame",
                            List.of(
                                    new Drawing.Curve("with state", film.fixed().curve()),
                                    new Drawing.Curve(
                                            "without state", film.fixedWithout().curve()))));
        }
        return pictures;
    }

    /** Without what some file systems or Markdown do not like. */
    private static String fileName(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
