"""Golden pictures and numbers for an export that was made elsewhere: PaddleOCR's classifier of text direction.

usage: python text_direction.py FOLDER      (FOLDER is ../resources/exports/ppocr-direction)

FOLDER holds ch_ppocr_mobile_v2.0_cls_infer.onnx as the wheel rapidocr-onnxruntime 1.4.4 brings it. Draws a line of text
upright and upside down, and a picture of which the graph is not so sure; writes them as PNG, and prints what the graph says
of them: the chances of 0 and of 180 degrees.
Needs onnxruntime, numpy, Pillow and torch.
"""
import os
import sys

import numpy as np
import onnxruntime
import torch
from PIL import Image, ImageDraw, ImageFont

from pictures import drawn

GRAPH = "ch_ppocr_mobile_v2.0_cls_infer.onnx"


def line():
    picture = Image.new("RGB", (140, 18), (240, 190, 70))
    ImageDraw.Draw(picture).text((3, 3), "a place for every token", font=ImageFont.load_default(), fill=(20, 40, 160))
    return picture.resize((420, 54), Image.NEAREST)


def prepared(picture):
    """BGR, 192 x 48 by plain bilinear interpolation in 8 bits, -1..1."""
    pixels = torch.from_numpy(np.asarray(picture)[:, :, ::-1].astype(np.float32)).permute(2, 0, 1)[None]
    scaled = torch.nn.functional.interpolate(pixels, (48, 192), mode="bilinear", align_corners=False).round()
    return ((scaled / 255 - 0.5) / 0.5).float().numpy()


if __name__ == "__main__":
    folder = sys.argv[1]
    session = onnxruntime.InferenceSession(os.path.join(folder, GRAPH), providers=["CPUExecutionProvider"])
    for name, picture in (("upright", line()), ("upside-down", line().rotate(180)), ("unsure", drawn(576, 144))):
        picture.save(os.path.join(folder, "golden", f"{name}.png"), optimize=True)
        print(name, [round(float(v), 6) for v in session.run(None, {"x": prepared(picture)})[0][0]])
