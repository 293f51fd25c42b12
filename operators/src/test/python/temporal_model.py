"""Makes the temporal models of the tests and what they must say: python temporal_model.py FOLDER

Made with torch 1.13, onnx 1.12 and numpy 1.24. A stand-in at the scale of a test for an encoder as in PVC (Yang et al.,
"PVC: Progressive Visual Token Compression for Unified Image and Video Processing in Large Vision-Language Models", 2024): a
vision transformer whose layers attend, at each position, to the same position in this and in earlier frames;
time-conditioned by adaptive layer normalisation from a sinusoid of tau; the class token dropped; neighbours shuffled into
channels; 64 tokens a frame. Weights are drawn from a seed: nothing is learned.

  temporal.onnx            64x64, width 64, 2 layers, 4 heads, keys and values float32 [layers, batch, time, positions, width]
  temporal-clip.bin        tokens float32 [6, 64, 32] of frames 0 to 5 of clip(), by the same torch module in one batch of 6
                           with a lower-triangular mask, not step by step
  temporal-mixing.onnx     as temporal-half.onnx, but tokens depend on all pictures of a batch
  temporal-half.onnx       16x16, width 8, 1 layer, keys and values float16 [batch, time, layers, positions, width], time free;
                           the tokens of a picture that is white all over are not finite
"""

import math
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional as F

