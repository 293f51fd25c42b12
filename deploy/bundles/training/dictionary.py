"""Learns the two dictionaries in a closed loop: encode, see which entries were sent, move each to its mean."""
import numpy as np
import torch

import pictures
import workers
from decoder import Decoder
from encoder import Encoder
from geometry import FREE_PAYLOADS, GLOBAL_SHIFTS, GROUPS, Q_DIM, QUARTER, SHIFTS, SPREAD_PAYLOADS, W_DIM, WHOLE, Geometry
from parts import Parts

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

    def join(self, other):
        for name in ("whole", "whole_n", "quarter", "quarter_n"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.spare_whole += other.spare_whole
        self.spare_quarter += other.spare_quarter

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
    g = encoder.parts.geometry
    trace = {kind: v.numpy() for kind, v in encoder.trace.items()}
    order, placed = (v.numpy() for v in encoder.places)
    group_members = g.group_members()
    ids = ids.numpy()
    for i in range(len(ids)):
        special = not first and ids[i, 0] >= g.special
        refined = not first and ids[i, 0] >= g.refining
        start = encoder.parts.first.ids if first else int(special) + refined * encoder.parts.later.ids
        part = ids[i, start:max(start, length[i])]
        at = np.arange(len(part))
        if first or (special and ids[i, 0] >= g.special + GLOBAL_SHIFTS):
            place = placed[i][at % GROUPS, at // GROUPS]
            stage, within = place // g.members - 1, place % g.members
            block = group_members[at % GROUPS, within]
            kind, payload = "spread", part % SPREAD_PAYLOADS
        else:
            place = order[i, :len(part)]
            stage, block = place // g.blocks - 1, place % g.blocks
            kind, payload = "free", part - part // FREE_PAYLOADS * FREE_PAYLOADS
        ok = (stage >= 0) & (part > 0)
        if ok.any():
            means[kind].add(trace[kind][i, stage[ok], block[ok]], payload[ok], rng)


def seen(parts, filter_, pool, sequences, seed):
    """Stills of four steps, and clips -> the means of what was sent, and how good the pictures were by kind and step."""
    rng = np.random.default_rng(seed)
    stills, clips = pictures.opened(pool)
    encoder, decoder = Encoder(parts), Decoder(parts, filter_)
    encoder.trace = {}
    batch, tokens = 16, parts.geometry.tokens
    means = {kind: Means(kind) for kind in KINDS}
    quality = {}
    with torch.no_grad():
        for _ in range(sequences // batch):
            film = rng.random() < 0.4
            source = clips if film else stills
            frames = torch.from_numpy(source[np.sort(rng.choice(len(source), batch, replace=False))])
            state = torch.zeros(frames.shape[:1] + frames.shape[-3:], dtype=torch.uint8)
            for t in range(frames.shape[1] if film else 4):
                image = (frames[:, t] if film else frames).float() / 255
                step = torch.full((batch,), t, dtype=torch.int64)
                ids, q = encoder(image, state, step)
                length = rng.integers(tokens // 8 if t and film else tokens // 2, tokens + 1, batch)
                length[:batch // 2] = tokens * 3 // 8 if film and t else tokens
                sent(encoder, ids, t == 0, length, means, rng)
                out, state = decoder(ids, torch.from_numpy(length), state, step)
                error = ((out - image) ** 2).mean((1, 2, 3))[:batch // 2] + 1e-6
                quality.setdefault((film, t), []).append((-10 * error.log10()).mean().item())
    return means, quality


def learn(parts, filter_, pool, passes, per_pass, seed, log=print):
    """per_pass sequences in each pass."""
    rng = np.random.default_rng(seed)
    for turn in range(passes):
        found = workers.both(seen, parts, filter_, pool, per_pass // workers.WORKERS, seed=int(rng.integers(1 << 31)))
        means, quality = found[0]
        for others, values in found[1:]:
            for kind in KINDS:
                means[kind].join(others[kind])
            for k, v in values.items():
                quality.setdefault(k, []).extend(v)
        idle = {kind: m.move(parts, rng, turn == passes - 1) for kind, m in means.items()}
        log("pass", turn, "idle", idle, {f"{'film' if k[0] else 'still'}{k[1]}": round(float(np.mean(v)), 2)
                                         for k, v in sorted(quality.items())})


def learned(parts):
    """What of the tables this file learns."""
    found = {f"{part}_{kind}": getattr(parts, f"{part}_{kind}").numpy() for part in ("whole", "quarter") for kind in KINDS}
    return {**found, "reference": parts.reference.numpy()}


def seeded(tables, stills, seed):
    """The first dictionaries: random needs, from the dense front's own rest."""
    rng = np.random.default_rng(seed)
    t = dict(tables)
    for kind in KINDS:
        t[f"whole_{kind}"] = np.zeros((WHOLE[kind], W_DIM))
        t[f"quarter_{kind}"] = np.zeros((QUARTER[kind], Q_DIM))
    t["reference"] = np.ones(())
    parts = Parts(t, Geometry())
    blocks = parts.geometry.blocks
    with torch.no_grad():
        image = torch.from_numpy(stills[np.sort(rng.choice(len(stills), 1000, replace=False))]).float() / 255
        needs, powers = [], []
        for part in image.split(50):
            x = parts.to_work(part)
            front, none = parts.first, torch.zeros(len(part), dtype=torch.int64)
            wanted = front.wanted(parts.analyse(x) - parts.prior, none) / front.scale
            got = front.value(front.quantize(wanted, parts.books), parts.books) * front.scale
            rest = x - parts.synthesise(front.all(got, none) + parts.prior)
            at = torch.matmul(parts.split(rest), parts.basis.t())
            power = (at[..., :W_DIM] ** 2).sum(2)
            powers.append(power.topk(blocks // 2, 1)[0].mean(1))
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
