"""Learns the quantizer of the dense front: how many levels each cosine coefficient gets, and where they lie."""
import numpy as np
import torch

from model import SIZE, colour_matrix, cosine

SIDE = (24, 12)
LEVELS = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64)
FAR = 1e9


def coefficients(stills):
    """[n, 24*24 + 2*12*12]"""
    m = torch.tensor(colour_matrix(), dtype=torch.float32)
    l, c = (torch.tensor(cosine(SIZE)[:s], dtype=torch.float32) for s in SIDE)
    out = []
    for part in torch.from_numpy(stills).split(250):
        x = torch.einsum("dc,nchw->ndhw", m, part.float() / 255 - 0.5)
        out.append(torch.cat([(l @ x[:, 0] @ l.t()).flatten(1), (c @ x[:, 1] @ c.t()).flatten(1),
                              (c @ x[:, 2] @ c.t()).flatten(1)], 1))
    return torch.cat(out).numpy().astype(np.float64)


def lloyd(sorted_values, n):
    """Centres, bounds and mean squared error of the best n-level quantizer of sorted numbers."""
    v = sorted_values
    total = np.concatenate([[0], np.cumsum(v)])
    # companding by the cube root of the density is near the best from the start
    spread = np.sign(v) * np.abs(v) ** (1 / 1.8)
    edges = np.linspace(spread[int(len(v) * .003)], spread[int(len(v) * .997) - 1], n + 1)[1:-1]
    bounds = np.sign(edges) * np.abs(edges) ** 1.8
    centres = None
    for _ in range(25):
        cut = np.concatenate([[0], np.searchsorted(v, bounds), [len(v)]])
        count = np.diff(cut)
        old = centres if centres is not None else np.concatenate([bounds, bounds[-1:]])
        centres = np.where(count > 0, (total[cut[1:]] - total[cut[:-1]]) / np.maximum(count, 1), old)
        centres = np.sort(centres)
        bounds = (centres[1:] + centres[:-1]) / 2
    error = ((v - centres[np.searchsorted(bounds, v)]) ** 2).mean()
    return centres, bounds, error


def tables(stills, tokens):
    values = coefficients(stills)
    prior = values.mean(0)
    prior[1:] = np.where(np.arange(1, len(prior)) == SIDE[0] ** 2, prior[1:], 0)
    prior[SIDE[0] ** 2 + SIDE[1] ** 2:] = 0
    spread = ((values - prior) ** 2).mean(0)
    chosen = np.argsort(-spread)[:min(260, 5 * tokens + 40)]
    made = {}
    for i in chosen:
        v = np.sort(values[:, i])
        made[i] = {n: lloyd(v, n) for n in LEVELS}
    level = {i: 1 for i in chosen}
    error = lambda i, n: spread[i] if n == 1 else made[i][n][2]
    bits = 0.0
    while True:
        best = max(((error(i, level[i]) - error(i, n)) / np.log2(n / level[i]), i, n)
                   for i in chosen for n in LEVELS if n > level[i])
        bits += np.log2(best[2] / level[best[1]])
        if bits > tokens * 15.9:
            break
        level[best[1]] = best[2]
    used = [i for i in chosen if level[i] > 1]
    worth = lambda i: (spread[i] - error(i, level[i])) / np.log2(level[i])
    used.sort(key=lambda i: -worth(i))
    packs = [[] for _ in range(tokens)]
    size = lambda pack: int(np.prod([level[i] for i in pack], dtype=np.int64))
    for i in used:
        for pack in packs:
            if size(pack) * level[i] <= 65536:
                pack.append(i)
                break
    for pack in packs:
        while True:
            rest = [(error(i, level[i]) - error(i, n), i, n) for i in pack for n in LEVELS
                    if n > level[i] and size(pack) // level[i] * n <= 65536]
            if not rest or max(rest)[0] <= 0:
                break
            _, i, n = max(rest)
            level[i] = n
    packs.sort(key=lambda pack: -sum(spread[i] - error(i, level[i]) for i in pack))
    out = {k: [] for k in ("where", "token_of", "radix", "levels", "centres", "bounds", "prior")}
    most = max(level[i] for pack in packs for i in pack)
    for t, pack in enumerate(packs):
        radix = 1
        for i in pack:
            n = level[i]
            c, b, _ = made[i][n]
            out["where"].append(i)
            out["token_of"].append(t)
            out["radix"].append(radix)
            out["levels"].append(n)
            out["centres"].append(np.pad(c, (0, most - n)))
            out["bounds"].append(np.pad(b, (0, most - n), constant_values=FAR))
            out["prior"].append(prior[i])
            radix *= n
    out = {k: np.array(v) for k, v in out.items()}
    out["side"] = np.array(SIDE)
    return out
