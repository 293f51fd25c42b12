"""Writes the bundle: encoder.onnx, decoder.onnx, golden items and bundle.yaml. usage: export.py WORK POOL BUNDLE"""
import hashlib
import os
import sys

import numpy as np
import onnx
import torch
from PIL import Image

from model import CODEBOOK, TOKENS, Decoder, Encoder, Filter, Parts

VERSION = "1"
PROBES = (2, 8, 32, 64)
STEPS = 4
OPSET = 16


def build(work):
    torch.manual_seed(0)
    parts = Parts(dict(np.load(os.path.join(work, "tables.npz"))))
    filter_ = Filter()
    trained = os.path.join(work, "filter.pt")
    if os.path.exists(trained):
        filter_.load_state_dict(torch.load(trained))
    decoder = Decoder(parts, filter_).eval()
    return Encoder(parts, decoder, PROBES).eval(), decoder


def export(encoder, decoder, folder):
    image = torch.rand(2, 3, 128, 128)
    state = (torch.rand(2, 3, 128, 128) * 255).byte()
    step = torch.tensor([0, 1])
    ids = torch.randint(0, CODEBOOK, (2, TOKENS))
    length = torch.tensor([64, 20])
    write(encoder, (image, state, step), ["image", "state", "step"], ["ids", "quality"], os.path.join(folder, "encoder.onnx"))
    write(decoder, (ids, length, state, step), ["ids", "length", "state", "step"], ["image", "next_state"],
          os.path.join(folder, "decoder.onnx"))


def write(model, example, inputs, outputs, path):
    torch.onnx.export(model, example, path, input_names=inputs, output_names=outputs, opset_version=OPSET,
                      dynamic_axes={name: {0: "N"} for name in inputs + outputs}, do_constant_folding=True)
    graph = onnx.load(path)
    graph.producer_name, graph.doc_string = "tokenloom-visual-reference", ""
    for node in graph.graph.node:
        node.doc_string = ""
    for output in graph.graph.output:
        dims = output.type.tensor_type.shape.dim
        fixed = [TOKENS] if output.name in ("ids", "quality") else [3, 128, 128]
        del dims[1:]
        dims[0].ClearField("dim_value")
        dims[0].dim_param = "N"
        for n in fixed:
            dims.add().dim_value = n
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def golden_pictures(pool):
    """Made here, so that they belong to nobody: a soft colour field with a disc, and the same with the disc moved."""
    y, x = np.mgrid[0:128, 0:128] / 127.0
    def scene(cy, cx):
        field = np.stack([0.2 + 0.6 * x, 0.3 + 0.4 * y, 0.7 - 0.5 * x * y], 2)
        field = field + 0.06 * np.sin(x * 40)[..., None] * (y > 0.6)[..., None]
        disc = ((y - cy) ** 2 + (x - cx) ** 2 < 0.02)[..., None]
        return np.clip(np.where(disc, [0.9, 0.8, 0.2], field) * 255, 0, 255).round().astype(np.uint8)
    return [("disc-0.png", scene(0.4, 0.35)), ("disc-1.png", scene(0.4, 0.39))]


def golden(folder, pool):
    """Step 0 and 1 of a made clip, through the exported files, the whole list decoded between them."""
    import onnxruntime as ort
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    run = lambda name, feed: ort.InferenceSession(os.path.join(folder, name), options, providers=["CPUExecutionProvider"]).run(None, feed)
    state = np.zeros((1, 3, 128, 128), np.uint8)
    items = []
    os.makedirs(os.path.join(folder, "golden"), exist_ok=True)
    for step, (name, pixels) in enumerate(golden_pictures(pool)):
        Image.fromarray(pixels).save(os.path.join(folder, "golden", name), optimize=True)
        image = (pixels.transpose(2, 0, 1)[None] / np.float32(255)).astype(np.float32)
        number = np.array([step], np.int64)
        ids, quality = run("encoder.onnx", {"image": image, "state": state, "step": number})
        _, state = run("decoder.onnx", {"ids": ids, "length": np.array([TOKENS], np.int64), "state": state, "step": number})
        items.append((step, f"golden/{name}", ids[0].tolist(), [round(float(quality[0, k - 1]), 3) for k in (1, 16, 64)]))
    return items


def manifest(folder, items):
    """In the form that operators' visual-bundle.schema.json asks for."""
    files = ["encoder.onnx", "decoder.onnx"] + [item[1] for item in items]
    lines = ["# The reference visual tokenizer. MODEL_CARD.md tells how it was made and how well it does.",
             "name: visual-reference", f'version: "{VERSION}"', "kind: visual",
             "engine: {format: progressive-onnx, encoder: encoder.onnx, decoder: decoder.onnx}",
             "input: {side: 128, preprocessing: stretch-area-1}",
             f"tokens: {{count: {TOKENS}, codebookSize: {CODEBOOK}}}", f"stills: {{steps: {STEPS}}}",
             "resets: {sceneCut: 11, doubt: 20, maxSteps: 600}", "files:"]
    for name in files:
        lines.append(f"  - {{path: {name}, sha256: {digest(os.path.join(folder, name))}}}")
    lines += ["licence: CC-BY-SA-4.0", "golden:", "  - agreement: 0.9", "    frames:"]
    for _, image, ids, _ in items:
        lines += [f"      - image: {image}", f"        ids: {ids}"]
    with open(os.path.join(folder, "bundle.yaml"), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


def digest(path):
    with open(path, "rb") as content:
        return hashlib.sha256(content.read()).hexdigest()


if __name__ == "__main__":
    work, pool, folder = sys.argv[1:4]
    torch.set_num_threads(1)
    os.makedirs(folder, exist_ok=True)
    with torch.no_grad():
        export(*build(work), folder)
    manifest(folder, golden(folder, pool))
