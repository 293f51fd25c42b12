package io.tokenloom.jobs.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import io.tokenloom.model.DeviceSettings.Precision;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where the models of a route run. What the schema refused is left at its default. */
final class DeviceOptions {
    private static final Pattern MEMORY = Pattern.compile("([1-9][0-9]{0,5})(MiB|GiB)");
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;

    private DeviceOptions() {}

    static DeviceSettings read(JsonNode options, DeviceSettings standard) {
        return new DeviceSettings(
                Device.named(options.path("device").asText()).orElse(standard.device()),
                atLeast(0, options.path("deviceIndex"), standard.index()),
                memory(options.path("deviceMemory").asText(), standard.memoryBytes()),
                atLeast(1, options.path("threads"), standard.threads()),
                options.path("engineCache").asText(standard.engineCache()),
                options.path("precision").asText().equals("float16") ? Precision.FLOAT16 : standard.precision());
    }

    private static int atLeast(int least, JsonNode number, int standard) {
        return number.asInt(standard) < least ? standard : number.asInt(standard);
    }

    private static long memory(String text, long standard) {
        Matcher matcher = MEMORY.matcher(text);
        if (!matcher.matches()) {
            return standard;
        }
        return Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("GiB") ? GIB : MIB);
    }
}
