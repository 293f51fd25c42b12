package io.tokenloom.jobs.tokenize;

import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.vision.VisualTokenizer;
import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;

/** How a task comes by the tokenizer of its route. Travels to the workers. */
interface TokenizerOpening extends Serializable {
    /** The bundle of the route, shared with all other tasks of the process. */
    TokenizerOpening OF_BUNDLE = (route, worker) -> {
        SharedBundles.Lease lease = SharedBundles.ofThisProcess().lease(route, worker);
        VisualBundle bundle = (VisualBundle) lease.bundle();
        return new Opened(bundle.tokenizer(), bundle.fingerprint().shortBytes(), lease::close);
    };

    /**
     * Opens it.
     *
     * @param worker knows which device the task was given
     */
    Opened open(PlannedRoute route, RuntimeContext worker);

    /**
     * A tokenizer that is open.
     *
     * @param tokenizer the tokenizer
     * @param fingerprint its short fingerprint, 8 bytes
     * @param close to be called once, after the last use
     */
    record Opened(VisualTokenizer tokenizer, byte[] fingerprint, Runnable close) {}
}
