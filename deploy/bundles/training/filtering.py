"""Trains the decoder's filter on what the decoder makes of training pictures, with itself in the loop."""
import numpy as np
import torch

from model import TOKENS, Decoder, Encoder


CALM = 5e-4      # mean squared error below which a picture counts less: near-perfect ones would rule the loss


class Samples:
    def __init__(self):
        self.plain, self.cells, self.mask, self.first, self.share, self.target = [], [], [], [], [], []

    def add(self, decoder, ids, length, state, step, image):
        out, plain, cells, mask = decoder.decoded(ids, length, state, step)
        self.plain.append(plain.half())
        self.cells.append(cells)
        self.mask.append((mask[:, :, ::4, ::4]).half())
        self.first.append((step == 0).float())
        self.share.append(length.float() / TOKENS)
        self.target.append((image * 255).round().byte())
        return out

    def joined(self):
        return [torch.cat(v) for v in (self.plain, self.cells, self.mask, self.first, self.share, self.target)]


def lengths(rng, n, low, high):
    return torch.from_numpy(np.exp(rng.uniform(np.log(low), np.log(high + .99), n)).astype(np.int64))


def collect(parts, filter_, stills, clips, count, seed):
    """Frames in a closed loop: each state comes from the decoder at a random length."""
    rng = np.random.default_rng(seed)
    encoder, decoder = Encoder(parts), Decoder(parts, filter_, later=True)
    samples, batch = Samples(), 10
    with torch.no_grad():
        for turn in range(count // batch):
            film = turn % 3 == 2
            source = clips if film else stills
            frames = torch.from_numpy(source[np.sort(rng.choice(len(source), batch, replace=False))])
            state = torch.zeros(batch, 3, 128, 128, dtype=torch.uint8)
            for t in range(4 if film else 3):
                image = (frames[:, t] if film else frames).float() / 255
                step = torch.full((batch,), t, dtype=torch.int64)
                ids, _ = encoder(image, state, step)
                if t == 0:
                    samples.add(decoder, ids, lengths(rng, batch, 2, TOKENS), state, step, image)
                length = lengths(rng, batch, 4 if film and t else 24, TOKENS)
                out = samples.add(decoder, ids, length, state, step, image)
                state = (out * 255).round().byte()
    return samples.joined()


def learn(parts, filter_, samples, steps, rate, seed, keep, log=print):
    rng = np.random.default_rng(seed)
    plain, cells, mask, first, share, target = samples
    optimizer = torch.optim.Adam(filter_.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(1, (k + 1) / 30) * (1 - k / steps) + 0.02)
    gains, batch = [], 12
    for k in range(steps):
        i = torch.from_numpy(rng.choice(len(plain), batch, replace=False))
        p, c, m, t = plain[i].float(), cells[i], mask[i].float(), target[i].float() / 255
        if k % 2:
            p, c, m, t = (torch.flip(v, (-1,)) for v in (p, c, m, t))
        m = m.repeat_interleave(4, 2).repeat_interleave(4, 3)
        out = p + m * filter_(p, c, first[i], share[i])
        x = parts.to_work(t)
        after = ((out - x) ** 2).mean((1, 2, 3)) + CALM
        loss = after.log().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            before = ((p - x) ** 2).mean((1, 2, 3)) + CALM
            gains.append((10 * torch.log10(before / after)).mean().item())
        if k % 50 == 49:
            log("filter", k + 1, "gain dB", round(float(np.mean(gains[-50:])), 3))
            keep()
