package io.tokenloom.jobs.tokenize;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.function.ThrowingRunnable;

/** What {@link VisualPipeline} needs of the Flink task that it is in. All but {@link #post} is for the task's thread. */
interface TaskLink {
    /** Has something done on the task's thread; forgotten once the task has ended. Any thread may call it. */
    void post(ThrowingRunnable<Exception> mail, String what);

    /** Has something done on the task's thread later. */
    void later(Duration wait, ThrowingRunnable<Exception> work);

    /** What is kept of a stream, if anything is. */
    Optional<byte[]> stream(String key) throws Exception;

    /** Keeps something of a stream. */
    void keep(String key, byte[] stream) throws Exception;

    /** Sends a record on. */
    void emit(SourceRecord source, SinkRecord made);

    /** Sends a watermark on. */
    void emit(Watermark watermark) throws Exception;
}
