"""Cuts the training pictures and films into 128x128 crops, and lays out the held-out pictures whole.

usage: pictures.py PICTURES pool FILMS POOL SEED | pictures.py PICTURES held-out FOLDER
"""
import functools
import os
import shutil
import subprocess
import sys

import numpy as np
import torch
from PIL import Image

SIZE = 128
STILLS, CLIPS, RECORDED, FRAMES = 20000, 1400, 700, 8
HERE = os.path.dirname(os.path.abspath(__file__))
# how often each category is drawn, whatever the number of its pictures
SHARES = {"photograph": 0.75, "drawing": 0.12, "screen": 0.13}
OPAQUE = ("RGB", "L", "CMYK", "YCbCr")
# wallpapers of 5120x2880 are meant
Image.MAX_IMAGE_PIXELS = None


def rows(use):
    """The lines of pictures.tsv with this use: use, source, file, author, licence, category."""
    with open(os.path.join(HERE, "pictures.tsv"), encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    return [r for r in cells if r[0] == use]


def load(folder, source, name):
    return opaque(Image.open(os.path.join(folder, source, name)))


def opaque(picture):
    """Red, green and blue; what is transparent lies on white, as a page shows it."""
    if picture.mode in OPAQUE:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def stretched(picture, size=SIZE):
    """The picture as the encoder gets it: area averaging when shrinking, bilinear when enlarging, 8 bit."""
    x = torch.from_numpy(np.asarray(picture, np.uint8).copy()).permute(2, 0, 1)[None].float()
    x = resize(x, size)
    return x.round().clamp(0, 255).byte()[0].numpy()


def resize(x, size):
    """Each side by itself: area averaging where it shrinks, bilinear between pixel centres where it grows."""
    h, w = x.shape[-2:]
    return torch.matmul(torch.matmul(weights(h, size), x), weights(w, size).t())


@functools.lru_cache(4096)
def weights(n, size):
    m = np.zeros((size, n))
    for i in range(size):
        if n >= size:
            a, b = i * n / size, (i + 1) * n / size
            for k in range(int(a), min(n, int(np.ceil(b)))):
                m[i, k] = (min(b, k + 1) - max(a, k)) * size / n
        else:
            at = min(max((i + .5) * n / size - .5, 0), n - 1)
            k = min(int(at), n - 2)
            m[i, k], m[i, k + 1] = k + 1 - at, at - k
    return torch.tensor(m, dtype=torch.float32)


def opened(pool):
    """The crops of the stills [n,3,128,128] and of the clips [n,8,3,128,128], read as they are needed."""
    return tuple(np.load(os.path.join(pool, name), mmap_mode="r") for name in ("stills.npy", "clips.npy"))


def pyramids(folder, use):
    """Every picture at a longest side of about 1000 (at most 1500), shrunk by area averaging, by category: about 3 GB for all."""
    found = {}
    for _, source, name, _, _, category in rows(use):
        picture = load(folder, source, name)
        factor = max(1, round(max(picture.size) / 1000))
        picture = picture.reduce(factor) if factor > 1 else picture
        found.setdefault(category, []).append(torch.from_numpy(np.asarray(picture, np.uint8).copy()).permute(2, 0, 1))
    return found


def pick(pictures, rng):
    """One picture: first the category by its share, then any picture of it."""
    category = rng.choice(list(SHARES), p=list(SHARES.values()))
    return pictures[category][rng.integers(len(pictures[category]))]


def crop(picture, rng):
    """A random crop of a random scale, stretch and colour, as float 0..1 [3,128,128]."""
    _, h, w = picture.shape
    smallest = min(h, w)
    low = min(150, smallest)
    side = low * (smallest / low) ** rng.random()
    aspect = np.exp(rng.uniform(-0.25, 0.25))
    ch, cw = int(min(h, side * aspect)), int(min(w, side / aspect))
    if rng.random() < 0.15:
        ch, cw = h, w
    y, x = rng.integers(0, h - ch + 1), rng.integers(0, w - cw + 1)
    return coloured(window(picture, y, x, ch, cw), *colour(rng)), (y, x, ch, cw)


def window(picture, y, x, ch, cw):
    return resize(picture[:, y:y + ch, x:x + cw][None].float(), SIZE)[0] / 255


def colour(rng):
    """Gain, lift, gamma, saturation, mirror: one draw for all frames of a clip."""
    if rng.random() < 0.3:
        return 1.0, 0.0, 1.0, 1.0, rng.random() < 0.5
    return (rng.uniform(0.7, 1.2), rng.uniform(-0.05, 0.1), np.exp(rng.uniform(-0.3, 0.3)),
            rng.choice([0.0, 0.6, 1.0, 1.3]), rng.random() < 0.5)


def coloured(x, gain, lift, gamma, saturation, mirror):
    grey = x.mean(0, keepdim=True)
    x = ((grey + (x - grey) * saturation) * gain + lift).clamp(0, 1) ** gamma
    return torch.flip(x, (2,)) if mirror else x


def eight_bit(x):
    return (x * 255).round().byte()


def stills(folder, count, seed):
    rng = np.random.default_rng(seed)
    pictures = pyramids(folder, "train")
    out = torch.empty(count, 3, SIZE, SIZE, dtype=torch.uint8)
    for i in range(count):
        out[i] = eight_bit(crop(pick(pictures, rng), rng)[0])
    return out


def clips(folder, count, frames, seed):
    """Made films: a panning or zooming or standing camera, patches that move over it, a little noise."""
    rng = np.random.default_rng(seed)
    pictures = pyramids(folder, "train")
    out = torch.empty(count, frames, 3, SIZE, SIZE, dtype=torch.uint8)
    for i in range(count):
        picture = pick(pictures, rng)
        _, (y, x, ch, cw) = crop(picture, rng)
        _, h, w = picture.shape
        tint = colour(rng)
        moving = rng.random() < 0.6
        speed = rng.normal(0, 3.0 if moving else 0.0, 2) * (ch / SIZE, cw / SIZE)
        zoom = np.exp(rng.normal(0, 0.015)) if moving else 1.0
        patches = [patch(pictures, rng) for _ in range(rng.integers(0, 4))]
        noise = rng.choice([0.0, 0.003, 0.01])
        drift = rng.normal(0, 0.004) if rng.random() < 0.2 else 0.0
        for t in range(frames):
            ph, pw = int(min(h, max(40, ch * zoom ** t))), int(min(w, max(40, cw * zoom ** t)))
            py = int(np.clip(y + speed[0] * t, 0, h - ph))
            px = int(np.clip(x + speed[1] * t, 0, w - pw))
            frame = coloured(window(picture, py, px, ph, pw), *tint)
            for p in patches:
                paste(frame, t, *p)
            frame = frame + drift * t
            frame = frame + noise * torch.from_numpy(rng.standard_normal(frame.shape).astype(np.float32))
            out[i, t] = eight_bit(frame.clamp(0, 1))
    return out


def recorded(folder, count, frames, seed):
    """Pieces of real films, a film as often as any other: the whole picture or a part of it, every frame, every other or every third."""
    rng = np.random.default_rng(seed)
    films = sorted(os.listdir(folder))
    out = []
    for k, name in enumerate(films):
        film = decoded(os.path.join(folder, name))
        for _ in range(count * (k + 1) // len(films) - count * k // len(films)):
            step = min(int(rng.integers(1, 4)), (len(film) - 1) // (frames - 1))
            start = rng.integers(0, len(film) - step * (frames - 1))
            h, w = film.shape[-2:]
            part = 1.0 if rng.random() < 0.4 else rng.uniform(0.4, 1.0)
            ch, cw = int(h * part), int(w * part)
            y, x, tint = rng.integers(0, h - ch + 1), rng.integers(0, w - cw + 1), colour(rng)
            out.append(torch.stack([eight_bit(coloured(window(film[start + step * t], y, x, ch, cw), *tint)) for t in range(frames)]))
    # in an order that tells nothing of the film, since they are taken by number
    return torch.stack([out[i] for i in rng.permutation(len(out))])


def decoded(path, longest=400):
    """All frames of a film [n,3,h,w], the longer side at most so many pixels."""
    size = f"scale='min({longest},iw)':'min({longest},ih)':force_original_aspect_ratio=decrease:force_divisible_by=2"
    probe = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-vf", size, "-frames:v", "1", "-f", "image2pipe", "-c:v", "ppm", "-"],
                           capture_output=True, check=True).stdout
    width, height = (int(n) for n in probe.split(b"\n")[1].split())
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", path, "-vf", size, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
                         capture_output=True, check=True).stdout
    return torch.from_numpy(np.frombuffer(raw, np.uint8).copy().reshape(-1, height, width, 3).transpose(0, 3, 1, 2))


def patch(pictures, rng):
    other, _ = crop(pick(pictures, rng), rng)
    ph, pw = rng.integers(8, 48, 2)
    cut = other[:, :ph, :pw] if rng.random() < 0.3 else resize(other[None], SIZE)[0][:, 20:20 + ph, 30:30 + pw]
    yy, xx = np.mgrid[0:ph, 0:pw]
    oval = ((yy / ph - .5) ** 2 + (xx / pw - .5) ** 2 < .25) | (rng.random() < 0.4)
    return (cut, torch.from_numpy(oval.astype(np.float32)), rng.uniform(-20, 110, 2), rng.normal(0, 3, 2))


def paste(frame, t, cut, mask, start, speed):
    ph, pw = mask.shape
    y, x = (int(round(v)) for v in start + speed * t)
    y0, x0, y1, x1 = max(0, y), max(0, x), min(SIZE, y + ph), min(SIZE, x + pw)
    if y0 < y1 and x0 < x1:
        c, m = cut[:, y0 - y:y1 - y, x0 - x:x1 - x], mask[y0 - y:y1 - y, x0 - x:x1 - x]
        frame[:, y0:y1, x0:x1] = frame[:, y0:y1, x0:x1] * (1 - m) + c * m


def lay_out(folder, into):
    """The held-out pictures at full size in INTO/photographs, INTO/drawings and INTO/screens, as `bench quality --images` reads them."""
    for _, source, name, _, _, category in rows("held-out"):
        path = os.path.join(folder, source, name)
        out = os.path.join(into, category + "s", source + "-" + name.replace("/", "-"))
        os.makedirs(os.path.dirname(out), exist_ok=True)
        with Image.open(path) as picture:
            if picture.mode in OPAQUE:
                shutil.copyfile(path, out)
            else:
                opaque(picture).save(out)


def pool(folder, films, into, seed):
    torch.set_num_threads(1)
    os.makedirs(into, exist_ok=True)
    np.save(os.path.join(into, "stills.npy"), stills(folder, STILLS, seed).numpy())
    moving = torch.cat([clips(folder, CLIPS, FRAMES, seed + 1), recorded(films, RECORDED, FRAMES, seed + 2)])
    np.save(os.path.join(into, "clips.npy"), moving.numpy())


if __name__ == "__main__":
    if len(sys.argv) == 6 and sys.argv[2] == "pool":
        pool(sys.argv[1], sys.argv[3], sys.argv[4], int(sys.argv[5]))
    elif len(sys.argv) == 4 and sys.argv[2] == "held-out":
        lay_out(sys.argv[1], sys.argv[3])
    else:
        raise SystemExit(__doc__)