MEAN = torch.tensor([0.485, 0.456, 0.406]).view(1, 3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(1, 3, 1, 1)
REFERENCE = 16
FAR = -1e9


def clip(frames, side):
    """Eight-bit frames [frames, 3, side, side]: a texture that drifts. TemporalFrames.java has the same formula."""
    t, c, y, x = np.indices((frames, 3, side, side))
    return (((x + 2 * t) * (5 + c) + (y * (3 + c)) ^ (t * 29)) * 3 & 255).astype(np.uint8)


def normalise(planes):
    return (torch.from_numpy(planes).float() / 255 - MEAN) / STD


def sinusoid(tau, size):
    """[S] -> [S, size]"""
    frequencies = torch.exp(torch.arange(size // 2).float() * (-2 * math.log(10000.0) / size))
    angles = 1000 * tau[:, None] * frequencies
    return torch.cat([torch.sin(angles), torch.cos(angles)], dim=1)


def shuffle(x, factor):
    """[S, h, w, C] -> [S, h/f * w/f, f*f*C], channel (row offset * f + column offset) * C + c: rows stay rows."""
    s, h, w, c = x.shape
    x = x.view(s, h // factor, factor, w // factor, factor, c).permute(0, 1, 3, 2, 4, 5)
    return x.reshape(s, (h // factor) * (w // factor), factor * factor * c)


class TimeNorm(nn.Module):
    """Layer normalisation with scale and shift from the time embedding [S, E]."""

    def __init__(self, width, embedding):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.modulation = nn.Linear(embedding, 2 * width)

    def forward(self, x, embedded):
        scale, shift = self.modulation(embedded)[:, None, :].chunk(2, dim=-1)
        return self.norm(x) * (1 + scale) + shift


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.width = heads, width
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def over_space(self, x):
        s, p, d = x.shape
        qkv = self.qkv(x).view(s, p, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        weights = (q @ k.transpose(-1, -2) * (d // self.heads) ** -0.5).softmax(-1)
        return self.out((weights @ v).transpose(1, 2).reshape(s, p, d))

    def over_time(self, q, k, v, mask):
        """q [Q, 1 or T, P, D] against k, v [1 or Q, T, P, D]; mask [Q, T], 0 or FAR."""
        def split(x):
            return x.reshape(*x.shape[:3], self.heads, self.width // self.heads)

        products = split(q * k).sum(-1) * (self.width // self.heads) ** -0.5  # [Q, T, P, h]
        weights = (products + mask[:, :, None, None]).softmax(1)
        # A product of matrices, for ONNX Runtime's sum over an inner axis is rounded otherwise in a batch of one.
        sums = weights.permute(0, 2, 3, 1)[..., None, :] @ split(v).permute(0, 2, 3, 1, 4)  # [Q, P, h, 1, d]
        return self.out(sums.flatten(-3))


class Layer(nn.Module):
    def __init__(self, width, heads, embedding):
        super().__init__()
        self.time_norm = TimeNorm(width, embedding)
        self.time = Attention(width, heads)
        self.space_norm = nn.LayerNorm(width)
        self.space = Attention(width, heads)
        self.mlp = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width), nn.GELU(), nn.Linear(width, width))

    def keys(self, x, embedded):
        return self.time.qkv(self.time_norm(x, embedded)).chunk(3, dim=-1)

    def rest(self, x):
        x = x + self.space.over_space(self.space_norm(x))
        return x + self.mlp(x)


class Encoder(nn.Module):
    def __init__(self, side, patch, width, layers, heads, factor, dimension, embedding=32):
        super().__init__()
        self.grid, self.width, self.factor, self.embedding = side // patch, width, factor, embedding
        self.patches = nn.Conv2d(3, width, patch, patch)
        self.row = nn.Parameter(torch.randn(self.grid, 1, width))
        self.column = nn.Parameter(torch.randn(1, self.grid, width))
        self.class_token = nn.Parameter(torch.randn(1, 1, width))
        self.layers = nn.ModuleList(Layer(width, heads, embedding) for _ in range(layers))
        self.compress = nn.Linear(factor * factor * width, dimension)
        self.token_norm = TimeNorm(dimension, embedding)
        self.project = nn.Linear(dimension, dimension)
        for layer in self.layers:  # so that the past is seen in the result
            layer.time.qkv.weight.data *= 2
            layer.time.out.weight.data *= 3

    def begin(self, pixel):
        x = self.patches(pixel).flatten(2).transpose(1, 2) + (self.row + self.column).flatten(0, 1)
        return torch.cat([self.class_token + torch.zeros_like(x[:, :1]), x], dim=1)

    def end(self, x, embedded):
        x = shuffle(x[:, 1:].reshape(-1, self.grid, self.grid, self.width), self.factor)
        return self.project(F.gelu(self.token_norm(self.compress(x), embedded)))

    def forward(self, pixel, tau, past_k, past_v, past_len):
        """One frame of each of S streams; past_k, past_v [layers, S, T, positions, width]."""
        embedded = sinusoid(tau, self.embedding)
        x = self.begin(pixel)
        times = torch.arange(past_k.shape[2])
        mask = (times[None] >= past_len[:, None]).float() * FAR
        mask = torch.cat([mask, torch.zeros_like(tau)[:, None]], dim=1)
        new_k, new_v = [], []
        for i, layer in enumerate(self.layers):
            q, k, v = layer.keys(x, embedded)
            keys = torch.cat([past_k[i], k[:, None]], dim=1)
            values = torch.cat([past_v[i], v[:, None]], dim=1)
            x = layer.rest(x + layer.time.over_time(q[:, None], keys, values, mask))
            new_k.append(k[:, None])
            new_v.append(v[:, None])
        return self.end(x, embedded), torch.stack(new_k), torch.stack(new_v)

    def whole(self, pixel, tau):
        """All frames of one clip at once."""
        embedded = sinusoid(tau, self.embedding)
        x = self.begin(pixel)
        mask = torch.full((len(tau), len(tau)), FAR).triu(1)
        for layer in self.layers:
            q, k, v = layer.keys(x, embedded)
            x = layer.rest(x + layer.time.over_time(q[:, None], k[None], v[None], mask))
        return self.end(x, embedded)


class HalfState(nn.Module):
    """Keys and values in float16, batch and time first; not finite for pictures whose every value is 1."""

    def __init__(self, encoder, mixing=0.0):
        super().__init__()
        self.encoder, self.mixing = encoder, mixing

    def forward(self, pixel, tau, past_k, past_v, past_len):
        order = (2, 0, 1, 3, 4)
        tokens, new_k, new_v = self.encoder(
            pixel, tau, past_k.float().permute(order), past_v.float().permute(order), past_len
        )
        white = (1 - pixel).abs().amax((1, 2, 3)) == 0
        tokens = torch.where(white[:, None, None], torch.full_like(tokens, float("nan")), tokens)
        if self.mixing:
            tokens = tokens + self.mixing * pixel.mean()
        back = (1, 2, 0, 3, 4)
        return tokens, new_k.half().permute(back), new_v.half().permute(back)


def export(module, inputs, path, batch_axis, free_time_axis=None):
    past = {batch_axis: "streams"}
    if free_time_axis is not None:
        past[free_time_axis] = "time"
    first = {0: "streams"}
    torch.onnx.export(
        module,
        inputs,
        str(path),
        opset_version=17,
        do_constant_folding=False,  # it would write out the sum of row and column
        input_names=["pixel", "tau", "past_k", "past_v", "past_len"],
        output_names=["tokens", "new_k", "new_v"],
        dynamic_axes={
            **{name: first for name in ("pixel", "tau", "past_len", "tokens")},
            "past_k": past,
            "past_v": past,
            "new_k": {batch_axis: "streams"},
            "new_v": {batch_axis: "streams"},
        },
    )
    model = onnx.load(str(path))
    onnx.checker.check_model(model)
    print(path.name, path.stat().st_size, "bytes")
    assert path.stat().st_size < 500_000


def check_shuffle():
    for factor in (2, 4):
        x = torch.randn(1, 8, 8, 3)
        y = shuffle(x, factor)
        for i, j, r, c in np.ndindex(8 // factor, 8 // factor, factor, factor):
            channels = slice((r * factor + c) * 3, (r * factor + c) * 3 + 3)
            assert torch.equal(y[0, i * (8 // factor) + j, channels], x[0, i * factor + r, j * factor + c])


def main(folder):
    check_shuffle()
    torch.manual_seed(28)
    with torch.no_grad():
        encoder = Encoder(side=64, patch=4, width=64, layers=2, heads=4, factor=2, dimension=32).eval()
        positions = 16 * 16 + 1
        past = torch.randn(2, 3, 15, positions, 64)
        export(
            encoder,
            (torch.randn(3, 3, 64, 64), torch.rand(3), past, past + 1, torch.tensor([0, 3, 15])),
            folder / "temporal.onnx",
            batch_axis=1,
        )
        tau = torch.arange(6).float() / REFERENCE
        tokens = encoder.whole(normalise(clip(6, 64)), tau)
        (folder / "temporal-clip.bin").write_bytes(tokens.numpy().astype("<f4").tobytes())
        still = encoder.whole(normalise(np.repeat(clip(1, 64), 4, axis=0)), tau[:4])
        print("spread of tokens", tokens.std().item(), "step to step of a still", (still[1:] - still[:-1]).abs().mean((1, 2)))
        alone = encoder.whole(normalise(clip(6, 64)[5:]), tau[5:])
        print("what the past does to frame 5", (alone[0] - tokens[5]).abs().mean().item())

        small = Encoder(side=16, patch=2, width=8, layers=1, heads=2, factor=2, dimension=4).eval()
        past = torch.randn(3, 5, 1, 65, 8).half()
        for name, mixing in (("temporal-half.onnx", 0.0), ("temporal-mixing.onnx", 1.0)):
            export(
                HalfState(small, mixing),
                (torch.rand(3, 3, 16, 16), torch.rand(3), past, past, torch.tensor([0, 3, 5])),
                folder / name,
                batch_axis=0,
                free_time_axis=1,
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
