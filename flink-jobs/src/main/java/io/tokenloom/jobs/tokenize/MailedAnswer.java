package io.tokenloom.jobs.tokenize;

import io.tokenloom.deadletter.TokenizationException;
import org.apache.flink.util.function.ThrowingRunnable;

/** An answer that goes by mail, so that it is dealt with on the task's thread. */
abstract class MailedAnswer<R> implements DecodingPool.Answer<R> {
    private final TaskLink task;
    private final String what;

    MailedAnswer(TaskLink task, String what) {
        this.task = task;
        this.what = what;
    }

    /** It is done. */
    abstract void with(R result) throws Exception;

    /** It can't be done. */
    abstract void without(TokenizationException why) throws Exception;

    /** It failed by a fault of the platform, but of one item only. */
    abstract void fault(Throwable fault) throws Exception;

    /** After any of these. */
    abstract void after() throws Exception;

    @Override
    public final void done(R result) {
        mail(() -> with(result));
    }

    @Override
    public final void refused(TokenizationException why) {
        mail(() -> without(why));
    }

    @Override
    public final void failed(Throwable fault) {
        mail(() -> {
            if (fault instanceof Error && !(fault instanceof StackOverflowError)) {
                throw new IllegalStateException("a thread of the platform failed", fault);
            }
            fault(fault);
        });
    }

    private void mail(ThrowingRunnable<Exception> work) {
        task.post(
                () -> {
                    work.run();
                    after();
                },
                what);
    }
}
