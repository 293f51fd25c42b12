"""Trains the decoder's filter on what the decoder makes of training pictures, with itself in the loop."""
import numpy as np
import torch
import torch.nn.functional as F

import pictures
import workers
from decoder import Decoder
from encoder import Encoder
from filter import no_filter

BATCH = 16       # sequences at once where samples are made
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
        used = torch.maximum(first, refined) > 0
        for kept, v in zip(self.lists(), (plain.half(), cells.byte(), first, refined, depth, share, target)):
            kept.append(v[used])

    def arrays(self):
        return [torch.cat(v).numpy() for v in self.lists()]


def collect(task, parts, filter_, pool, sequences, seed):
    """What task, firsts or laters, sees in both processes: of each of a sample's lists one tensor."""
    found = workers.both(task, parts, filter_, pool, sequences // workers.WORKERS, seed=seed)
    return joined([[torch.from_numpy(v) for v in lists] for lists in found])


def joined(parts):
    return [torch.cat(v) for v in zip(*parts)]


def firsts(parts, filter_, pool, count, seed):
    """First steps of stills: they do not depend on the filter."""
    rng = np.random.default_rng(seed)
    stills, _ = pictures.opened(pool)
    samples, tokens = Samples(), parts.geometry.tokens
    encoder, decoder = Encoder(parts), Decoder(parts, no_filter)
    with torch.no_grad():
        for _ in range(count // BATCH):
            target = torch.from_numpy(stills[np.sort(rng.choice(len(stills), BATCH, replace=False))])
            state, step = torch.zeros_like(target), torch.zeros(BATCH, dtype=torch.int64)
            ids, _ = encoder(target.float() / 255, state, step)
            length = lengths(rng, BATCH, 8, tokens)
            length[::2] = tokens
            samples.add(*decoded(decoder, ids, length, state, step, target)[0])
    return samples.arrays()


def laters(parts, filter_, pool, sequences, seed):
    """Later steps in closed loops: each state comes from the decoder, this filter and a random length. A third are films."""
    rng = np.random.default_rng(seed)
    stills, clips = pictures.opened(pool)
    samples, tokens = Samples(), parts.geometry.tokens
    # the encoder does not look whether the filter helps: it is to learn where it does not yet
    encoder, decoder = Encoder(parts), Decoder(parts, filter_)
    with torch.no_grad():
        for turn in range(sequences // BATCH):
            film = turn % 3 == 2
            source = clips if film else stills
            frames = torch.from_numpy(source[np.sort(rng.choice(len(source), BATCH, replace=False))])
            state = torch.zeros(frames.shape[:1] + frames.shape[-3:], dtype=torch.uint8)
            for t in range(frames.shape[1] if film else 4):
                target = frames[:, t] if film else frames
                step = torch.full((BATCH,), t, dtype=torch.int64)
                ids, _ = encoder(target.float() / 255, state, step)
                length = lengths(rng, BATCH, 4 if film and t else 8, tokens)
                if not film:
                    length[::2] = tokens
                sample, state = decoded(decoder, ids, length, state, step, target)
                if t:
                    samples.add(*sample)
    return samples.arrays()


def decoded(decoder, ids, length, state, step, target):
    """A sample and the next state."""
    out, plain, cells, refined, depth, _ = decoder.decoded(ids, length, state, step)
    share = length.float() / decoder.parts.geometry.tokens
    return (plain, cells, (step == 0).float(), refined, depth, share, target), (out * 255).round().byte()


def structure(a, b):
    """1 - SSIM (Wang 2004) of the lightness of pictures 0..1 [N,3,S,S], in windows of 7x7 at every third pixel, [N]."""
    a, b = a.mean(1, keepdim=True), b.mean(1, keepdim=True)
    mean = lambda v: F.avg_pool2d(v, 7, 3)
    ma, mb = mean(a), mean(b)
    va, vb, vab = mean(a * a) - ma * ma, mean(b * b) - mb * mb, mean(a * b) - ma * mb
    s = (2 * ma * mb + 1e-4) * (2 * vab + 9e-4) / ((ma * ma + mb * mb + 1e-4) * (va + vb + 9e-4))
    return 1 - s.mean((1, 2, 3))


def learn(parts, filter_, first_steps, later_steps, steps, batch, rate, seed, keep, log=print):
    """Half of a batch are first steps, half later ones, where there are any."""
    rng = np.random.default_rng(seed)
    plain, cells, first, refined, depth, share, target = joined([first_steps, later_steps]) if later_steps else first_steps
    known = len(first_steps[0])
    optimizer = torch.optim.AdamW(filter_.parameters(), lr=rate, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(1, (k + 1) / 100) * (0.5 + 0.5 * np.cos(np.pi * k / steps)) + 0.01)
    gains = {True: [], False: []}
    filter_.to(memory_format=torch.channels_last)
    for k in range(steps):
        halves = ((0, known),) if known == len(plain) else ((0, known), (known, len(plain)))
        i = torch.from_numpy(np.concatenate([rng.integers(*half, batch // len(halves)) for half in halves]))
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
            log("filter", k + 1, "gain in dB at step 0, and later", *(round(float(np.mean(gains[kind][-3000:])), 3) for kind in (True, False) if gains[kind]))
            keep()
