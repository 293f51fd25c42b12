"""Does ONNX Runtime give the ids of torch, the same for batch 1 and 8, one thread and two; does the graph keep its contract?

usage: check.py WORK HELD_OUT BUILTIN
"""
import glob
import os
import sys

import numpy as np
import onnxruntime as ort
import torch
from PIL import Image

import pictures
from export import SETTINGS, build


def session(path, threads):
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def feed(image, state, step):
    return {"image": image, "state": state, "step": step}


def check(work, pixels, folder, size):
    images = (pixels / np.float32(255)).astype(np.float32)
    encoder, decoder = build(work, size)
    tokens, codebook = decoder.parts.geometry.tokens, decoder.parts.geometry.codebook
    one, two = session(os.path.join(folder, "encoder.onnx"), 1), session(os.path.join(folder, "encoder.onnx"), 2)
    plain = session(os.path.join(folder, "decoder.onnx"), 1)
    state = np.zeros_like(pixels)
    for step in range(3):
        # at the last step the next picture is taken, so that the state fits nothing
        x = images if step < 2 else np.roll(images, 1, 0)
        steps = np.full(len(x), step, np.int64)
        by8 = [np.concatenate(v) for v in zip(*(one.run(None, feed(x[i:i + 8], state[i:i + 8], steps[i:i + 8])) for i in range(0, len(x), 8)))]
        by1 = [np.concatenate(v) for v in zip(*(one.run(None, feed(x[i:i + 1], state[i:i + 1], steps[i:i + 1])) for i in range(len(x))))]
        threads = [np.concatenate(v) for v in zip(*(two.run(None, feed(x[i:i + 8], state[i:i + 8], steps[i:i + 8])) for i in range(0, len(x), 8)))]
        with torch.no_grad():
            ids, quality = (v.numpy() for v in encoder(torch.from_numpy(x), torch.from_numpy(state), torch.from_numpy(steps)))
        n = ids.size
        print(f"step {step}: of {n} ids differ: torch {np.sum(ids != by8[0])}, batch 1 {np.sum(by1[0] != by8[0])}, "
              f"two threads {np.sum(threads[0] != by8[0])}; quality torch {np.abs(quality - by8[1]).max():.1e} dB, "
              f"batch 1 {np.abs(by1[1] - by8[1]).max():.1e} dB")
        ids = by8[0]
        assert ids.min() >= 0 and ids.max() < codebook and (np.diff(by8[1], axis=1) >= 0).all()
        worst = {}
        for length in (1, 3, 8, tokens // 4, tokens * 5 // 8, tokens):
            lengths = np.full(len(x), length, np.int64)
            out, nxt = plain.run(None, {"ids": ids, "length": lengths, "state": state, "step": steps})
            noise = ids.copy()
            noise[:, length:] = np.random.default_rng(0).integers(0, codebook, noise[:, length:].shape)
            again, _ = plain.run(None, {"ids": noise, "length": lengths, "state": state, "step": steps})
            single, _ = plain.run(None, {"ids": ids[:1], "length": lengths[:1], "state": state[:1], "step": steps[:1]})
            true = -10 * np.log10(((out - x) ** 2).mean((1, 2, 3)) + 1e-6)
            worst[length] = (round(float(np.abs(true - by8[1][:, length - 1]).max()), 2), round(float((by8[1][:, length - 1] - true).mean()), 3))
            assert np.array_equal(out, again), "ids after the length had an influence"
            assert np.array_equal(nxt, np.rint(out * 255).astype(np.uint8))
            with torch.no_grad():
                there = decoder(torch.from_numpy(ids), torch.from_numpy(lengths), torch.from_numpy(state), torch.from_numpy(steps))[0].numpy()
            worst[length] += (f"{np.abs(there - out).max():.1e}", f"{np.abs(single - out[:1]).max():.1e}")
        print("   length: (worst, mean distance of quality from the truth in dB, decoder against torch, batch 1)", worst)
        if step:
            out, nxt = plain.run(None, {"ids": ids, "length": np.zeros(len(x), np.int64), "state": state, "step": steps})
            assert np.array_equal(nxt, state), "length 0 changed the state"
            same = (state / np.float32(255)).astype(np.float32)
            ids_, quality_ = one.run(None, feed(same, state, steps))
            print("   the state itself as the picture: quality[0]", quality_[:, 0].min(), "ids that are not 0:", int((ids_ != 0).sum()))
        state = plain.run(None, {"ids": ids, "length": np.full(len(x), tokens, np.int64), "state": state, "step": steps})[1]
    other = np.random.default_rng(1).integers(0, 256, state.shape).astype(np.uint8)
    a = one.run(None, feed(images[:4], other[:4], np.zeros(4, np.int64)))[0]
    b = one.run(None, feed(images[:4], np.zeros_like(other[:4]), np.zeros(4, np.int64)))[0]
    assert np.array_equal(a, b), "the state had an influence at step 0"
    mixed = np.array([0, 1, 7, 0, 1000, 2, 0, 1], np.int64)
    together = one.run(None, feed(images[:8], other[:8], mixed))[0]
    apart = np.concatenate([one.run(None, feed(images[i:i + 1], other[i:i + 1], np.minimum(mixed[i:i + 1], 1)))[0] for i in range(8)])
    print("steps mixed in one batch: of", together.size, "ids differ", int((together != apart).sum()))
    made = np.random.default_rng(2).integers(0, codebook, (8, tokens))
    out, _ = plain.run(None, {"ids": made, "length": np.full(8, tokens, np.int64), "state": other[:8], "step": mixed})
    assert np.isfinite(out).all() and out.min() >= 0 and out.max() <= 1, "ids that no encoder made broke the decoder"
    print("all contract checks hold")


if __name__ == "__main__":
    work, held_out, builtin = sys.argv[1:4]
    torch.set_num_threads(1)
    files = sorted(glob.glob(os.path.join(held_out, "photographs", "*")))[:24]
    for name, size in SETTINGS:
        print(name)
        pixels = np.stack([pictures.stretched(pictures.opaque(Image.open(file)), size) for file in files[:24 if size == 128 else 8]])
        check(work, pixels, os.path.join(builtin, name), size)
