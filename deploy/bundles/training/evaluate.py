"""Measures the bundle itself: held-out pictures, films and speed. usage: evaluate.py BUNDLE POOL [FILM...]"""
import io
import os
import subprocess
import sys
import time

import numpy as np
import onnxruntime as ort
import torch
from PIL import Image
from skimage.metrics import structural_similarity

from pictures import resize, rows

TOKENS = 64
# not photographs, though held out
DRAWN = ("Fossa", "Infinite-Sea", "Painting-Colors")


class Bundle:
    def __init__(self, folder):
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        open_ = lambda name: ort.InferenceSession(os.path.join(folder, name), options, providers=["CPUExecutionProvider"])
        self.encoder, self.decoder = open_("encoder.onnx"), open_("decoder.onnx")

    def encode(self, pixels, state, step):
        image = (pixels / np.float32(255)).astype(np.float32)
        return self.encoder.run(None, {"image": image, "state": state, "step": np.full(len(pixels), step, np.int64)})

    def decode(self, ids, length, state, step):
        return self.decoder.run(None, {"ids": ids, "length": np.asarray(length, np.int64), "state": state,
                                       "step": np.full(len(ids), step, np.int64)})[1]


def psnr(a, b):
    return 10 * np.log10(255 ** 2 / np.maximum(((a.astype(np.float32) - b) ** 2).mean((1, 2, 3)), 1e-2))


def ssim(a, b):
    return np.array([structural_similarity(x, y, channel_axis=0) for x, y in zip(a, b)])


def webp(pixels, sizes):
    """The best WebP of at most so many bytes: 8 scales, 7 qualities, header included."""
    found = {n: (0.0, 0.0) for n in sizes}
    picture = Image.fromarray(pixels.transpose(1, 2, 0))
    for side in (24, 32, 40, 48, 64, 80, 96, 128):
        small = picture.resize((side, side), Image.LANCZOS)
        for quality in (0, 5, 10, 20, 35, 50, 75):
            file = io.BytesIO()
            small.save(file, "WEBP", quality=quality, method=6)
            if len(file.getvalue()) > max(sizes):
                continue
            back = np.asarray(Image.open(file).convert("RGB").resize((128, 128), Image.BICUBIC)).transpose(2, 0, 1)
            score = (float(psnr(back[None], pixels[None])[0]), float(ssim(back[None], pixels[None])[0]))
            for n in sizes:
                if len(file.getvalue()) <= n:
                    found[n] = max(found[n], score)
    return [found[n] for n in sizes]


def stills(bundle, pixels, title):
    print(f"## {title} ({len(pixels)})")
    print("| bytes | ids x steps | PSNR dB | SSIM | WebP PSNR dB | WebP SSIM |\n|---|---|---|---|---|---|")
    sizes = (96, 128, 256, 384, 512)
    theirs = np.array([webp(p, sizes) for p in pixels])
    state = np.zeros_like(pixels)
    for step in range(4):
        ids, _ = bundle.encode(pixels, state, step)
        for n in (16, 32, 64) if step == 0 else (64,):
            out = bundle.decode(ids, np.full(len(pixels), n), state, step)
            size = step * 128 + 2 * n
            other = "- | -"
            if size in sizes and theirs[:, sizes.index(size), 0].min() > 0:
                other = "{:.2f} | {:.3f}".format(*theirs[:, sizes.index(size)].mean(0))
            print(f"| {size} | {n} x 1 |" if step == 0 else f"| {size} | 64 x {step + 1} |",
                  f"{psnr(out, pixels).mean():.2f} | {ssim(out, pixels).mean():.3f} | {other} |")
        state = out


def frames(path, count):
    size = subprocess.run(["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height",
                           "-of", "csv=p=0", path], capture_output=True, text=True, check=True).stdout.strip()
    w, h = (int(v) for v in size.split(",")[:2])
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-frames:v", str(count), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                         capture_output=True, check=True).stdout
    found = torch.from_numpy(np.frombuffer(raw, np.uint8).reshape(-1, h, w, 3).copy()).permute(0, 3, 1, 2)
    return torch.cat([resize(f[None].float(), 128).round().clamp(0, 255).byte() for f in found]).numpy()


def film(bundle, path):
    clip = frames(path, 60)
    print(f"## {os.path.basename(path)}, {len(clip)} frames")
    for target in (17.3, 19.5, 21.6, 24.0):
        told = []
        for keep in (False, True):
            state, used, reached = np.zeros_like(clip[:1]), [], []
            for t in range(len(clip)):
                step = t if keep else 0
                ids, quality = bundle.encode(clip[t:t + 1], state, step)
                enough = quality[0] >= target
                n = int(enough.argmax()) + 1 if enough.any() else TOKENS
                if step and psnr(state, clip[t:t + 1])[0] >= target:
                    n = 0
                state = bundle.decode(ids, [n], state, step)
                used.append(n)
                reached.append(psnr(state, clip[t:t + 1])[0])
                if not keep and t == 9:
                    break
            told.append(f"{np.mean(used):.1f} ids a frame ({np.mean(reached):.2f} dB)")
        print(f"- target {target} dB: without state {told[0]}, with state {told[1]}")
    for fixed in (16, 64):
        state, line = np.zeros_like(clip[:1]), []
        for t in range(len(clip)):
            ids, _ = bundle.encode(clip[t:t + 1], state, t)
            state = bundle.decode(ids, [fixed], state, t)
            line.append(psnr(state, clip[t:t + 1])[0])
        print(f"- {fixed} ids a frame, PSNR dB at frame 1, 5, 10, 20, 40, 60:", [round(float(line[k - 1]), 2) for k in (1, 5, 10, 20, 40, 60) if k <= len(line)])


def speed(bundle, pixels):
    x = pixels[:8]
    state = np.zeros_like(x)
    ids, _ = bundle.encode(x, state, 1)
    for name, call in (("encoder", lambda: bundle.encode(x, state, 1)), ("decoder", lambda: bundle.decode(ids, np.full(8, 64), state, 1))):
        call()
        best = 1e9
        for _ in range(8):
            began = time.process_time()
            call()
            best = min(best, time.process_time() - began)
        print(f"- {name}: {8 / best:.0f} frames a second of one thread's own time, batch 8")


if __name__ == "__main__":
    torch.set_num_threads(1)
    bundle = Bundle(sys.argv[1])
    held_out = np.load(os.path.join(sys.argv[2], "held_out.npy"))
    photo = np.array([not r[2].startswith(DRAWN) for r in rows("held-out")])
    stills(bundle, held_out[photo], "Held-out photographs")
    stills(bundle, held_out[~photo], "Held-out drawn pictures")
    for path in sys.argv[3:]:
        film(bundle, path)
    print("## Speed")
    speed(bundle, held_out)
