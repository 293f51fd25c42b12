package io.tokenloom.cli.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenloom.cli.demo.report.BarChart.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarChartTest {
    @Test
    void drawsBarsOnRoundAxes() {
        BarChart chart = BarChart.of(
                "test",
                List.of(new Span(0, 1, 30, 0), new Span(1, 2, 0, 70)),
                true,
                Double::toString,
                Double::toString);

        assertThat(chart.bars()).hasSize(1);
        assertThat(chart.rows())
                .extracting(BarChart.Mark::text)
                .startsWith("0.0", "20.0")
                .endsWith("80.0");
        assertThat(chart.steps().split(" ")).hasSize(4);
    }

    @Test
    void anEmptyRunHasAnAxisAllTheSame() {
        BarChart chart = BarChart.of("test", List.of(new Span(0, 1, 0, 0)), false, Double::toString, Double::toString);

        assertThat(chart.bars()).isEmpty();
        assertThat(chart.rows()).extracting(BarChart.Mark::text).containsExactly("0.0", "1.0");
    }

    @Test
    void roundsStepsUp() {
        assertThat(BarChart.roundStep(0.3)).isEqualTo(0.5);
        assertThat(BarChart.roundStep(7)).isEqualTo(10);
        assertThat(BarChart.roundStep(0)).isEqualTo(1);
    }
}
