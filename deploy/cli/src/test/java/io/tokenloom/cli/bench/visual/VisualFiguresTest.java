package io.tokenloom.cli.bench.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokenloom.cli.CommandException;
import io.tokenloom.cli.bench.Figure;
import io.tokenloom.cli.bench.race.BareLoop;
import io.tokenloom.cli.bench.race.Samples;
import io.tokenloom.cli.bench.visual.Checkpoints.Completed;
import io.tokenloom.cli.bench.visual.ThreadScaling.Split;
import io.tokenloom.cli.bench.visual.WorkerCounters.Inference;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arithmetic between what is measured and what is told. */
class VisualFiguresTest {
    private final Samples samples = new Samples();

    @Test
    void comparesStreamsWithOne() {
        for (int streams : StreamScaling.STREAMS) {
            samples.add(StreamScaling.ratio(streams), 0.9, "");
            samples.add(StreamScaling.route(streams), 10.0 * streams, "frames/s");
            samples.add(StreamScaling.bare(streams), 20, "frames/s");
        }

        List<Figure> figures = StreamScaling.figures(samples);

        assertThat(figures)
                .contains(
                        new Figure("frames route / bare loop, 1 stream", 0.9, ""),
                        new Figure("gain of the frames route, 64 streams to 1", 64, ""),
                        new Figure("gain of the bare loop, 8 streams to 1", 1, ""));
    }

    @Test
    void tellsTheMiddleOfAllPairs() {
        samples.add("rate", 1, "frames/s");
        samples.add("rate", 9, "frames/s");
        samples.add("rate", 2, "frames/s");

        assertThat(samples.figures()).containsExactly(new Figure("rate", 2, "frames/s"));
    }

    @Test
    void tellsWhatAKeyAddsToACheckpoint() {
        List<Integer> keys = List.of(100, 1000);
        keys.forEach(count -> {
            samples.add(KeyScaling.rate(count), count == 100 ? 500 : 400, "frames/s");
            samples.add(KeyScaling.stateBytes(count), 7_000 + 300.0 * count, "bytes");
        });

        assertThat(KeyScaling.figures(samples, keys))
                .startsWith(
                        new Figure(KeyScaling.FLAT, 0.8, ""),
                        new Figure("state of a key, from 100 to 1000 keys", 300, "bytes"));
    }

    @Test
    void sharesOutTheProcessors() {
        assertThat(Split.of(1)).containsExactly(new Split(1, 1));
        assertThat(Split.of(2)).containsExactly(new Split(2, 1), new Split(1, 2));
        assertThat(Split.of(6)).containsExactly(new Split(6, 1), new Split(3, 2), new Split(1, 6));
        assertThat(new Split(2, 1).figure()).isEqualTo("bare loop, 2 runs of 1 thread each");
    }

    @Test
    void comparesSplitsAndTellsTheDefault() {
        List<Split> splits = Split.of(2);
        samples.add(splits.get(0).figure(), 30, "frames/s");
        samples.add(splits.get(1).figure(), 20, "frames/s");
        List.of(1, 8, 64)
                .forEach(batch -> samples.add("bare loop, 1 thread, batches of " + batch, 10.0 * batch, "frames/s"));

        assertThat(ThreadScaling.figures(samples, splits))
                .startsWith(
                        new Figure(ThreadScaling.CHOICE, 1.5, ""),
                        new Figure("default of a route, threads of a run", 1, ""))
                .contains(new Figure("gain of the bare loop, batches of 64 to 1", 64, ""));
    }

    @Test
    void givesTheBareLoopTheThreadsAndBatchesOfTheRoute() {
        assertThat(StreamScaling.shape(1)).isEqualTo(new BareLoop.Shape(1, 1, 1));
        assertThat(StreamScaling.shape(8)).isEqualTo(new BareLoop.Shape(8, 2, 4));
        assertThat(StreamScaling.shape(64)).isEqualTo(new BareLoop.Shape(64, 2, 16));
    }

    @Test
    void readsWhatFlinkTellsAboutCheckpoints() throws IOException {
        JsonMapper json = JsonMapper.builder().build();

        assertThat(Completed.latest(json.readTree("{\"latest\":{\"completed\":null}}")))
                .isEmpty();
        assertThat(Completed.latest(json.readTree(
                        "{\"latest\":{\"completed\":{\"id\":7,\"state_size\":900,\"end_to_end_duration\":12}}}")))
                .contains(new Completed(7, 900, 12));
    }

    @Test
    void tellsHowManyPicturesARunOfTheModelHad() {
        Inference before = Inference.of("");
        Inference after = Inference.of("""
                # TYPE flink_taskmanager_job_task_operator_tokenloom_route_inference_requests gauge
                flink_taskmanager_job_task_operator_tokenloom_route_inference_requests{subtask_index="0",} 30.0
                flink_taskmanager_job_task_operator_tokenloom_route_inference_requests{subtask_index="1",} 34.0
                flink_taskmanager_job_task_operator_tokenloom_route_inference_runs{subtask_index="0",} 3.0
                flink_taskmanager_job_task_operator_tokenloom_route_inference_runs{subtask_index="1",} 5.0
                """);

        assertThat(after.batchSince(before)).isEqualTo(8);
        assertThatThrownBy(() -> after.batchSince(after)).hasMessageContaining("no run of the model");
    }

    @Test
    void takesAtLeastOneFrameOfEachStream() {
        Extent extent = new Extent(0, 1, 10, List.of(1), 1);

        assertThat(extent.framesOfStream(64, 1)).isEqualTo(1);
        assertThat(extent.framesOfStream(64, 128)).isEqualTo(20);
    }

    @Test
    void refusesToMeasureNothing() {
        assertThatThrownBy(() -> Extent.full(0, 1))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("--pairs");
    }
}
