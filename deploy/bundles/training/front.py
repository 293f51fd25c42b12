"""Dense ids: each names several cosine coefficients of the whole picture at once, by an entry of a book."""
import math

import numpy as np
import torch
import torch.nn as nn

import quantizers


def highest(score):
    """score [n,m] -> the column of each row's highest value, the first of equals; over runs of the row first, which is faster than argmax."""
    m = score.shape[1]
    run = max(d for d in range(1, int(math.sqrt(m)) + 1) if m % d == 0)
    if run < 8:
        return torch.argmax(score, 1)
    runs = score.reshape(-1, m // run, run)
    at = torch.argmax(torch.amax(runs, 2), 1)
    return at * run + torch.argmax(runs.gather(1, at[:, None, None].expand(-1, 1, run))[:, 0], 1)


class Front(nn.Module):
    """A run of dense ids. The coefficients that it is about differ by band, the books and how many coefficients each id has do not.

    dims [ids]; where [bands, n] coefficients, scale [bands, n] their deviations, n = sum(dims); coefficients: of how many there are.
    """

    def __init__(self, dims, where, scale, coefficients):
        super().__init__()
        self.dims = [int(d) for d in dims]
        self.ids, self.n = len(self.dims), sum(self.dims)
        where = np.asarray(where, np.int64).reshape(-1, self.n)
        place = np.full((len(where), coefficients), self.n, np.int64)   # the last one is 0
        for band, row in enumerate(where):
            place[band, row] = np.arange(self.n)
        self.register_buffer("taken", torch.as_tensor(where))
        self.register_buffer("place", torch.as_tensor(place))
        self.register_buffer("scale", torch.as_tensor(np.asarray(scale).reshape(-1, self.n), dtype=torch.float32))
        self.kinds = sorted(set(self.dims))
        first = np.concatenate([[0], np.cumsum(self.dims)])
        ids = {d: [k for k in range(self.ids) if self.dims[k] == d] for d in self.kinds}
        for d in self.kinds:
            self.register_buffer(f"ids_{d}", torch.as_tensor(ids[d]))
            self.register_buffer(f"columns_{d}", torch.as_tensor(np.array([np.arange(first[k], first[k + 1]) for k in ids[d]]).reshape(-1)))
        self.register_buffer("id_order", torch.as_tensor(np.argsort([k for d in self.kinds for k in ids[d]])))
        self.register_buffer("column_order", torch.as_tensor(np.argsort([c for d in self.kinds for k in ids[d] for c in range(first[k], first[k + 1])])))
        self.register_buffer("belongs", torch.as_tensor(np.eye(self.ids)[np.repeat(np.arange(self.ids), self.dims)], dtype=torch.float32))

    def wanted(self, coefficients, band):
        """coefficients [N,all], band [N] int64 -> [N,n]"""
        return torch.gather(coefficients, 1, self.taken[band])

    def all(self, values, band):
        """values [N,n] -> coefficients [N,all]"""
        return torch.gather(torch.cat([values, torch.zeros_like(values[:, :1])], 1), 1, self.place[band])

    def quantize(self, z, books):
        """z [N,n], deviations taken out -> ids [N,ids]"""
        found = []
        for d in self.kinds:
            x, book, cuts = z[:, getattr(self, f"columns_{d}")].reshape(-1, d), books(d), quantizers.bounds(d)
            parts = list(zip(cuts, cuts[1:]))
            score = -0.5 * (book ** 2).sum(1)
            for a, b in parts:
                score = score + torch.abs(torch.matmul(x[:, a:b], book[:, a:b].t()))
            code = highest(score)
            product = x * book[code]
            for a, b in parts:
                code = code * 2 + (product[:, a:b].sum(1) < 0).long()
            found.append(code.reshape(-1, self.dims.count(d)))
        return torch.cat(found, 1)[:, self.id_order]

    def value(self, ids, books):
        """ids [N,ids] -> z [N,n]"""
        code, found = ids.clamp(0, 65535).float(), []
        for d in self.kinds:
            rest, cuts, signs = code[:, getattr(self, f"ids_{d}")].reshape(-1), quantizers.bounds(d), []
            for a, b in reversed(list(zip(cuts, cuts[1:]))):
                half = torch.floor((rest + 0.25) / 2)
                signs.append((1 - 2 * (rest - 2 * half))[:, None].expand(-1, b - a))
                rest = half
            found.append((books(d, rest.long()) * torch.cat(signs[::-1], 1)).reshape(-1, d * self.dims.count(d)))
        return torch.cat(found, 1)[:, self.column_order]
