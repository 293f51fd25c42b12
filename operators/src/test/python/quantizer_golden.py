"""Makes the known answers of the quantizer tests: python quantizer_golden.py FOLDER (needs torch; made with torch 1.13).

Writes quantizers.safetensors, the features and codebooks, and quantizers.json, the ids that PyTorch's operations give for
them. Every id is clear: the script ends in an error where another id is nearly as good, since such an id would depend on
the order in which a matrix library adds.
"""

import json
import struct
import sys
from pathlib import Path

import torch
from torch.nn import functional as F

CLEAR = 1e-5


def clear_argmin(distances):
    two = distances.topk(2, dim=1, largest=False).values
    assert (two[:, 1] - two[:, 0]).min() > CLEAR, "an id is not clear, take another seed"
    return distances.argmin(dim=1)


def squared_distances(vectors, codes):
    return (vectors**2).sum(1, keepdim=True) + (codes**2).sum(1) - 2 * vectors @ codes.T


def nearest(vectors, codes):
    return clear_argmin(squared_distances(vectors, codes))


def unit(vectors):
    return F.normalize(vectors, dim=-1)


def finite_scalar(latents, levels):
    levels = torch.tensor(levels)
    half = (levels - 1) * (1 + 1e-3) / 2
    offset = torch.where(levels % 2 == 0, 0.5, 0.0).float()
    bounded = (latents + (offset / half).atanh()).tanh() * half - offset
    assert (0.5 - (bounded - bounded.round()).abs()).min() > CLEAR, "a level is not clear, take another seed"
    basis = torch.cat([torch.ones(1, dtype=torch.int64), levels[:-1].cumprod(0)])
    codes = bounded.round() / (levels // 2)
    return codes, ((bounded.round().long() + levels // 2) * basis).sum(1)


def over_scales(features, scales, find):
    """features [1, dimension, side, side]; find gives ids and code vectors of vectors."""
    side, residual, ids = scales[-1], features.clone(), []
    for scale in scales:
        vectors = F.interpolate(residual, size=(scale, scale), mode="area")
        found, codes = find(vectors.permute(0, 2, 3, 1).reshape(scale * scale, -1))
        codes = codes.reshape(1, scale, scale, -1).permute(0, 3, 1, 2)
        residual = residual - F.interpolate(codes, size=(side, side), mode="bicubic")
        ids.append(found)
    return torch.cat(ids)


def dual(vectors, first, second):
    parts = [unit(part) for part in vectors.split([first.shape[1], second.shape[1]], dim=1)]
    tables = [unit(first), unit(second)]
    ids = clear_argmin(squared_distances(parts[0], tables[0]) + squared_distances(parts[1], tables[1]))
    return ids, torch.cat([table[ids] for table in tables], dim=1)


def main(folder):
    torch.manual_seed(21)
    tensors, ids = {}, {}

    codebook = tensors["vq.codebook"] = torch.randn(300, 12)
    features = tensors["vq.features"] = torch.randn(100, 12)
    ids["vq.none"] = nearest(features, codebook)
    ids["vq.features"] = nearest(unit(features), codebook)
    ids["vq.both"] = nearest(unit(features), unit(codebook))
    half = tensors["vq.codebook.f16"] = codebook.half()
    ids["vq.f16"] = nearest(features, half.float())
    brain = tensors["vq.codebook.bf16"] = codebook.bfloat16()
    ids["vq.bf16"] = nearest(features, brain.float())

    for name, levels in {"fsq.flextok": [8, 8, 8, 5, 5, 5], "fsq.odd": [7, 5, 3, 2, 1000]}.items():
        latents = tensors[name + ".latents"] = 2 * torch.randn(400 if len(levels) == 6 else 100, len(levels))
        tensors[name + ".codes"], ids[name] = finite_scalar(latents, levels)

    codebook = tensors["scales.codebook"] = torch.randn(64, 6)
    features = tensors["scales.features"] = 2 * torch.randn(6, 13, 13)
    ids["scales"] = over_scales(
        features[None], [1, 2, 3, 4, 5, 6, 8, 10, 13], lambda v: (found := nearest(v, codebook), codebook[found])
    )

    first = tensors["dual.first"] = torch.randn(64, 8)
    second = tensors["dual.second"] = torch.randn(64, 3)
    features = tensors["dual.features"] = 3 * torch.randn(11, 10, 10)
    ids["dual"] = over_scales(features[None], [1, 2, 4, 6, 8, 10], lambda v: dual(v, first, second))

    write_safetensors(folder / "quantizers.safetensors", tensors)
    lines = [f"  {json.dumps(name)}: {json.dumps(values.tolist())}" for name, values in ids.items()]
    (folder / "quantizers.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def write_safetensors(path, tensors):
    names = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16"}
    header, content = {}, b""
    for name, tensor in tensors.items():
        as_bytes = tensor.contiguous().flatten().view(torch.int16 if tensor.dtype != torch.float32 else torch.int32)
        data = as_bytes.numpy().tobytes()
        offsets = [len(content), len(content) + len(data)]
        header[name] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": offsets}
        content += data
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
