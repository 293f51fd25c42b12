"""Small encoders with the exact interfaces of published tokenizers, as bundles, and their golden tokens.

usage: python row_models.py FOLDER [NAME...]      (FOLDER is ../resources/rows)

Needs torch 1.13 or later, onnx, onnxruntime, numpy, Pillow and PyYAML. Everything is drawn from seeds, so that another run
writes the same weights, pictures and tokens; bytes of the graphs may differ with the version of torch.

The weights are random: the models show that a tokenizer of this interface runs, and say nothing of how well one does.
Golden tokens come from torch in float64 on pictures that Pillow (or torch) scaled. A seed is taken only if no id of a golden
picture was a close call, so that float32 gives the same ids everywhere; vectors may differ by 1e-3. Then ONNX Runtime has to
give the golden tokens, and the same in a batch of 1 and of 8.
"""
import json
import os
import shutil
import sys
import warnings

import numpy as np
import onnxruntime
import torch

import bundles
import pictures
import pvc
from lots import lots
from rows import ROWS

TOLERANCE = 1e-3
SHOWN = 16


def seeded(row, seed):
    torch.manual_seed(seed)
    return row.build().eval()


def arguments(row, x, record_key=""):
    return (x, lots(record_key, 256).to(x.dtype)) if row.lots else (x,)


def reference(row, model, x, record_key):
    """Ids of each plane and kept positions, or vectors, and the closest call."""
    with torch.no_grad():
        if "vectors" in row.output:
            made = model(x)[0]
            if row.output["vectors"]["layout"] == "channel-major":
                made = made.flatten(1).T
            return {"vectors": made.numpy()}, float("inf")
        planes, closest, *kept = model.reference(*arguments(row, x, record_key))
    made = {"planes": [plane.reshape(-1).tolist() for plane in planes]}
    if kept:
        made["kept"] = kept[0].tolist()
        made["planes"] = [[plane[i] for i in made["kept"]] for plane in made["planes"]]
    return made, closest


def file_name(picture):
    return f"golden/{picture.width}x{picture.height}.png"


def chosen(row, images, record_keys):
    """The first seed without close calls, its model and tokens."""
    for seed in range(1, 200):
        model = seeded(row, seed)
        double = seeded(row, seed).double()
        for name in ("codebook", "semantic", "pixel"):
            if isinstance(getattr(double, name, None), torch.Tensor):
                setattr(double, name, getattr(double, name).double())
        made = [reference(row, double, image, key) for image, key in zip(images, record_keys)]
        if min(closest for _, closest in made) > row.margin:
            return seed, model, [tokens for tokens, _ in made]
    raise SystemExit(f"{row.name}: every seed has a close call")


def check(row, folder, images, record_keys, golden, model):
    """ONNX Runtime against the golden tokens, and batch 8 against batch 1."""
    session = onnxruntime.InferenceSession(os.path.join(folder, "encoder.onnx"), providers=["CPUExecutionProvider"])

    def run(given):
        names = (row.input, "noise")[:1 + row.lots]
        batch = {name: torch.cat(parts).numpy() for name, parts in zip(names, zip(*given))}
        return session.run(list(row.outputs), batch)

    given = [arguments(row, image.float(), key) for image, key in zip(images, record_keys)]
    ones = [run([one]) for one in given]
    eight = run([given[i % len(given)] for i in range(8)])
    for i, one in enumerate(ones):
        for all_, alone in zip(eight, one):
            same = np.array_equal(all_[i], alone[0]) if alone.dtype == np.int64 else np.allclose(all_[i], alone[0], atol=1e-4)
            assert same, f"{row.name}: another batch, other tokens"
    for one, tokens, arguments_ in zip(ones, golden, given):
        with torch.no_grad():
            said = model(*arguments_)
        for mine, other in zip(one, said if isinstance(said, tuple) else (said,)):
            assert np.allclose(mine, other, atol=1e-4), f"{row.name}: the graph is not the model"
        if "vectors" in tokens:
            made = one[0][0]
            made = made.reshape(len(made), -1).T if row.output["vectors"]["layout"] == "channel-major" else made
            assert np.abs(made - tokens["vectors"]).max() < TOLERANCE, row.name
        elif one[0].dtype == np.int64:
            planes = [plane[0].reshape(-1) for plane in one if plane.dtype == np.int64]
            if "kept" in tokens:
                assert np.flatnonzero(one[1][0]).tolist() == tokens["kept"], row.name
                planes = [plane[tokens["kept"]] for plane in planes]
            assert [plane.tolist() for plane in planes] == tokens["planes"], row.name
    return [(output.name, output.type, output.shape) for output in session.get_outputs()]


