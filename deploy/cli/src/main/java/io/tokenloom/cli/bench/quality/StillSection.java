package io.tokenloom.cli.bench.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of the report that is about stills.
 *
 * @param found what was measured
 */
record StillSection(Findings found) {
    private static final String BEST = "best of the others";

    String text() {
        StringBuilder text = new StringBuilder();
        for (String name : found.categories()) {
            Category category = found.category(name);
            text.append("## ")
                    .append(name)
                    .append(" (")
                    .append(category.stills().size())
                    .append(")\n\n")
                    .append(methods(category))
                    .append('\n')
                    .append(steps(category))
                    .append('\n');
        }
        return text.toString();
    }

    private MarkdownTable methods(Category category) {
        List<String> headings = new ArrayList<>(List.of("bytes", "method", "pictures", "bytes used"));
        for (Measure measure : Measure.values()) {
            headings.add(measure.unit().isEmpty() ? measure.title() : measure.title() + " " + measure.unit());
        }
        headings.add("tokens ahead, dB");
        headings.add("tokens ahead, SSIM");
        MarkdownTable table = new MarkdownTable(headings.toArray(String[]::new));
        for (int place = 0; place < found.bytes().sizes().size(); place++) {
            for (String method : found.methods()) {
                table.row(row(category, method, place));
            }
            table.row(best(category, place));
            table.row(blur(category, place));
        }
        return table;
    }

    private List<String> row(Category category, String method, int place) {
        List<String> cells = new ArrayList<>(List.of(
                "" + found.bytes().sizes().get(place),
                title(method, place),
                counted(category, category.count(method, place))));
        cells.add(MarkdownTable.number(category.mean(method, place, Score::bytes), 0));
        for (Measure measure : Measure.values()) {
            cells.add(
                    MarkdownTable.number(category.mean(method, place, score -> score.of(measure)), measure.decimals()));
        }
        List<String> against = method.equals(StillResult.TOKENS) ? List.of() : List.of(method);
        cells.add(ahead(category, against, place, Measure.PSNR));
        cells.add(ahead(category, against, place, Measure.SSIM));
        return cells;
    }

    private String title(String method, int place) {
        if (!method.equals(StillResult.TOKENS)) {
            return method;
        }
        List<String> parts = found.bytes().idsWithin(found.bytes().sizes().get(place)).stream()
                .filter(ids -> ids > 0)
                .map(ids -> "" + ids)
                .toList();
        return "**" + String.join(" + ", parts) + " tokens**";
    }

    /** Of all other methods, the best for each still. */
    private List<String> best(Category category, int place) {
        List<String> others = found.methods().subList(1, found.methods().size());
        List<String> cells = new ArrayList<>(List.of("" + found.bytes().sizes().get(place), BEST));
        Optional<Category.Lead> psnr = category.lead(others, place, Measure.PSNR);
        Optional<Category.Lead> ssim = category.lead(others, place, Measure.SSIM);
        cells.add(counted(category, psnr.map(Category.Lead::stills).orElse(0)));
        cells.add("");
        cells.add(psnr.map(lead -> MarkdownTable.number(lead.best(), Measure.PSNR.decimals()))
                .orElse(MarkdownTable.NOTHING));
        cells.add(ssim.map(lead -> MarkdownTable.number(lead.best(), Measure.SSIM.decimals()))
                .orElse(MarkdownTable.NOTHING));
        while (cells.size() < 4 + Measure.values().length) {
            cells.add("");
        }
        cells.add(ahead(category, others, place, Measure.PSNR));
        cells.add(ahead(category, others, place, Measure.SSIM));
        return cells;
    }

    /** What the measures say of a picture without artefacts. */
    private List<String> blur(Category category, int place) {
        List<String> cells = new ArrayList<>(List.of(
                "" + found.bytes().sizes().get(place),
                Blur.TITLE,
                counted(category, category.count(Blur.TITLE, place)),
                ""));
        for (Measure measure : Measure.values()) {
            cells.add(MarkdownTable.number(
                    category.mean(Blur.TITLE, place, score -> score.of(measure)), measure.decimals()));
        }
        cells.add("");
        cells.add("");
        return cells;
    }

    private static String ahead(Category category, List<String> methods, int place, Measure measure) {
        return category.lead(methods, place, measure)
                .map(lead -> MarkdownTable.signed(lead.difference(), measure.decimals()))
                .orElse("");
    }

    private static String counted(Category category, int count) {
        return count == category.stills().size()
                ? "all"
                : count + " of " + category.stills().size();
    }

    private MarkdownTable steps(Category category) {
        MarkdownTable table =
                new MarkdownTable("step", "gain, dB", "worst prefix against a shorter one, dB", "in which picture");
        for (int step = 0; step < found.bytes().steps(); step++) {
            StillResult worst = category.worstDrop(step);
            table.row(
                    "" + (step + 1),
                    step == 0 ? "" : MarkdownTable.signed(category.gain(step), 2),
                    MarkdownTable.number(worst.drops().get(step), 3),
                    worst.picture().name());
        }
        return table;
    }
}
