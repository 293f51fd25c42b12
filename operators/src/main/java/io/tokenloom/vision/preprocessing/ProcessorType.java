package io.tokenloom.vision.preprocessing;

import io.tokenloom.vision.preprocessing.ConfigFields.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The image processors of transformers that are known: their defaults, and what a size means to them. Older files say
 * {@code FeatureExtractor} for {@code ImageProcessor}. Those whose name ends in {@code Fast} are others: they scale with
 * torchvision.
 */
enum ProcessorType {
    /** A number is the short side; cropped. */
    CLIP("CLIP", 3, Defaults.CLIP_MEAN, Defaults.CLIP_DEVIATION) {
        @Override
        Sizing sizing(ConfigFields fields, Resampling resampling) {
            return shortSideOrStretch(fields, resampling);
        }
    },
    /** That of BiT and DINOv2, as CLIP's. */
    BIT("Bit", 3, Defaults.CLIP_MEAN, Defaults.CLIP_DEVIATION) {
        @Override
        Sizing sizing(ConfigFields fields, Resampling resampling) {
            return shortSideOrStretch(fields, resampling);
        }
    },
    /** A number is both sides; stretched. */
    VIT("ViT", 2, Defaults.HALF, Defaults.HALF) {
        @Override
        Sizing sizing(ConfigFields fields, Resampling resampling) {
            return stretch(fields, resampling);
        }
    },
    /** Both sides have to be said; stretched. */
    SIGLIP("Siglip", 3, Defaults.HALF, Defaults.HALF) {
        @Override
        Sizing sizing(ConfigFields fields, Resampling resampling) {
            if (fields.root().path("size").isNumber()) {
                fields.wrong("size", "this processor wants {\"height\", \"width\"}", "");
            }
            return stretch(fields, resampling);
        }
    },
    /** Stretched from 384 pixels on; below, scaled to more than the size and cropped. */
    CONVNEXT("ConvNext", 3, Defaults.HALF, Defaults.HALF) {
        private static final int STRETCHED_FROM = 384;
        private static final double CROPPED_SHARE = 224 / 256.0;

        @Override
        Sizing sizing(ConfigFields fields, Resampling resampling) {
            fields.refuse("do_center_crop");
            alwaysResized(fields);
            Size size = fields.size("size", Size.square(STRETCHED_FROM, Size.Kind.SHORTEST_EDGE));
            if (size.kind() == Size.Kind.HEIGHT_AND_WIDTH) {
                fields.wrong("size", "this processor wants {\"shortest_edge\"}", "");
            }
            int side = size.width();
            if (side >= STRETCHED_FROM) {
                return new Stretch(side, side, resampling);
            }
            double share = fields.number("crop_pct", CROPPED_SHARE);
            return share > 0.1 && share <= 1
                    ? new ShortSideCrop((int) (side / share), side, side, resampling, CropRounding.FLOOR)
                    : fields.wrong("crop_pct", "it is a share, 0.1 to 1", new Stretch(side, side, resampling));
        }
    };

    private static final int SIDE = 224;

    private final String prefix;
    private final int resample;
    private final PerColour mean;
    private final PerColour deviation;

    ProcessorType(String prefix, int resample, PerColour mean, PerColour deviation) {
        this.prefix = prefix;
        this.resample = resample;
        this.mean = mean;
        this.deviation = deviation;
    }

    /** Numbers that enum constants need before the enum has constants of its own. */
    private static final class Defaults {
        static final PerColour CLIP_MEAN = new PerColour(0.48145466f, 0.4578275f, 0.40821073f);
        static final PerColour CLIP_DEVIATION = new PerColour(0.26862954f, 0.26130258f, 0.27577711f);
        static final PerColour HALF = PerColour.all(0.5f);
    }

    static Optional<ProcessorType> named(String name) {
        return Arrays.stream(values())
                .filter(type ->
                        name.equals(type.prefix + "ImageProcessor") || name.equals(type.prefix + "FeatureExtractor"))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values())
                .map(type -> type.prefix + "ImageProcessor")
                .toList();
    }

    /** Pillow's number of the default filter. */
    int resample() {
        return resample;
    }

    PerColour mean() {
        return mean;
    }

    PerColour deviation() {
        return deviation;
    }

    abstract Sizing sizing(ConfigFields fields, Resampling resampling);

    static Sizing shortSideOrStretch(ConfigFields fields, Resampling resampling) {
        fields.refuse("crop_pct");
        alwaysResized(fields);
        Size size = fields.size("size", Size.square(SIDE, Size.Kind.SHORTEST_EDGE));
        boolean crops = fields.flag("do_center_crop", true);
        Size crop = fields.size("crop_size", Size.square(SIDE, Size.Kind.NUMBER));
        Stretch standIn = new Stretch(size.width(), size.height(), resampling);
        if (crop.kind() == Size.Kind.SHORTEST_EDGE) {
            return fields.wrong("crop_size", "a crop wants a number or {\"height\", \"width\"}", standIn);
        }
        if (size.kind() == Size.Kind.HEIGHT_AND_WIDTH) {
            return !crops || crop.width() == size.width() && crop.height() == size.height()
                    ? standIn
                    : fields.wrong("crop_size", "after a stretch it is the size, or do_center_crop is false", standIn);
        }
        if (!crops) {
            return fields.wrong(
                    "do_center_crop", "without a crop, pictures of other proportions have other sizes", standIn);
        }
        if (crop.width() > size.width() || crop.height() > size.height()) {
            return fields.wrong("crop_size", "it is at most the short side, " + size.width(), standIn);
        }
        return new ShortSideCrop(size.width(), crop.width(), crop.height(), resampling, CropRounding.FLOOR);
    }

    static Sizing stretch(ConfigFields fields, Resampling resampling) {
        fields.refuse("do_center_crop");
        fields.refuse("crop_pct");
        alwaysResized(fields);
        Size size = fields.size("size", Size.square(SIDE, Size.Kind.HEIGHT_AND_WIDTH));
        if (size.kind() == Size.Kind.SHORTEST_EDGE) {
            fields.wrong("size", "this processor wants {\"height\", \"width\"}", "");
        }
        return new Stretch(size.width(), size.height(), resampling);
    }

    static void alwaysResized(ConfigFields fields) {
        if (!fields.flag("do_resize", true)) {
            fields.wrong("do_resize", "pictures have many sizes, and a model has one", "");
        }
    }
}
