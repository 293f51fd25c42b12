"""Writes a bundle: the graph, its tables, golden pictures and tokens, bundle.yaml."""
import hashlib
import json
import os

import numpy as np
import torch
import yaml

OPSET = 17


def export(model, inputs, names, outputs, path):
    """A graph with a free batch. Constants are not folded, so that small tables stay small."""
    torch.onnx.export(
        model, inputs, path, input_names=list(names), output_names=list(outputs), opset_version=OPSET,
        do_constant_folding=False, dynamic_axes={name: {0: "batch"} for name in (*names, *outputs)})


def export_decoder(decoder, count, path):
    """A graph for one picture of any number of ids."""
    torch.onnx.export(
        decoder, (torch.zeros(1, count, dtype=torch.int64),), path, input_names=["ids"], output_names=["image"],
        opset_version=OPSET, do_constant_folding=False, dynamic_axes={"ids": {1: "tokens"}})


def write_tables(tables, path):
    """A safetensors file of float32 tensors."""
    header, at, contents = {}, 0, []
    for name, table in tables.items():
        content = table.detach().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(table.shape), "data_offsets": [at, at + len(content)]}
        at += len(content)
        contents.append(content)
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    with open(path, "wb") as file:
        file.write(len(head).to_bytes(8, "little") + head + b"".join(contents))


def write_vectors(vectors, path):
    """float32, little-endian, one vector after the other."""
    np.asarray(vectors, "<f4").tofile(path)


def write_manifest(manifest, comment, folder):
    """bundle.yaml with the digests of all other files of the folder."""
    files = []
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            if name != "bundle.yaml":
                with open(path, "rb") as file:
                    files.append({"path": os.path.relpath(path, folder), "sha256": hashlib.sha256(file.read()).hexdigest()})
    manifest = {**manifest, "files": sorted(files, key=lambda file: file["path"])}
    golden = manifest.pop("golden")
    manifest["golden"] = golden
    with open(os.path.join(folder, "bundle.yaml"), "w") as file:
        file.write("".join(f"# {line}\n" for line in comment))
        yaml.dump(manifest, file, sort_keys=False, default_flow_style=None, width=118)
