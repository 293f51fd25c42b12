"""What encoder and decoder share: transforms, the dense front's quantizers and the two dictionaries."""
import numpy as np
import torch
import torch.nn as nn

from front import Front
from geometry import BASE, BLOCK, BLOCK_AXIS, GLOBAL_AXIS, LATER_LEVELS, SCALES, SHIFTS, W_DIM, block_basis, colour_matrix, cosine, lapped


class Parts(nn.Module):
    """Everything is measured in one orthonormal colour space and with orthonormal transforms, so an error that a token
    removes there is exactly the error it removes from the picture.

    tables: `side` of the known cosine coefficients, `prior` [all of them]; `first_dims` [48], `first_where`, `first_scale` [n] of the
    first step; `later_dims`, `later_where` and `later_scale` [bands, m] of later ones; `book_D` [16384 or 4096, D] int8 and `unit_D`
    for each D in dims; `whole_KIND`, `quarter_KIND`, `reference`.
    """

    def __init__(self, tables, geometry):
        super().__init__()
        g = self.geometry = geometry
        keep = lambda name, value: self.register_buffer(name, torch.as_tensor(np.asarray(value), dtype=torch.float32))
        keep("colour", colour_matrix())
        self.side = [int(v) for v in tables["side"]]
        keep("cos_l", cosine(g.size)[:self.side[0]])
        keep("cos_c", cosine(g.size)[:self.side[1]])
        keep("lap", lapped(g.size, BLOCK))
        keep("prior", tables["prior"] * (g.size / BASE))
        keep("later_levels", 2.0 ** (-np.arange(LATER_LEVELS)))
        larger = g.size / BASE
        self.first = Front(tables["first_dims"], tables["first_where"], tables["first_scale"] * larger, self.coefficients())
        self.later = Front(tables["later_dims"], tables["later_where"], tables["later_scale"] * larger, self.coefficients())
        self.units = {d: float(tables[f"unit_{d}"]) for d in sorted({*self.first.dims, *self.later.dims})}
        for d in self.units:
            self.register_buffer(f"book_{d}", torch.as_tensor(np.asarray(tables[f"book_{d}"]), dtype=torch.int8))
        basis = block_basis()
        keep("basis", basis)
        # what a coordinate of the whole block and one of a quarter have in common; all others are at right angles
        keep("cross", basis[:W_DIM] @ basis[W_DIM:].T)
        for kind in ("free", "spread"):
            keep(f"whole_{kind}", tables[f"whole_{kind}"])      # [n, 96]
            keep(f"quarter_{kind}", tables[f"quarter_{kind}"])  # [n, 44]
        shifts = [(y, x) for y in BLOCK_AXIS for x in BLOCK_AXIS if (y, x) != (0, 0)]
        shift_of = np.zeros((SHIFTS + 2, 2))                     # the last row: no shift
        shift_of[1:SHIFTS + 1] = shifts
        keep("shift_of", shift_of)
        members = g.group_members()
        self.register_buffer("member", torch.as_tensor(members.reshape(-1)))
        keep("scales", 2.0 ** (-0.5 * np.arange(SCALES)))
        keep("reference", tables["reference"])                    # energy of the blocks' rest at scale 1
        keep("four", np.arange(4))
        keep("block_axis", BLOCK_AXIS)
        keep("global_axis", GLOBAL_AXIS)
        keep("rows", np.arange(g.size)[:, None])
        keep("columns", np.arange(g.size)[None])

    def coefficients(self):
        return self.side[0] ** 2 + 2 * self.side[1] ** 2

    # colour and blocks

    def to_work(self, image):
        return torch.matmul(self.colour, (image - 0.5).flatten(2)).reshape(image.shape)

    def to_image(self, work):
        return torch.matmul(self.colour.t(), work.flatten(2)).reshape(work.shape) + 0.5

    def split(self, x):
        g = self.geometry
        return x.reshape(-1, 3, g.grid, BLOCK, g.grid, BLOCK).permute(0, 2, 4, 1, 3, 5).reshape(-1, g.blocks, 3 * BLOCK * BLOCK)

    def join(self, b):
        g = self.geometry
        return b.reshape(-1, g.grid, g.grid, 3, BLOCK, BLOCK).permute(0, 3, 1, 4, 2, 5).reshape(-1, 3, g.size, g.size)

    def folded(self, x):
        """x [N,3,S,S] -> what is cut into blocks: as much energy, and no borders once unfolded."""
        return torch.matmul(torch.matmul(self.lap, x), self.lap.t())

    def unfolded(self, x):
        return torch.matmul(torch.matmul(self.lap.t(), x), self.lap)

    # the dense front

    def analyse(self, x):
        low = lambda plane, m: torch.matmul(torch.matmul(m, plane), m.t())
        return torch.cat([low(x[:, 0], self.cos_l).flatten(1), low(x[:, 1], self.cos_c).flatten(1), low(x[:, 2], self.cos_c).flatten(1)], 1)

    def synthesise(self, c):
        a, b = self.side[0], self.side[1]
        up = lambda part, m, s: torch.matmul(torch.matmul(m.t(), part.reshape(-1, s, s)), m)
        l = up(c[:, :a * a], self.cos_l, a)
        r = up(c[:, a * a:a * a + b * b], self.cos_c, b)
        g = up(c[:, a * a + b * b:], self.cos_c, b)
        return torch.stack([l, r, g], 1)

    def books(self, d, rows=None):
        """Signs of an entry's parts are free, so a book of 16384 or 4096 vectors stands for 65536."""
        book = getattr(self, f"book_{d}")
        return (book if rows is None else book[rows]).float() * self.units[d]

    # the dictionaries: a payload's entry as coordinates in the block basis

    def entry(self, payload, kind):
        """payload [..] int64 -> [.., 272]; no entry gives zeros."""
        whole, quarter = getattr(self, f"whole_{kind}"), getattr(self, f"quarter_{kind}")
        w, q = whole.shape[0], quarter.shape[0]
        code = payload - 1 - SHIFTS
        is_whole = ((code >= 0) & (code < w)).float()[..., None]
        rest = (code - w).float()
        which = torch.floor((rest + 0.25) / q)
        place = (rest - which * q).clamp(0, q - 1).long()
        spoken = (which[..., None] == self.four).float() * (code >= w).float()[..., None]
        quarters = (quarter[place][..., None, :] * spoken[..., None]).flatten(-2)
        return torch.cat([whole[code.clamp(0, w - 1)] * is_whole, quarters], -1)

    def covers(self, payload, kind):
        """payload [..] -> [.., 4]: which quarters of its block the entry, or the shift, is about."""
        q = getattr(self, f"quarter_{kind}").shape[0]
        rest = (payload - 1 - SHIFTS - getattr(self, f"whole_{kind}").shape[0]).float()
        which = torch.floor((rest + 0.25) / q)
        return torch.maximum((which[..., None] == self.four).float(), (rest < 0).float()[..., None])

    # shifts

    def doubled(self, x):
        """x [N,C,S,S] -> [N,C,2S,2S]: after every pixel its mean with the next one."""
        s, channels = self.geometry.size, x.shape[1]
        x = torch.stack([x, (x + torch.cat([x[..., 1:], x[..., -1:]], 3)) * 0.5], 4).reshape(-1, channels, s, 2 * s)
        return torch.stack([x, (x + torch.cat([x[:, :, 1:], x[:, :, -1:]], 2)) * 0.5], 3).reshape(-1, channels, 2 * s, 2 * s)

    def displaced(self, doubled, dy, dx):
        """What was doubled, read at (row + dy, column + dx), edges repeated; dy, dx [N,S,S], whole or half -> [N,C,S,S]."""
        s = self.geometry.size
        y = (2 * (self.rows + dy)).clamp(0, 2 * s - 2)
        c = (2 * (self.columns + dx)).clamp(0, 2 * s - 2)
        flat = (y * (2 * s) + c).long().reshape(-1, 1, s * s)
        channels = doubled.shape[1]
        return torch.gather(doubled.flatten(2), 2, flat.expand(-1, channels, -1)).reshape(-1, channels, s, s)

    def between(self, at):
        """at [N,n] rows, whole or half -> [N,n,S]: which rows are read, edges repeated; halves are the mean of two."""
        s = self.geometry.size
        return (1 - torch.abs(at.clamp(0, s - 1)[..., None] - self.columns)).clamp(min=0)

    def moved(self, x, dy, dx):
        """x [N,C,S,S] read at (row + dy, column + dx); dy, dx [N], whole or half."""
        rows, columns = (self.between(self.columns + d[:, None])[:, None] for d in (dy, dx))
        return torch.matmul(torch.matmul(rows, x), columns.transpose(2, 3))

    def per_pixel(self, blocks):
        """[N,blocks] -> [N,S,S]"""
        g = self.geometry
        b = blocks.reshape(-1, g.grid, 1, g.grid, 1)
        return b.expand(-1, g.grid, BLOCK, g.grid, BLOCK).reshape(-1, g.size, g.size)
