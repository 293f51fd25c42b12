"""Writes the bundles: encoder.onnx, decoder.onnx, golden items and bundle.yaml of each setting. usage: export.py WORK BUILTIN"""
import hashlib
import os
import sys

import numpy as np
import onnx
import onnx.numpy_helper
import torch
from PIL import Image

from decoder import Decoder
from encoder import Encoder
from filter import Filter
from geometry import Geometry
from parts import Parts

VERSION = "4"
# name, side; ids of 16 bits and of 18
SETTINGS = (("visual-reference", 128), ("visual-reference-256", 256))
STEPS = 4
OPSET = 17


# what is kept in 16 bits: the filter and the dictionaries; rounded before anything is computed with them
SHORT = ("filter.", "whole_", "quarter_")


def build(work, size):
    geometry = Geometry(size)
    parts = Parts(dict(np.load(os.path.join(work, "tables.npz"))), geometry)
    filter_ = Filter()
    filter_.load_state_dict(torch.load(os.path.join(work, "filter.pt"), weights_only=True))
    decoder = Decoder(parts, filter_).eval()
    for name, value in [*decoder.named_parameters(), *decoder.named_buffers()]:
        if any(part in name for part in SHORT):
            value.data.copy_(value.data.half().float())
    return Encoder(parts, decoder).eval(), decoder


def export(encoder, decoder, folder):
    g = decoder.parts.geometry
    image = torch.rand(2, 3, g.size, g.size)
    state = (torch.rand(2, 3, g.size, g.size) * 255).byte()
    step = torch.tensor([0, 1])
    ids = torch.randint(0, g.codebook, (2, g.tokens))
    length = torch.tensor([g.tokens, 20])
    write(g, encoder, (image, state, step), ["image", "state", "step"], ["ids", "quality"], os.path.join(folder, "encoder.onnx"))
    write(g, decoder, (ids, length, state, step), ["ids", "length", "state", "step"], ["image", "next_state"],
          os.path.join(folder, "decoder.onnx"))


def write(geometry, model, example, inputs, outputs, path):
    # constants are not folded: the books would be written in 32 bits a number instead of 8
    torch.onnx.export(model, example, path, input_names=inputs, output_names=outputs, opset_version=OPSET, dynamo=False,
                      dynamic_axes={name: {0: "N"} for name in inputs + outputs}, do_constant_folding=False)
    graph = onnx.load(path)
    graph.producer_name, graph.doc_string = "tokenloom-visual-reference", ""
    for node in graph.graph.node:
        node.doc_string = ""
    for output in graph.graph.output:
        dims = output.type.tensor_type.shape.dim
        fixed = [geometry.tokens] if output.name in ("ids", "quality") else [3, geometry.size, geometry.size]
        del dims[1:]
        dims[0].ClearField("dim_value")
        dims[0].dim_param = "N"
        for n in fixed:
            dims.add().dim_value = n
    shorten(graph.graph)
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def shorten(graph):
    """Stores in 16 bits what was rounded to them, and casts it when the graph is loaded."""
    for tensor in list(graph.initializer):
        if any(part in tensor.name for part in SHORT) and tensor.data_type == onnx.TensorProto.FLOAT:
            name, value = tensor.name, onnx.numpy_helper.to_array(tensor)
            assert np.array_equal(value.astype(np.float16).astype(np.float32), value), name
            tensor.CopyFrom(onnx.numpy_helper.from_array(value.astype(np.float16), name + ".short"))
            graph.node.insert(0, onnx.helper.make_node("Cast", [tensor.name], [name], to=onnx.TensorProto.FLOAT))


def golden_pictures(size):
    """Made here, so that they belong to nobody: a soft colour field with a disc, and the same with the disc moved."""
    y, x = np.mgrid[0:size, 0:size] / (size - 1.0)

    def scene(cy, cx):
        field = np.stack([0.2 + 0.6 * x, 0.3 + 0.4 * y, 0.7 - 0.5 * x * y], 2)
        field = field + 0.06 * np.sin(x * 40)[..., None] * (y > 0.6)[..., None]
        disc = ((y - cy) ** 2 + (x - cx) ** 2 < 0.02)[..., None]
        return np.clip(np.where(disc, [0.9, 0.8, 0.2], field) * 255, 0, 255).round().astype(np.uint8)
    return [("disc-0.png", scene(0.4, 0.35)), ("disc-1.png", scene(0.4, 0.39))]


def golden(folder, geometry):
    """Step 0 and 1 of a made clip, through the exported files, the whole list decoded between them."""
    import onnxruntime as ort
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    run = lambda name, feed: ort.InferenceSession(os.path.join(folder, name), options, providers=["CPUExecutionProvider"]).run(None, feed)
    state = np.zeros((1, 3, geometry.size, geometry.size), np.uint8)
    items = []
    os.makedirs(os.path.join(folder, "golden"), exist_ok=True)
    for step, (name, pixels) in enumerate(golden_pictures(geometry.size)):
        Image.fromarray(pixels).save(os.path.join(folder, "golden", name), optimize=True)
        image = (pixels.transpose(2, 0, 1)[None] / np.float32(255)).astype(np.float32)
        number = np.array([step], np.int64)
        ids, _ = run("encoder.onnx", {"image": image, "state": state, "step": number})
        _, state = run("decoder.onnx", {"ids": ids, "length": np.array([geometry.tokens], np.int64), "state": state, "step": number})
        items.append((f"golden/{name}", ids[0].tolist()))
    return items


def manifest(folder, name, geometry, items):
    """In the form that operators' progressive-bundle.schema.json asks for."""
    files = ["encoder.onnx", "decoder.onnx"] + [item[0] for item in items]
    lines = ["# The reference visual tokenizer. MODEL_CARD.md tells how it was made and how well it does.",
             f"name: {name}", f'version: "{VERSION}"', "kind: visual",
             "engine: {format: progressive-onnx, encoder: encoder.onnx, decoder: decoder.onnx}",
             f"input: {{side: {geometry.size}, preprocessing: stretch-area-1}}",
             f"tokens: {{count: {geometry.tokens}, codebookSize: {geometry.codebook}}}", f"stills: {{steps: {STEPS}}}",
             "resets: {sceneCut: 11, doubt: 20, maxSteps: 600}", "files:"]
    for file in files:
        lines.append(f"  - {{path: {file}, sha256: {digest(os.path.join(folder, file))}}}")
    lines += ["licence: CC-BY-SA-4.0", "golden:", "  - agreement: 0.9", "    frames:"]
    for image, ids in items:
        lines += [f"      - image: {image}", f"        ids: {ids}"]
    with open(os.path.join(folder, "bundle.yaml"), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


def digest(path):
    with open(path, "rb") as content:
        return hashlib.sha256(content.read()).hexdigest()


def main(work, builtin):
    torch.set_num_threads(1)
    for name, size in SETTINGS:
        folder = os.path.join(builtin, name)
        os.makedirs(folder, exist_ok=True)
        encoder, decoder = build(work, size)
        with torch.no_grad():
            export(encoder, decoder, folder)
        manifest(folder, name, decoder.parts.geometry, golden(folder, decoder.parts.geometry))


if __name__ == "__main__":
    main(*sys.argv[1:3])
