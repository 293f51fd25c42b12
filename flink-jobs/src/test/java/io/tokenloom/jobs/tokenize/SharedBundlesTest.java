package io.tokenloom.jobs.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenloom.bundle.TextBundle;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SharedBundlesTest {
    private static final String LOCATION = "builtin:cl100k_base";

    private static final SharedBundles.Place PLACE = new SharedBundles.Place(LOCATION, DeviceSettings.of(Device.CPU));

    private static String fingerprint;

    private final SharedBundles bundles = new SharedBundles();

    @BeforeAll
    static void knowTheFingerprint() {
        try (TextBundle bundle = TextBundle.open(LOCATION)) {
            fingerprint = bundle.fingerprint().shortHex();
        }
    }

    @Test
    void opensOnceForAllAndAgainAfterTheLastIsDone() {
        SharedBundles.Lease first = bundles.lease(PLACE, fingerprint);
        SharedBundles.Lease second = bundles.lease(PLACE, fingerprint);
        assertThat(second.bundle()).isSameAs(first.bundle());

        first.close();
        first.close();
        SharedBundles.Lease third = bundles.lease(PLACE, fingerprint);
        assertThat(third.bundle()).isSameAs(second.bundle());

        second.close();
        third.close();
        try (SharedBundles.Lease fourth = bundles.lease(PLACE, fingerprint)) {
            assertThat(fourth.bundle()).isNotSameAs(third.bundle());
        }
    }

    @Test
    void refusesAWorkersBundleThatIsNotTheJobs() {
        assertThatThrownBy(() -> bundles.lease(PLACE, "0000000000000000"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(fingerprint)
                .hasMessageContaining("0000000000000000")
                .hasMessageContaining("Put the same bundle on every worker");
    }
}
