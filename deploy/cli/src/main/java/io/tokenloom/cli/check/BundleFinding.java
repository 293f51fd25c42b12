package io.tokenloom.cli.check;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tokenloom.bundle.BundleException;
import io.tokenloom.bundle.TokenizerBundle;
import io.tokenloom.bundle.VisualBundle;
import io.tokenloom.jobs.routes.RouteTokenizer;
import io.tokenloom.model.Device;
import io.tokenloom.model.DeviceSettings;
import java.util.List;
import java.util.Optional;

/** What opening a tokenizer bundle showed. Immutable. */
public sealed interface BundleFinding {
    /** The bundle, as it was named. */
    String location();

    /** Whether it can be used. */
    boolean sound();

    /**
     * Opens, verifies and closes a bundle: {@code builtin:NAME}, or the path of a folder. Pictures are tokenized in batches
     * too, which no start of a job has the time for.
     */
    static BundleFinding of(String location) {
        DeviceSettings settings = DeviceSettings.of(Device.CPU).withRuns(DeviceSettings.Runs.FEW);
        try (TokenizerBundle bundle = TokenizerBundle.open(location, settings)) {
            List<String> batchMistakes = bundle instanceof VisualBundle visual ? visual.batchMistakes() : List.of();
            if (!batchMistakes.isEmpty()) {
                return new Broken(location, batchMistakes);
            }
            return new Sound(
                    location,
                    bundle.name(),
                    bundle.version(),
                    bundle.fingerprint().hex(),
                    bundle.modality(),
                    bundle.format(),
                    bundle.vocabularySize(),
                    bundle.lossless(),
                    bundle.goldenItems(),
                    bundle.licence(),
                    bundle instanceof VisualBundle visual ? Optional.of(VisualFinding.of(visual)) : Optional.empty(),
                    RouteTokenizer.of(bundle));
        } catch (BundleException e) {
            return new Broken(location, e.mistakes());
        }
    }

    /**
     * It can be used.
     *
     * @param fingerprint 64 hexadecimal digits; token records carry the first 16
     * @param modality {@code text} or {@code visual}
     * @param vocabularySize one more than the largest id; 0 where tokens are vectors
     * @param lossless whether decoding gives back every item
     * @param goldenItems items whose tokens were compared with the author's
     * @param visual what only a tokenizer of pictures has
     * @param tokenizer what routes have to know of it; says nothing that the others don't
     */
    @JsonPropertyOrder({"location", "sound"})
    record Sound(
            String location,
            String name,
            String version,
            String fingerprint,
            String modality,
            String format,
            int vocabularySize,
            boolean lossless,
            int goldenItems,
            String licence,
            Optional<VisualFinding> visual,
            @JsonIgnore RouteTokenizer tokenizer)
            implements BundleFinding {
        /** The part of the fingerprint that token records carry. */
        String shortFingerprint() {
            return fingerprint.substring(0, 16);
        }

        @JsonProperty
        @Override
        public boolean sound() {
            return true;
        }
    }

    /**
     * It can't be used.
     *
     * @param mistakes one sentence each, at least one
     */
    @JsonPropertyOrder({"location", "sound"})
    record Broken(String location, List<String> mistakes) implements BundleFinding {
        /** Copies the list. */
        public Broken {
            mistakes = List.copyOf(mistakes);
        }

        @JsonProperty
        @Override
        public boolean sound() {
            return false;
        }
    }
}
