"""Writes the known answers of the preprocessing tests: src/test/resources/golden/preprocessing.

Needs Python 3.9+, Pillow 9.4, NumPy 1.24 and PyTorch 1.13, no network:

    python preprocessing_golden.py

cases.json says what was done to which picture, values.bin holds the results one after the other, planes of red, green and
blue, uint8 or little-endian float32. The pictures are made of integers, by pixel() here and by GoldenPreprocessing.picture()
in Java. Image processors of Hugging Face are composed of the calls that they make, for transformers is not needed for that:
Image.resize, a crop, a multiplication in float64 rounded to float32, a subtraction and a division in float32.
"""

import json
import pathlib

import numpy
import PIL
import torch
from PIL import Image

TARGET = pathlib.Path(__file__).parent.parent / "resources" / "golden" / "preprocessing"
PIL_FILTERS = {
    "pil-nearest": Image.NEAREST,
    "pil-box": Image.BOX,
    "pil-bilinear": Image.BILINEAR,
    "pil-bicubic": Image.BICUBIC,
    "pil-lanczos": Image.LANCZOS,
}
TORCH_MODES = {
    "torch-bilinear-aa": ("bilinear", True),
    "torch-bilinear-noaa": ("bilinear", False),
    "torch-bicubic-aa": ("bicubic", True),
    "torch-bicubic-noaa": ("bicubic", False),
}
STRETCHES = [
    ((64, 48), (32, 32)),
    ((37, 23), (16, 24)),
    ((1, 1), (5, 5)),
    ((5, 1), (8, 8)),
    ((1, 7), (3, 4)),
    ((130, 61), (32, 20)),
    ((23, 90), (30, 40)),
    ((37, 23), (37, 50)),
    ((19, 31), (19, 31)),
    ((40, 30), (1, 1)),
    ((300, 7), (33, 14)),
    ((1003, 667), (48, 32)),
    ((1920, 1080), (41, 23)),
]
# Sources whose scaled sizes leave 1, 3, 5, 7 and an even number of pixels to crop.
SHORT_SIDES = [
    ((64, 48), 32, (31, 29)),
    ((37, 23), 20, (15, 13)),
    ((23, 37), 20, (20, 20)),
    ((101, 40), 24, (24, 21)),
    ((1, 9), 8, (8, 7)),
    ((9, 5), 30, (23, 25)),
    ((333, 500), 28, (24, 24)),
]
ARR = [((64, 48), 24), ((48, 101), 24), ((33, 30), 16), ((500, 333), 28), ((9, 5), 16), ((257, 129), 32)]
CLIP_MEAN = [0.48145466, 0.4578275, 0.40821073]
CLIP_STD = [0.26862954, 0.26130258, 0.27577711]
IMAGENET_MEAN = [0.485, 0.456, 0.406]
IMAGENET_STD = [0.229, 0.224, 0.225]
# As they lie beside models, with smaller sizes; and what is done for them: the scaling, the crop, and the numbers.
CONFIGS = [
    (
        {"crop_size": 24, "do_center_crop": True, "do_normalize": True, "do_resize": True,
         "feature_extractor_type": "CLIPFeatureExtractor", "image_mean": CLIP_MEAN, "image_std": CLIP_STD,
         "resample": 3, "size": 24},
        ("short", 24, (24, 24)), Image.BICUBIC, 1 / 255, CLIP_MEAN, CLIP_STD,
    ),
    (
        {"image_processor_type": "CLIPImageProcessor", "size": {"height": 20, "width": 28}, "do_center_crop": False,
         "resample": 2, "image_mean": IMAGENET_MEAN, "image_std": IMAGENET_STD, "do_convert_rgb": True},
        ("stretch", (28, 20)), Image.BILINEAR, 1 / 255, IMAGENET_MEAN, IMAGENET_STD,
    ),
    (
        {"image_processor_type": "ViTImageProcessor", "do_normalize": True, "do_rescale": True, "do_resize": True,
         "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5], "resample": 2,
         "rescale_factor": 0.00392156862745098, "size": {"height": 24, "width": 24}},
        ("stretch", (24, 24)), Image.BILINEAR, 0.00392156862745098, [0.5] * 3, [0.5] * 3,
    ),
    (
        {"feature_extractor_type": "ViTFeatureExtractor", "size": 20, "do_normalize": False, "resample": 0},
        ("stretch", (20, 20)), Image.NEAREST, 1 / 255, None, None,
    ),
    (
        {"image_processor_type": "SiglipImageProcessor", "size": {"height": 22, "width": 22}, "resample": 3,
         "do_resize": True, "do_rescale": True, "rescale_factor": 0.00392156862745098, "do_normalize": True,
         "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5], "processor_class": "SiglipProcessor"},
        ("stretch", (22, 22)), Image.BICUBIC, 0.00392156862745098, [0.5] * 3, [0.5] * 3,
    ),
    (
        {"image_processor_type": "BitImageProcessor", "crop_size": {"height": 21, "width": 21}, "do_center_crop": True,
         "do_convert_rgb": True, "do_normalize": True, "do_rescale": True, "do_resize": True,
         "image_mean": IMAGENET_MEAN, "image_std": IMAGENET_STD, "resample": 3,
         "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 24}},
        ("short", 24, (21, 21)), Image.BICUBIC, 0.00392156862745098, IMAGENET_MEAN, IMAGENET_STD,
    ),
    (
        {"image_processor_type": "ConvNextImageProcessor", "crop_pct": 0.875, "do_normalize": True, "do_resize": True,
         "image_mean": IMAGENET_MEAN, "image_std": IMAGENET_STD, "resample": 3, "size": {"shortest_edge": 28}},
        ("short", 32, (28, 28)), Image.BICUBIC, 1 / 255, IMAGENET_MEAN, IMAGENET_STD,
    ),
]
CONFIG_SOURCES = [(61, 43), (31, 50)]


def pixel(width, height):
    """Squares of noise and of slopes, which show both sharp edges and small differences."""
    y, x, c = numpy.meshgrid(numpy.arange(height), numpy.arange(width), numpy.arange(3), indexing="ij")
    noise = ((x * 7919 + y * 104729 + c * 1299709) * 2654435761 % 4294967296) >> 24
    slope = (3 * x + 5 * y + 70 * c) % 256
    return numpy.where((x // 8 + y // 8) % 2 == 0, noise, slope).astype(numpy.uint8)


def image(size):
    return Image.fromarray(pixel(*size))


def planes(array):
    return numpy.ascontiguousarray(numpy.asarray(array).transpose(2, 0, 1))


def short_side(source, side):
    width, height = source
    return (side, int(side * height / width)) if width <= height else (int(side * width / height), side)


def cropped(picture, size, rounding):
    width, height = picture.size
    left, top = width - size[0], height - size[1]
    if rounding == "floor":
        left, top = left // 2, top // 2
    else:
        left, top = int(round(left / 2.0)), int(round(top / 2.0))
    return picture.crop((left, top, left + size[0], top + size[1]))


def center_crop_arr(picture, side):
    while min(picture.size) >= 2 * side:
        picture = picture.resize(tuple(x // 2 for x in picture.size), resample=Image.BOX)
    scale = side / min(picture.size)
    picture = picture.resize(tuple(round(x * scale) for x in picture.size), resample=Image.BICUBIC)
    return cropped(picture, (side, side), "floor")


def interpolated(source, target, mode, antialias):
    given = torch.from_numpy(planes(pixel(*source)).astype(numpy.float32))[None]
    size = (target[1], target[0])
    return torch.nn.functional.interpolate(given, size, mode=mode, align_corners=False, antialias=antialias)[0].numpy()


def processed(source, scaling, resample, factor, mean, std):
    picture = image(source)
    if scaling[0] == "short":
        picture = cropped(picture.resize(short_side(source, scaling[1]), resample), scaling[2], "floor")
    else:
        picture = picture.resize(scaling[1], resample)
    values = (numpy.array(picture).astype(numpy.float64) * factor).astype(numpy.float32)
    if mean is not None:
        values = (values - numpy.array(mean, dtype=numpy.float32)) / numpy.array(std, dtype=numpy.float32)
    return planes(values)


def main():
    cases = []
    values = bytearray()

    def add(kind, source, result, **rest):
        array = numpy.asarray(result)
        assert array.dtype in (numpy.uint8, numpy.float32) and array.shape[0] == 3, (array.dtype, array.shape)
        cases.append(dict(
            kind=kind, source=source, type=str(array.dtype), width=array.shape[2], height=array.shape[1],
            offset=len(values), **rest))
        values.extend(array.tobytes())

    for source, target in STRETCHES:
        for name, resample in PIL_FILTERS.items():
            add("stretch", source, planes(image(source).resize(target, resample)), resampling=name)
        for name, (mode, antialias) in TORCH_MODES.items():
            add("stretch", source, interpolated(source, target, mode, antialias), resampling=name)
    for source, side, window in SHORT_SIDES:
        for name, rounding in (("pil-bicubic", "floor"), ("pil-bilinear", "half-even")):
            scaled = image(source).resize(short_side(source, side), PIL_FILTERS[name])
            add("short-side-crop", source, planes(cropped(scaled, window, rounding)),
                resampling=name, rounding=rounding, side=side)
    for source, side in ARR:
        add("center-crop-arr", source, planes(center_crop_arr(image(source), side)))
    for config, *how in CONFIGS:
        for source in CONFIG_SOURCES:
            add("config", source, processed(source, *how), config=config)
    given = torch.from_numpy(planes(pixel(31, 17))).to(torch.float32).div(255)
    normal = given.sub(torch.tensor(IMAGENET_MEAN)[:, None, None]).div(torch.tensor(IMAGENET_STD)[:, None, None])
    add("to-tensor", (31, 17), normal.numpy(), mean=IMAGENET_MEAN, std=IMAGENET_STD)

    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "values.bin").write_bytes(values)
    made = dict(pillow=PIL.__version__, numpy=numpy.__version__, torch=torch.__version__)
    lines = ",\n".join("    " + json.dumps(case) for case in cases)
    (TARGET / "cases.json").write_text(f'{{\n  "madeBy": {json.dumps(made)},\n  "cases": [\n{lines}\n  ]\n}}\n')


main()
