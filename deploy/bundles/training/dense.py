"""Learns the dense ids: which low cosine coefficients of the whole picture each is about, and the books it names them by."""
import numpy as np
import torch

import quantizers
from decoder import Decoder
from encoder import Encoder
from geometry import BANDS, BASE, Geometry, colour_matrix, cosine
from parts import Parts

SIDE = (36, 18)
RANKED = 450     # of the ranking, what the books are learned from
# how many coefficients an id may be about, and which part of the ranking by variance its book is learned from
DIMENSIONS = {2: (0, 12), 3: (0, 20), 4: (0, 40), 6: (8, 80), 8: (20, 130), 12: (60, 220), 16: (100, 320), 24: (150, 450)}


def coefficients(stills):
    """[n, 36*36 + 2*18*18]"""
    m = torch.tensor(colour_matrix(), dtype=torch.float32)
    l, c = (torch.tensor(cosine(BASE)[:s], dtype=torch.float32) for s in SIDE)
    out = []
    for part in np.array_split(stills, max(1, len(stills) // 250)):
        x = torch.einsum("dc,nchw->ndhw", m, torch.tensor(part).float() / 255 - 0.5)
        out.append(torch.cat([(l @ x[:, 0] @ l.t()).flatten(1), (c @ x[:, 1] @ c.t()).flatten(1),
                              (c @ x[:, 2] @ c.t()).flatten(1)], 1))
    return torch.cat(out).numpy()


def split(variance, errors, ids):
    """How many coefficients each id gets so that the most error goes, early ids counting a little more: over all ways to cut the ranking into runs."""
    best = {0: (0.0, ())}
    for k in range(ids):
        found, worth = {}, 1.3 - 0.3 * k / ids
        for start, (gone, dims) in best.items():
            for d, left in errors.items():
                end, sum_ = start + d, gone + worth * variance[start:start + d].sum() * (1 - left)
                if end <= len(variance) and (end not in found or found[end][0] < sum_):
                    found[end] = (sum_, dims + (d,))
        best = found
    return max(best.values())[1]


def first(stills, ids, seed, log=print):
    """The first step's tables, and the books, which later steps share."""
    rng = np.random.default_rng(seed)
    values = coefficients(stills)
    chroma = SIDE[0] ** 2
    prior = np.zeros(values.shape[1], np.float32)
    prior[[0, chroma]] = values[:, [0, chroma]].mean(0)
    spread = ((values - prior) ** 2).mean(0)
    order = np.argsort(-spread)
    variance = spread[order]
    rows = (values[:, order[:RANKED]] - prior[order[:RANKED]]) / np.sqrt(variance[:RANKED])
    out, errors = {"side": np.array(SIDE), "prior": prior}, {}
    for d, (low, high) in DIMENSIONS.items():
        def sample(n):
            at = rng.integers(low, high - d + 1, n)[:, None] + np.arange(d)
            return rows[rng.integers(0, len(rows), n)[:, None], at].astype(np.float32)
        out[f"book_{d}"], out[f"unit_{d}"] = quantizers.eight_bit(quantizers.learn(sample, 10, 400000))
        errors[d] = quantizers.error(sample(20000), out[f"book_{d}"].astype(np.float32) * out[f"unit_{d}"])
        log("ids of", d, "coefficients leave", round(errors[d], 4))
    dims = split(variance, errors, ids)
    n = sum(dims)
    log("first step:", n, "coefficients by", dims)
    return {**out, "first_dims": np.array(dims), "first_where": order[:n], "first_scale": np.sqrt(variance[:n]),
            "errors": np.array(list(errors.items()))}


def unknown_later(tables, ids):
    """Stands in for the later tables before they are learned: a dense list that gains nothing, so that none is sent."""
    dims = np.full(ids, 24)
    where = np.tile(np.arange(dims.sum()), (BANDS, 1))
    return {**tables, "later_dims": dims, "later_where": where, "later_scale": np.full(where.shape, 1e9)}


def later(tables, filter_, stills, log=print):
    """The later steps' tables: of each step of a still that is sent whole, the coefficients of which the most is left."""
    ids = len(tables["later_dims"])
    x = torch.from_numpy(np.array(stills))
    state, bands, errors = torch.zeros_like(x), [], {int(d): e for d, e in tables["errors"]}
    current = unknown_later(tables, ids)
    with torch.no_grad():
        for t in range(BANDS + 1):
            parts = Parts(current, Geometry())
            encoder, decoder, left = Encoder(parts), Decoder(parts, filter_), []
            for i in range(0, len(x), 16):
                image, step = x[i:i + 16].float() / 255, torch.full((len(x[i:i + 16]),), t)
                found, _ = encoder(image, state[i:i + 16], step)
                state[i:i + 16] = decoder(found, torch.full_like(step, parts.geometry.tokens), state[i:i + 16], step)[1]
                left.append(parts.analyse(parts.to_work(image) - parts.to_work(state[i:i + 16].float() / 255)))
            if t == BANDS:
                break
            spread = (torch.cat(left) ** 2).mean(0).numpy()
            order = np.argsort(-spread)
            dims = split(spread[order], errors, ids) if not bands else current["later_dims"]
            n = sum(dims)
            bands.append((order[:n], np.sqrt(spread[order[:n]])))
            known = bands + [bands[-1]] * (BANDS - len(bands))
            current = {**tables, "later_dims": np.array(dims), "later_where": np.stack([b[0] for b in known]), "later_scale": np.stack([b[1] for b in known])}
            log("step", t + 1, n, "coefficients by", tuple(int(d) for d in dims), "deviations", *(round(float(v), 3) for v in bands[-1][1][[0, n // 2, n - 1]]))
    return current