def golden_frame(row, image, tokens, folder):
    frame = {"image": image}
    if "vectors" in tokens:
        bundles.write_vectors(tokens["vectors"], os.path.join(folder, image.replace(".png", ".f32")))
        frame["values"] = [round(float(v), 5) for v in published(row, tokens["vectors"]).reshape(-1)[:SHOWN]]
        return frame
    frame["planes"] = tokens["planes"]
    if "kept" in tokens:
        frame["keptPositions"] = tokens["kept"]
    return frame


def published(row, vectors):
    """Row 6 alone: the cells of 8 x 8, row by row, and row by row in each."""
    if "published" not in row.tokens:
        return vectors
    side = row.tokens["published"]["parameter"]
    square = vectors.reshape(2, side, 2, side, -1)
    return square.transpose(0, 2, 1, 3, 4).reshape(vectors.shape)


def write(row, root):
    folder = os.path.join(root, row.name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(os.path.join(folder, "golden"))
    drawn = [pictures.drawn(*size) for size in row.sources]
    images = [pictures.tensor(row.sized(picture), *row.normalised) for picture in drawn]
    names = [file_name(picture) for picture in drawn]
    seed, model, golden = chosen(row, images, names)
    bundles.export(model, arguments(row, images[0].float()), (row.input, "noise")[:1 + row.lots], row.outputs,
                   os.path.join(folder, "encoder.onnx"))
    interface = check(row, folder, images, names, golden, model)
    decoder = decoding(row, model, golden[0], folder) if row.decoder else {}
    tables = row.tables(model)
    if tables:
        bundles.write_tables(tables, os.path.join(folder, "codebook.safetensors"))
    frames = []
    for picture, name, tokens in zip(drawn, names, golden):
        picture.save(os.path.join(folder, name), optimize=True)
        frames.append(golden_frame(row, name, tokens, folder))
    manifest = {
        "name": row.name, "version": "1", "kind": "visual",
        "engine": {"format": "onnx", "encoder": "encoder.onnx"},
        "input": input_of(row, folder), "output": row.output, "tokens": row.tokens, **decoder, **row.extra,
        "licence": "Apache-2.0",
        "golden": [{"frames": [frame], **({"tolerance": TOLERANCE} if "values" in frame else {})} for frame in frames]}
    if row.traits:
        manifest["engine"]["traits"] = list(row.traits)
    bundles.write_manifest(
        manifest, (f"Written by row_models.py with seed {seed}: random weights in the interface of row {row.number}.",
                   *row.comment), folder)
    print(row.name, "seed", seed, interface, [len(t.get("kept", ())) for t in golden],
          [len(set(t["planes"][0])) for t in golden if "planes" in t])


def decoding(row, model, tokens, folder):
    """The way back: its graph, and the colours of 16 x 16 patches that it gives for the ids of the first picture."""
    torch.manual_seed(1)
    decoder = row.decoder(model).eval()
    path = os.path.join(folder, "decoder.onnx")
    bundles.export_decoder(decoder, row.decoded[0], path)
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    for count in row.decoded:
        ids = torch.tensor([tokens["planes"][0][:count]])
        with torch.no_grad():
            colours = decoder.colours(ids).numpy()
        assert np.abs(session.run(None, {"ids": ids.numpy()})[0][:, :, ::16, ::16] - colours).max() < 1e-4, row.name
        np.rint(colours * 255).astype(np.uint8).tofile(os.path.join(folder, "golden", f"decoded-{count}.rgb"))
    return {"decoder": {"graph": "decoder.onnx", "inputs": ["ids"], "image": "image", "values": "zero-to-one"}}


def input_of(row, folder):
    if "image_processor_type" in row.preprocessing:
        with open(os.path.join(folder, "preprocessor_config.json"), "w") as file:
            json.dump(row.preprocessing, file, indent=2)
        return {"name": row.input, "huggingFace": "preprocessor_config.json"}
    mean, std = (list(values) for values in row.normalised)
    return {"name": row.input, "preprocessing": {**row.preprocessing, "divideBy": 255, "mean": mean, "std": std}}


if __name__ == "__main__":
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore", module="torch.*")
    for row in ROWS:
        if len(sys.argv) < 3 or row.name in sys.argv[2:]:
            write(row, sys.argv[1])
    if len(sys.argv) < 3 or "pvc" in sys.argv[2:]:
        pvc.write(sys.argv[1], TOLERANCE, SHOWN)
