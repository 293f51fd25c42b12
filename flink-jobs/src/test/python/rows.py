"""The rows: which encoder, which preprocessing, and what the manifest says of its tokens."""
from dataclasses import dataclass, field
from typing import Callable

from PIL import Image

import decoders
import ids
import pictures
import scales
import selection
import vectors

CLIP = ((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))
HALF = ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))
PLAIN = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
CLIP_336 = {
    "image_processor_type": "CLIPImageProcessor", "do_convert_rgb": True, "do_resize": True, "size": {"shortest_edge": 336},
    "resample": 3, "do_center_crop": True, "crop_size": {"height": 336, "width": 336}, "do_rescale": True,
    "rescale_factor": 1 / 255, "do_normalize": True, "image_mean": list(CLIP[0]), "image_std": list(CLIP[1])}


@dataclass
class Row:
    name: str
    number: str
    build: Callable
    sized: Callable
    normalised: tuple
    preprocessing: dict
    input: str
    outputs: tuple
    output: dict
    tokens: dict
    traits: tuple = ()
    tables: Callable = lambda model: {}
    lots: bool = False
    sources: tuple = ((400, 320), (120, 150))
    margin: float = 1e-5
    comment: tuple = ()
    decoder: Callable = None
    decoded: tuple = ()
    extra: dict = field(default_factory=dict)


def stretch(side, resampling):
    return {"sizing": "stretch", "resampling": resampling, "width": side, "height": side}


def short_side(side, resampling):
    return {"sizing": "short-side-crop", "resampling": resampling, "shortSide": side, "width": side, "height": side}


def halved(side):
    return {"sizing": "center-crop-arr", "width": side, "height": side}


def grid(side, patch):
    return {"height": side, "width": side, "patchHeight": patch, "patchWidth": patch}


