package io.tokenloom.vision.preprocessing;

import io.tokenloom.media.RgbImage;
import io.tokenloom.vision.preprocessing.TorchResizer.Antialias;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the values of a scaled picture come from those of its source. The names say whose arithmetic it is, for two bicubic
 * ones differ by many grey levels. Those of Pillow always average over what they skip and give 8 bits; those of PyTorch
 * give float32 unless their name ends in {@code 8bit}.
 */
public enum Resampling {
    /** Pillow's {@code NEAREST}. */
    PIL_NEAREST("pil-nearest", new PilNearest()),
    /** Pillow's {@code BOX}. */
    PIL_BOX("pil-box", new PilResizer(PilKernel.BOX)),
    /** Pillow's {@code BILINEAR}. */
    PIL_BILINEAR("pil-bilinear", new PilResizer(PilKernel.BILINEAR)),
    /** Pillow's {@code BICUBIC}. */
    PIL_BICUBIC("pil-bicubic", new PilResizer(PilKernel.BICUBIC)),
    /** Pillow's {@code LANCZOS}. */
    PIL_LANCZOS("pil-lanczos", new PilResizer(PilKernel.LANCZOS)),
    /** PyTorch's {@code bilinear} with antialiasing. */
    TORCH_BILINEAR_AA("torch-bilinear-aa", new TorchResizer(TorchKernel.BILINEAR, Antialias.ON)),
    /** The same in 8 bits. */
    TORCH_BILINEAR_AA_8BIT(
            "torch-bilinear-aa-8bit", new RoundedResizer(new TorchResizer(TorchKernel.BILINEAR, Antialias.ON))),
    /** PyTorch's {@code bilinear} without antialiasing. */
    TORCH_BILINEAR_NOAA("torch-bilinear-noaa", new TorchResizer(TorchKernel.BILINEAR, Antialias.OFF)),
    /** The same in 8 bits. */
    TORCH_BILINEAR_NOAA_8BIT(
            "torch-bilinear-noaa-8bit", new RoundedResizer(new TorchResizer(TorchKernel.BILINEAR, Antialias.OFF))),
    /** PyTorch's {@code bicubic} with antialiasing. */
    TORCH_BICUBIC_AA("torch-bicubic-aa", new TorchResizer(TorchKernel.BICUBIC, Antialias.ON)),
    /** The same in 8 bits. */
    TORCH_BICUBIC_AA_8BIT(
            "torch-bicubic-aa-8bit", new RoundedResizer(new TorchResizer(TorchKernel.BICUBIC, Antialias.ON))),
    /** PyTorch's {@code bicubic} without antialiasing. */
    TORCH_BICUBIC_NOAA("torch-bicubic-noaa", new TorchResizer(TorchKernel.BICUBIC, Antialias.OFF)),
    /** The same in 8 bits. */
    TORCH_BICUBIC_NOAA_8BIT(
            "torch-bicubic-noaa-8bit", new RoundedResizer(new TorchResizer(TorchKernel.BICUBIC, Antialias.OFF)));

    private final String manifestName;
    private final Resizer resizer;

    Resampling(String manifestName, Resizer resizer) {
        this.manifestName = manifestName;
        this.resizer = resizer;
    }

    /** The name in a manifest. */
    public String manifestName() {
        return manifestName;
    }

    /** The one of this name. */
    public static Optional<Resampling> named(String manifestName) {
        return Arrays.stream(values())
                .filter(resampling -> resampling.manifestName.equals(manifestName))
                .findFirst();
    }

    PreparedPicture resize(RgbImage source, ScaledCrop crop) {
        return resizer.resize(source, crop);
    }
}
