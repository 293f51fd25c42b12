package io.tokenloom.jobs.tokenize;

import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The GPU that Flink's external resource framework gave to this worker. Flink gives them to a whole TaskManager, so where
 * it has several, its subtasks take them in turn.
 */
final class AssignedGpu {
    /** As in {@code external-resources: gpu}. */
    private static final String RESOURCE = "gpu";

    /** The property in which Flink's GPU plugin says the index. */
    private static final String INDEX = "index";

    private AssignedGpu() {}

    /** The settings with that GPU, where they name none and there is one. */
    static DeviceSettings of(DeviceSettings settings, RuntimeContext worker) {
        return of(
                settings,
                worker.getExternalResourceInfos(RESOURCE),
                worker.getTaskInfo().getIndexOfThisSubtask());
    }

    static DeviceSettings of(DeviceSettings settings, Set<ExternalResourceInfo> given, int subtask) {
        if (settings.device() == Device.CPU || given.isEmpty()) {
            return settings;
        }
        List<Integer> indices = given.stream().map(AssignedGpu::index).sorted().toList();
        return settings.orIndex(indices.get(subtask % indices.size()));
    }

    private static int index(ExternalResourceInfo gpu) {
        String text = gpu.getProperty(INDEX).orElse("");
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalStateException(
                    "the cluster gave a GPU with the index \"" + text
                            + "\", which is no number. Let the discovery script"
                            + " print indices as nvidia-smi counts them.",
                    e);
        }
    }
}