ROWS = [
    Row("titok", "1", ids.TiTok, pictures.short_side(256, Image.BICUBIC), PLAIN, short_side(256, "pil-bicubic"),
        "pixel_values", ("ids",), {"planes": [{"output": "ids", "vocabulary": 4096}]},
        {"count": 32, "order": "latent-1d", "truncation": {"kind": "none"}}, traits=("legacy-reshape",),
        decoder=lambda model: decoders.LatentDecoder(model.codebook, 32), decoded=(32,)),
    Row("flextok", "2", ids.FlexTok, pictures.short_side(256, Image.BILINEAR), HALF, short_side(256, "pil-bilinear"),
        "images", ("features",),
        {"planes": [{"output": "features", "quantizer": {
            "kind": "finite-scalar", "levels": list(ids.FlexTok.LEVELS), "layout": "token-major"}}]},
        {"count": 256, "order": "nested-prefix", "truncation": {"kind": "any-prefix"}}),
    Row("one-d-piece", "5", ids.OneDPiece, pictures.short_side(256, Image.BILINEAR), PLAIN,
        short_side(256, "pil-bilinear"), "pixel_values", ("latents",),
        {"planes": [{"output": "latents", "quantizer": {
            "kind": "nearest", "codebook": "codebook.safetensors", "tensor": "codebook", "normalise": "features-and-codes",
            "layout": "channel-major"}}]},
        {"count": 256, "order": "nested-prefix", "truncation": {"kind": "any-prefix"}}, traits=("legacy-reshape",),
        tables=lambda model: {"codebook": model.codebook},
        decoder=lambda model: decoders.LatentDecoder(model.codes, 256), decoded=(64, 256)),
    Row("xar", "6", vectors.XAr, pictures.halved_crop(256), HALF, halved(256), "image", ("mean",),
        {"vectors": {"output": "mean", "dimension": 16, "layout": "channel-major"}},
        {"count": 256, "order": "raster", "grid": grid(16, 16), "published": {"order": "cell", "parameter": 8}}),
    Row("layton", "10", ids.Layton, pictures.torch_bicubic(256), HALF, stretch(256, "torch-bicubic-aa"), "image", ("ids",),
        {"planes": [{"output": "ids", "vocabulary": 16384}]},
        {"count": 256, "order": "raster", "grid": grid(16, 16), "truncation": {"kind": "none"}},
        sources=((1024, 1024),), margin=1e-4),
    Row("seed", "11 and 42", ids.Seed, pictures.stretch(224, Image.BICUBIC), CLIP, stretch(224, "pil-bicubic"), "image",
        ("ids",), {"planes": [{"output": "ids", "vocabulary": 8192}]},
        {"count": 32, "order": "causal-1d", "truncation": {"kind": "none"},
         "framing": {"beginIds": [40192], "endIds": [40193], "idOffset": 32000}}),
    Row("tokenflow", "12", scales.TokenFlow, pictures.halved_crop(224), HALF, halved(224), "image", ("ids",),
        {"planes": [{"output": "ids", "vocabulary": 32768}]},
        {"count": 561, "order": "multi-scale", "scales": list(scales.SCALES), "truncation": {"kind": "scale-boundary"}},
        extra={"determinism": {"batches": [1, 2]}}),
    Row("tokenflow-tables", "12", scales.TokenFlowTables, pictures.halved_crop(224), HALF, halved(224), "image",
        ("semantic", "pixel"),
        {"planes": [{"output": "semantic", "quantizer": {
            "kind": "shared-dual", "codebook": "codebook.safetensors", "tensor": "semantic", "normalise": "features-and-codes",
            "layout": "channel-major", "second": {"output": "pixel", "tensor": "pixel"}, "scales": list(scales.SCALES)}}]},
        {"count": 561, "order": "multi-scale", "scales": list(scales.SCALES), "truncation": {"kind": "scale-boundary"}},
        tables=lambda model: {"semantic": model.semantic, "pixel": model.pixel},
        comment=("2,048 codes instead of 32,768, for the size of the tables alone.",)),
    Row("m3", "21", vectors.M3, pictures.short_side(336, Image.BICUBIC), CLIP, CLIP_336, "pixel_values", ("features",),
        {"vectors": {"output": "features", "dimension": 32, "layout": "token-major"}},
        {"count": 576, "order": "raster", "grid": grid(24, 14),
         "truncation": {"kind": "level-set", "validLengths": [1, 9, 36, 144, 576]}},
        sources=((400, 320),)),
    Row("fqgan", "26", ids.Fqgan, pictures.halved_crop(256), HALF, halved(256), "image", ("ids_semantic", "ids_visual"),
        {"planes": [{"name": name, "output": f"ids_{name}", "vocabulary": 16384} for name in ("semantic", "visual")]},
        {"count": 256, "order": "raster", "grid": grid(16, 16), "truncation": {"kind": "none"}}),
    Row("lavit-argmax", "29", lambda: selection.LaVit(False), pictures.stretch(224, Image.BICUBIC), CLIP,
        stretch(224, "pil-bicubic"), "image", ("ids", "mask", "logits"),
        {"planes": [{"output": "ids", "vocabulary": 16384}], "selection": {"mode": "argmax", "mask": "mask", "logits": "logits"}},
        {"count": 256, "order": "selected", "grid": grid(16, 14), "truncation": {"kind": "none"},
         "framing": {"beginIds": [32000], "endIds": [32001], "idOffset": 32002}}),
    Row("lavit-seeded", "29", lambda: selection.LaVit(True), pictures.stretch(224, Image.BICUBIC), CLIP,
        stretch(224, "pil-bicubic"), "image", ("ids", "mask", "logits"),
        {"planes": [{"output": "ids", "vocabulary": 16384}],
         "selection": {"mode": "seeded", "mask": "mask", "logits": "logits", "noise": "noise"}},
        {"count": 256, "order": "selected", "grid": grid(16, 14), "truncation": {"kind": "none"},
         "framing": {"beginIds": [32000], "endIds": [32001], "idOffset": 32002}},
        lots=True),
    Row("mqt", "39", lambda: vectors.Mqt(256), pictures.short_side(336, Image.BICUBIC), CLIP, CLIP_336, "pixel_values",
        ("features",), {"vectors": {"output": "features", "dimension": 32, "layout": "token-major"}},
        {"count": 256, "order": "nested-prefix", "truncation": {"kind": "any-prefix"}}, sources=((120, 150),)),
    Row("mqt-16", "39", lambda: vectors.Mqt(16), pictures.short_side(336, Image.BICUBIC), CLIP, CLIP_336, "pixel_values",
        ("features",), {"vectors": {"output": "features", "dimension": 32, "layout": "token-major"}},
        {"count": 16, "order": "nested-prefix", "truncation": {"kind": "any-prefix"}}, sources=((120, 150),),
        comment=("The first 16 queries of mqt, run by themselves.",)),
]
