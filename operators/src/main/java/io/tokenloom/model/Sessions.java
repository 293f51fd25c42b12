package io.tokenloom.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions. A GPU is tried with a graph of one addition before the user's graph is loaded there: what fails then is
 * the device, what fails later is the graph.
 */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    /** Made by {@code src/test/onnx/model.py}: y = x + x, float32[1]. */
    private static final byte[] ADDITION = resource("addition.onnx");

    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    private Sessions() {}

    /**
     * The settings with a device that is there. AUTO becomes CUDA, or the CPU where CUDA can't be used, and the log says
     * once why.
     *
     * @throws DeviceMissingException if it is not there
     */
    static DeviceSettings settle(DeviceSettings settings) {
        return switch (settings.device()) {
            case CPU -> settings;
            case CUDA, TENSORRT -> {
                tryOut(settings);
                yield settings;
            }
            case AUTO -> {
                DeviceSettings cuda = settings.on(Device.CUDA);
                try {
                    tryOut(cuda);
                    yield cuda;
                } catch (DeviceMissingException e) {
                    if (LOGGED.add(e.getMessage())) {
                        LOG.info("device auto is the CPU in this process: {}", e.getMessage());
                    }
                    yield DeviceSettings.of(Device.CPU)
                            .withThreads(settings.threads())
                            .withRuns(settings.runs());
                }
            }
        };
    }

    private static void tryOut(DeviceSettings settings) {
        OrtProvider wanted = settings.device() == Device.CUDA ? OrtProvider.CUDA : OrtProvider.TENSOR_RT;
        if (!OrtEnvironment.getAvailableProviders().contains(wanted)) {
            throw DeviceRefusal.notBuiltIn(settings.device());
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = open(environment, ADDITION, settings);
                OnnxTensor one = OnnxTensor.createTensor(environment, new float[] {1})) {
            session.run(Map.of("x", one)).close();
        } catch (OrtException e) {
            throw DeviceRefusal.of(settings, e);
        }
    }

    /** Opens a session on a device that was settled. */
    static OrtSession open(OrtEnvironment environment, byte[] onnx, DeviceSettings settings) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(settings.threads());
            options.setInterOpNumThreads(1);
            if (settings.device() == Device.CPU && settings.runs() == DeviceSettings.Runs.FEW) {
                // To plan which tensors share memory, ONNX Runtime compares each with all that are free by then:
                // seconds
                // where there are thousands. It plans nothing for nodes that may run side by side.
                options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.PARALLEL);
                options.setInterOpNumThreads(2);
                options.addConfigEntry("session.inter_op.allow_spinning", "0");
            }
            options.setDeterministicCompute(true);
            // An arena keeps its high-water mark for good, once for each session.
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            // What fails is thrown, and whoever catches it knows the item.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            if (settings.device() == Device.TENSORRT) {
                try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions()) {
                    for (Map.Entry<String, String> option :
                            ProviderOptions.tensorRt(settings).entrySet()) {
                        tensorRt.add(option.getKey(), option.getValue());
                    }
                    options.addTensorrt(tensorRt);
                }
            }
            // Also behind TensorRT, for the nodes that it does not know.
            if (settings.device() != Device.CPU) {
                try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions()) {
                    for (Map.Entry<String, String> option :
                            ProviderOptions.cuda(settings).entrySet()) {
                        cuda.add(option.getKey(), option.getValue());
                    }
                    options.addCUDA(cuda);
                }
            }
            return environment.createSession(onnx, options);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Sessions.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
