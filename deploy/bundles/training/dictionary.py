"""Learns the two dictionaries in a closed loop: encode, see which entries were sent, move each to its mean."""
import numpy as np
import torch

from model import (BLOCKS, FREE_PAYLOADS, GRID, GROUPS, Q_DIM, QUARTER, SHIFTS, SPECIAL, SPREAD_PAYLOADS, TOKENS, W_DIM,
                   WHOLE, GLOBAL_SHIFTS, Decoder, Encoder, Filter, Parts)

KINDS = ("free", "spread")


class Means:
    """Running sums of what each entry stood for."""

    def __init__(self, kind):
        self.kind = kind
        self.whole, self.whole_n = np.zeros((WHOLE[kind], W_DIM)), np.zeros(WHOLE[kind])
        self.quarter, self.quarter_n = np.zeros((QUARTER[kind], Q_DIM)), np.zeros(QUARTER[kind])
        self.spare_whole, self.spare_quarter = [], []

    def add(self, at, payload, rng):
        code = payload - 1 - SHIFTS
        code, at = code[code >= 0], at[code >= 0]
        w = code < WHOLE[self.kind]
        np.add.at(self.whole, code[w], at[w][:, :W_DIM])
        np.add.at(self.whole_n, code[w], 1)
        rest = code[~w] - WHOLE[self.kind]
        q, k = rest // QUARTER[self.kind], rest % QUARTER[self.kind]
        if len(q):
            parts = at[~w][:, W_DIM:].reshape(-1, 4, Q_DIM)[np.arange(len(q)), q]
            np.add.at(self.quarter, k, parts)
            np.add.at(self.quarter_n, k, 1)
            self.spare_quarter.extend(parts[rng.integers(0, len(q), 3)])
        if w.any():
            self.spare_whole.append(at[w][0, :W_DIM])

    def move(self, parts, rng, keep):
        idle = []
        for name, total, n, spare in (("whole", self.whole, self.whole_n, self.spare_whole),
                                      ("quarter", self.quarter, self.quarter_n, self.spare_quarter)):
            table = getattr(parts, f"{name}_{self.kind}")
            old = table.numpy().astype(np.float64)
            new = (total + 2.0 * old) / (n + 2.0)[:, None]
            dead = np.where(n < 1)[0]
            idle.append(len(dead))
            if not keep and spare:
                for i in dead:
                    new[i] = spare[rng.integers(len(spare))] * 0.9
            table.copy_(torch.as_tensor(new, dtype=torch.float32))
        return idle


def sent(encoder, ids, first, length, means, rng):
    """Feeds what was sent to the means; the encoder's trace holds what each block needed at each stage."""
    trace = {kind: v.numpy() for kind, v in encoder.trace.items()}
    order, placed = (v.numpy() for v in encoder.places)
    ids = ids.numpy()
    for i in range(len(ids)):
        special = not first and ids[i, 0] >= SPECIAL
        start = encoder.parts.dense if first else int(special)
        part = ids[i, start:max(start, length[i])]
        at = np.arange(len(part))
        if first or (special and ids[i, 0] >= SPECIAL + GLOBAL_SHIFTS):
            place = placed[i][at % GROUPS, at // GROUPS]
            stage, within = place // GRID - 1, place % GRID
            block = encoder.parts.members.numpy().astype(int)[at % GROUPS, within]
            kind, payload = "spread", part % SPREAD_PAYLOADS
        else:
            place = order[i, :len(part)]
            stage, block = place // BLOCKS - 1, place % BLOCKS
            kind, payload = "free", part % FREE_PAYLOADS
        ok = (stage >= 0) & (part > 0)
        if ok.any():
            means[kind].add(trace[kind][i, stage[ok], block[ok]], payload[ok], rng)


def learn(parts, stills, clips, passes, per_pass, seed, log=print):
    rng = np.random.default_rng(seed)
    encoder, decoder = Encoder(parts), Decoder(parts, Filter())
    encoder.trace = {}
    batch = 10
    with torch.no_grad():
        for turn in range(passes):
            means = {kind: Means(kind) for kind in KINDS}
            quality = {}
            for _ in range(per_pass // batch):
                film = rng.random() < 0.4
                if film:
                    frames = torch.from_numpy(clips[np.sort(rng.choice(len(clips), batch, replace=False))])
                else:
                    frames = torch.from_numpy(stills[np.sort(rng.choice(len(stills), batch, replace=False))])
                    frames = frames[:, None].expand(-1, 4, -1, -1, -1)
                state = torch.zeros(batch, 3, 128, 128, dtype=torch.uint8)
                for t in range(min(4, frames.shape[1])):
                    image = frames[:, t].float() / 255
                    step = torch.full((batch,), t, dtype=torch.int64)
                    ids, q = encoder(image, state, step)
                    length = rng.integers(8 if t and film else 32, TOKENS + 1, batch)
                    length[:batch // 2] = 24 if film and t else TOKENS
                    sent(encoder, ids, t == 0, length, means, rng)
                    _, state = decoder(ids, torch.from_numpy(length), state, step)
                    quality.setdefault((film, t), []).append(q[:, -1].mean().item())
            idle = {kind: m.move(parts, rng, turn == passes - 1) for kind, m in means.items()}
            log("pass", turn, "idle", idle, {f"{'film' if k[0] else 'still'}{k[1]}": round(float(np.mean(v)), 2)
                                             for k, v in sorted(quality.items())})


def seeded(tables, stills, seed):
    """The first dictionaries: random needs, from the dense front's own rest."""
    rng = np.random.default_rng(seed)
    t = dict(tables)
    for kind in KINDS:
        t[f"whole_{kind}"] = np.zeros((WHOLE[kind], W_DIM))
        t[f"quarter_{kind}"] = np.zeros((QUARTER[kind], Q_DIM))
    t["reference"] = np.ones(())
    parts = Parts(t)
    with torch.no_grad():
        image = torch.from_numpy(stills[np.sort(rng.choice(len(stills), 500, replace=False))]).float() / 255
        needs, powers = [], []
        for part in image.split(50):
            x = parts.to_work(part)
            rest = x - parts.synthesise(parts.value(parts.quantize(parts.analyse(x))))
            at = torch.matmul(parts.split(rest), parts.basis.t())
            power = (at[..., :W_DIM] ** 2).sum(2)
            powers.append(power.topk(BLOCKS // 2, 1)[0].mean(1))
            top = power.topk(24, 1)[1]
            needs.append(torch.gather(at, 1, top[..., None].expand(-1, -1, at.shape[2])).flatten(0, 1))
        needs = torch.cat(needs).numpy()
        parts.reference.copy_(torch.cat(powers).median())
    quarters = needs[:, W_DIM:].reshape(-1, Q_DIM)
    power = (quarters ** 2).sum(1)
    quarters = quarters[power > np.median(power)]
    for kind in KINDS:
        pick = rng.choice(len(needs), WHOLE[kind], replace=False)
        getattr(parts, f"whole_{kind}").copy_(torch.as_tensor(needs[pick, :W_DIM] * 0.8))
        pick = rng.choice(len(quarters), QUARTER[kind], replace=False)
        getattr(parts, f"quarter_{kind}").copy_(torch.as_tensor(quarters[pick] * 0.9))
    return parts
