"""Trains the decoder's filter on what the decoder makes of training pictures, with itself in the loop."""
import numpy as np
import torch
import torch.nn.functional as F

from decoder import Decoder
from encoder import Encoder

CALM = 3e-4      # mean squared error below which a picture counts less: near-perfect ones would rule the loss
CROP = 64        # side of what is seen of a picture at once: more pictures in the same time
STRUCTURE = 0.3  # what the structural distance counts beside the logarithm of the squared error


def lengths(rng, n, low, high):
    return torch.from_numpy(np.exp(rng.uniform(np.log(low), np.log(high + .99), n)).astype(np.int64))


class Samples:
    """Pictures before the filter, what it is told, and what it should have made of them."""

    def __init__(self):
        self.plain, self.cells, self.first, self.refined, self.depth, self.share, self.target = [], [], [], [], [], [], []

    def lists(self):
        return self.plain, self.cells, self.first, self.refined, self.depth, self.share, self.target

    def add(self, plain, cells, first, refined, depth, share, target):
        for kept, v in zip(self.lists(), (plain.half(), cells.byte(), first, refined, depth, share, target)):
            kept.append(v)

    def joined(self):
        return [torch.cat(v) for v in self.lists()]


def collect(parts, filter_, stills, clips, sequences, seed):
    """Closed loops: each state comes from the decoder, this filter and a random length. A third are films."""
    rng = np.random.default_rng(seed)
    encoder, decoder, tokens = Encoder(parts), Decoder(parts, filter_), parts.geometry.tokens
    samples, batch = Samples(), 16
    with torch.no_grad():
        for turn in range(sequences // batch):
            film = turn % 3 == 2
            source = clips if film else stills
            frames = torch.from_numpy(source[np.sort(rng.choice(len(source), batch, replace=False))])
            state = torch.zeros(frames.shape[:1] + frames.shape[-3:], dtype=torch.uint8)
            # some films go on with few tokens a frame for long: what is filtered again and again must not blur
            for t in range(frames.shape[1] if film else 4):
                target = frames[:, t] if film else frames
                image = target.float() / 255
                step = torch.full((batch,), t, dtype=torch.int64)
                ids, _ = encoder(image, state, step)
                length = lengths(rng, batch, 4 if film and t else 8, tokens)
                if not film:
                    length[::2] = tokens
                out, plain, cells, refined, depth, _ = decoder.decoded(ids, length, state, step)
                samples.add(plain, cells, (step == 0).float(), refined, depth, length.float() / tokens, target)
                state = (out * 255).round().byte()
    return samples.joined()


def structure(a, b):
    """1 - SSIM (Wang 2004) of the lightness of pictures 0..1 [N,3,S,S], in windows of 7x7 at every third pixel, [N]."""
    a, b = a.mean(1, keepdim=True), b.mean(1, keepdim=True)
    mean = lambda v: F.avg_pool2d(v, 7, 3)
    ma, mb = mean(a), mean(b)
    va, vb, vab = mean(a * a) - ma * ma, mean(b * b) - mb * mb, mean(a * b) - ma * mb
    s = (2 * ma * mb + 1e-4) * (2 * vab + 9e-4) / ((ma * ma + mb * mb + 1e-4) * (va + vb + 9e-4))
    return 1 - s.mean((1, 2, 3))


def learn(parts, filter_, samples, steps, batch, rate, seed, keep, log=print):
    rng = np.random.default_rng(seed)
    plain, cells, first, refined, depth, share, target = samples
    optimizer = torch.optim.AdamW(filter_.parameters(), lr=rate, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(1, (k + 1) / 100) * (0.5 + 0.5 * np.cos(np.pi * k / steps)) + 0.01)
    gains = {True: [], False: []}
    filter_.to(memory_format=torch.channels_last)
    for k in range(steps):
        i = torch.from_numpy(rng.choice(len(plain), batch, replace=False))
        y, x = (16 * int(v) for v in rng.integers(0, (plain.shape[2] - CROP) // 16 + 1, 2))
        window = lambda v, n: v[i, ..., y // n:(y + CROP) // n, x // n:(x + CROP) // n].float()
        p, c, t = window(plain, 1), window(cells, 8), window(target, 1) / 255
        if k % 2:
            p, c, t = (torch.flip(v, (-1,)) for v in (p, c, t))
        m = torch.maximum(first, refined)[i][:, None, None, None]
        with torch.autocast("cpu", torch.bfloat16):
            change = filter_(p, c, first[i], refined[i], depth[i], share[i])
        out = p + m * change.float()
        wanted = parts.to_work(t)
        after = ((out - wanted) ** 2).mean((1, 2, 3)) + CALM
        loss = after.log().mean() + STRUCTURE * structure(parts.to_image(out).clamp(0, 1), t).mean()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(filter_.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            before = ((p - wanted) ** 2).mean((1, 2, 3)) + CALM
            gain = 10 * torch.log10(before / after)
            for kind in (True, False):
                gains[kind].extend(gain[(first[i] > 0) == kind].tolist())
        if k % 200 == 199:
            log("filter", k + 1, "gain dB at step 0 and later", *(round(float(np.mean(gains[kind][-3000:])), 3) for kind in (True, False)))
            keep()
