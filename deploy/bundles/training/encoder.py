"""From a picture and a state to ids: a search for what removes the most squared error, closed loop by construction."""
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from front import highest
from geometry import (BLOCK, BLOCK_AXIS, DENSE_KINDS, FREE_PAYLOADS, GLOBAL_AXIS, GLOBAL_SHIFTS, GROUPS, LATER_LEVELS, LATER_SCALES, Q_DIM, SCALES, SHIFTS,
                      SPREAD_PAYLOADS, STAGES, W_DIM, WORTH)


def views(side):
    """A kernel that picks each of side x side neighbours."""
    return torch.eye(side * side).reshape(side * side, 1, side, side)


def favour(n, by):
    """A little off the cost of the place in the middle, no shift: of equals it is taken."""
    cost = torch.zeros(n)
    cost[n // 2] = by
    return cost


def nearest(axis, value):
    """value [...] -> the place in the axis of what lies nearest"""
    return torch.argmin(torch.abs(axis - value[..., None]), -1)


def half(axis, place, by):
    """by -1, 0 or 1 where the axis goes by halves there, else 0: a whole neighbour was found worse before."""
    near = (place + by).clamp(0, axis.shape[0] - 1)
    return torch.where(torch.abs(axis[near] - axis[place]) < 0.75, near - place, torch.zeros_like(place))


class Encoder(nn.Module):
    """decoder: run to see what its filter gains; without it `quality` is of the picture before the filter."""

    def __init__(self, parts, decoder=None):
        super().__init__()
        self.parts, self.decoder = parts, decoder
        self.trace = None
        g = parts.geometry
        # where each block and one pixel around it lie: rows [blocks,18,1], columns [blocks,1,18]; and in what was doubled
        corner = np.arange(g.blocks)[:, None, None]
        for name, pixels in (("fine", np.arange(-1, BLOCK + 1)), ("half", np.arange(-1, 2 * BLOCK))):
            scale = 1 if name == "fine" else 2
            self.register_buffer(f"{name}_rows", torch.as_tensor(corner // g.grid * BLOCK * scale + pixels[:, None], dtype=torch.float32))
            self.register_buffer(f"{name}_columns", torch.as_tensor(corner % g.grid * BLOCK * scale + pixels[None], dtype=torch.float32))

    def forward(self, image, state, step):
        p, g = self.parts, self.parts.geometry
        first = (step == 0)
        f = first.float()
        x = p.to_work(image)
        # the first step's dense ids
        coefficients, none = p.analyse(x), torch.zeros_like(step)
        wanted = p.first.wanted(coefficients - p.prior, none)
        first_ids = p.first.quantize(wanted / p.first.scale, p.books)
        got = p.first.value(first_ids, p.books) * p.first.scale
        base0 = p.synthesise(p.first.all(got, none) + p.prior)
        error_prior = ((x - p.synthesise(p.prior[None])) ** 2).sum((1, 2, 3))
        first_gain = torch.matmul(wanted ** 2 - (wanted - got) ** 2, p.first.belongs)
        # the state
        old = p.to_work(state.float() / 255)
        error_old = ((x - old) ** 2).sum((1, 2, 3))
        row, column = self.whole_shift(x, old)
        moved = p.moved(old, p.global_axis[row], p.global_axis[column])
        shift_gain = error_old - ((x - moved) ** 2).sum((1, 2, 3))
        worst = self.by_block(x - old).max(1)[0]
        shifting = (shift_gain > 2 * worst) & ~first
        base = torch.where(first[:, None, None, None], base0, torch.where(shifting[:, None, None, None], moved, old))
        # blocks: a shift or none, then a chain of dictionary entries, by either dictionary
        doubled = p.doubled(base)
        rows, columns = self.block_shifts(x, base, doubled)
        shifted = p.displaced(doubled, p.per_pixel(p.block_axis[rows]), p.per_pixel(p.block_axis[columns]))
        mv_gain = (self.by_block(x - base) - self.by_block(x - shifted)) * (1 - f)[:, None]
        mv = rows * len(BLOCK_AXIS) + columns
        mv_gain = torch.where(mv == SHIFTS // 2, torch.zeros_like(mv_gain), mv_gain)
        mv = torch.where(mv > SHIFTS // 2, mv, mv + 1).float()       # payload 1 + place among the shifts without (0, 0)
        # a block is shifted where that gains more than any entry
        unshifted = self.best(self.coordinates(x - base).flatten(0, 1), "free")[0].reshape(mv_gain.shape)
        use = mv_gain > unshifted.clamp(min=0)
        dy, dx = (p.per_pixel(p.block_axis[v] * use) for v in (rows, columns))
        at = self.coordinates(x - p.displaced(doubled, dy, dx))
        free = self.chain("free", at, mv, mv_gain, use)
        # a dense list where it removes more than as many ids of a free one, and what it leaves
        later_ids, later_gain, kind, refined = self.refine(coefficients - p.analyse(old))
        top = torch.topk(free[0].flatten(1), p.later.ids, 1)[0].clamp(min=0)
        behind = torch.cat([torch.zeros_like(top[:, :1]), later_gain[:, :-1]], 1)
        refining = (self.early(self.running(behind)) > self.early(self.running(top))) & ~first
        at = torch.where(refining[:, None, None], self.coordinates(x - old - refined), at)
        use = use & ~refining[:, None]
        power = (at[..., :W_DIM] ** 2).sum(2).topk(g.blocks // 2, 1)[0].mean(1)
        sort = torch.round(torch.log(p.reference / power.clamp(min=1e-9)) / math.log(2)).clamp(0, SCALES - 1) * (1 - f)
        sort = torch.where(refining, sort.clamp(0, LATER_SCALES - 1), sort)
        scale = p.scales[sort.long()][:, None]
        spread = self.chain("spread", at / scale[..., None], mv, mv_gain / scale ** 2, use)
        spread = (spread[0] * scale[..., None] ** 2, spread[1] * scale[..., None] ** 2, spread[2])
        # a free list: the best of all blocks
        block = torch.arange(g.blocks, dtype=torch.float32)[None, None]
        key, gain, ident = (v.flatten(1) for v in (free[0], free[1], free[2] + block * FREE_PAYLOADS))
        top, order = torch.topk(key, g.tokens, 1)
        worth = (top > WORTH).float()
        free_gain = torch.gather(gain, 1, order) * worth
        free_ids = torch.gather(ident, 1, order) * worth
        # a spread list: the best of each group in turn
        rounds = g.tokens // GROUPS
        by_group = lambda v: v[:, :, p.member].reshape(v.shape[0], -1, GROUPS, g.members).permute(0, 2, 1, 3).flatten(2)
        within = torch.arange(g.members, dtype=torch.float32)[None, None, None].expand(-1, spread[0].shape[1], GROUPS, -1)
        within = within.permute(0, 2, 1, 3).flatten(2)
        top, placed = torch.topk(by_group(spread[0]), rounds, 2)
        worth = (top > WORTH).float()
        in_turn = lambda v: (torch.gather(v, 2, placed) * worth).permute(0, 2, 1).flatten(1)
        spread_gain = in_turn(by_group(spread[1]))
        spread_ids = in_turn(by_group(spread[2]) + within * SPREAD_PAYLOADS)
        self.places = (order, placed)
        # put the lists together
        n = g.tokens - p.first.ids
        ids0 = torch.cat([first_ids.float(), spread_ids[:, :n]], 1)
        gain0 = torch.cat([first_gain, spread_gain[:, :n]], 1)
        shift_id = (g.special + row * len(GLOBAL_AXIS) + column).float()
        shift_id = torch.where(shifting, shift_id, torch.full_like(shift_id, g.special + GLOBAL_SHIFTS // 2))[:, None]
        shift_gain = (shift_gain * shifting.float())[:, None]
        moving = shifting[:, None]
        ids1 = torch.where(moving, torch.cat([shift_id, free_ids[:, :-1]], 1), free_ids)
        gain1 = torch.where(moving, torch.cat([shift_gain, free_gain[:, :-1]], 1), free_gain)
        ids2 = torch.cat([shift_id + GLOBAL_SHIFTS * (1 + sort[:, None]), spread_ids[:, :-1]], 1)
        gain2 = torch.cat([shift_gain, spread_gain[:, :-1]], 1)
        n = g.tokens - 1 - p.later.ids
        ids3 = torch.cat([g.refining + kind[:, None] * LATER_SCALES + sort[:, None], later_ids.float(), spread_ids[:, :n]], 1)
        gain3 = torch.cat([torch.zeros_like(shift_gain), later_gain, spread_gain[:, :n]], 1)
        ids2, gain2 = torch.where(refining[:, None], ids3, ids2), torch.where(refining[:, None], gain3, gain2)
        quality1 = self.decibel(error_old[:, None] - self.running(gain1))
        quality2 = self.decibel(error_old[:, None] - self.running(gain2))
        better = (self.early(quality2) > self.early(quality1))[:, None]
        ids1, gain1 = torch.where(better, ids2, ids1), torch.where(better, gain2, gain1)
        ids = torch.where(first[:, None], ids0, ids1).long()
        gain = torch.where(first[:, None], gain0, gain1)
        quality = self.decibel(torch.where(first, error_prior, error_old)[:, None] - self.running(gain))
        if self.decoder is not None:
            change, unfiltered = self.correction(image, ids, state, step, quality)
            quality = quality + change
            # a dense list says whether the filter helps: what is filtered again and again may blur
            unfiltered = unfiltered & refining & (ids[:, 0] >= g.refining)
            ids = torch.cat([ids[:, :1] + DENSE_KINDS * unfiltered[:, None], ids[:, 1:]], 1)
        return ids, self.rising(quality)

    def refine(self, rest):
        """rest [N,all]: coefficients of what is left of the picture -> a dense list's ids, what each removes, which list it is, the picture it adds."""
        p = self.parts
        energy = torch.stack([(torch.gather(rest, 1, row[None].expand(rest.shape[0], -1)) ** 2).sum(1) for row in p.later.taken], 1)
        band = torch.argmax(energy, 1)
        wanted, scale = p.later.wanted(rest, band), p.later.scale[band]
        spread = ((wanted / scale) ** 2).mean(1)
        level = torch.round(-0.5 / math.log(2) * torch.log(spread.clamp(min=1e-9))).clamp(0, LATER_LEVELS - 1)
        scale = scale * p.later_levels[level.long()][:, None]
        ids = p.later.quantize(wanted / scale, p.books)
        got = p.later.value(ids, p.books) * scale
        gain = torch.matmul(wanted ** 2 - (wanted - got) ** 2, p.later.belongs)
        return ids, gain, band.float() * LATER_LEVELS + level, p.synthesise(p.later.all(got, band))

    def by_block(self, rest):
        """rest [N,3,S,S] -> the squared error in each block, [N,blocks]"""
        g = self.parts.geometry
        return (rest ** 2).reshape(-1, 3, g.grid, BLOCK, g.grid, BLOCK).sum((1, 3, 5)).flatten(1)

    def coordinates(self, rest):
        """rest [N,3,S,S] -> what of each block the dictionaries speak about, [N,blocks,272]"""
        return torch.matmul(self.parts.split(self.parts.folded(rest)), self.parts.basis.t())

    def chain(self, kind, at, mv, mv_gain, use):
        """For each block what it would send in turn, its shift first where it has one: keys that never rise, gains and payloads, each [N, 1 + stages, blocks]."""
        p, blocks = self.parts, self.parts.geometry.blocks
        shape = lambda v: v.reshape(-1, blocks)
        at, mv, mv_gain, use = at.flatten(0, 1), mv.flatten(), mv_gain.flatten(), use.flatten()
        none = torch.full_like(mv_gain, -1.0)
        gains, payloads = [torch.where(use, mv_gain, none)], [mv]
        keys, ceiling = [gains[0]], torch.where(use, mv_gain, none + 1e9)
        kept = []
        for _ in range(STAGES[kind]):
            gain, payload = self.best(at, kind)
            ceiling = torch.minimum(ceiling * 0.9999, gain)
            keys.append(ceiling)
            gains.append(gain)
            payloads.append(payload.float())
            kept.append(at)
            got = p.entry(payload, kind) * (gain > 0).float()[:, None]
            whole, quarters = got[:, :W_DIM], got[:, W_DIM:]
            at = at - got - torch.cat([torch.matmul(quarters, p.cross.t()), torch.matmul(whole, p.cross)], 1)
        if self.trace is not None:
            self.trace[kind] = torch.stack(kept, 1).reshape(-1, blocks, len(kept), at.shape[1]).transpose(1, 2)
        stack = lambda vs: torch.stack([shape(v) for v in vs], 1)
        return stack(keys), stack(gains), stack(payloads)

    def best(self, at, kind):
        """at [n,272] -> the most error one entry removes from each block, and its payload."""
        whole, quarter = getattr(self.parts, f"whole_{kind}"), getattr(self.parts, f"quarter_{kind}")
        w, q = whole.shape[0], quarter.shape[0]
        score_w = F.linear(at[:, :W_DIM], whole, -0.5 * (whole ** 2).sum(1))
        score_q = F.linear(at[:, W_DIM:].reshape(-1, Q_DIM), quarter, -0.5 * (quarter ** 2).sum(1))
        code_w, code_q = highest(score_w), highest(score_q)
        top_w = torch.gather(score_w, 1, code_w[:, None])[:, 0]
        top_q = torch.gather(score_q, 1, code_q[:, None]).reshape(-1, 4)
        which = torch.argmax(top_q, 1)
        top_q = torch.gather(top_q, 1, which[:, None])[:, 0]
        code_q = torch.gather(code_q.reshape(-1, 4), 1, which[:, None])[:, 0] + w + which * q
        return torch.maximum(top_w, top_q) * 2, torch.where(top_q > top_w, code_q, code_w) + 1 + SHIFTS

    def early(self, v):
        """The mean over prefixes of v [N,n], all doublings of their length counting the same."""
        weight = 1 / torch.arange(1, v.shape[1] + 1, dtype=torch.float32)
        return (v * weight).sum(1) / weight.sum()

    def running(self, v):
        n = v.shape[1]
        return torch.matmul(v, torch.triu(torch.ones(n, n)))

    def decibel(self, error):
        pixels = 3 * self.parts.geometry.size ** 2
        return -10 / math.log(10) * torch.log(error.clamp(min=0) / pixels + 1e-6)

    def rising(self, q):
        n = q.shape[1]
        before = torch.tril(torch.ones(n, n))
        return (q[:, None, :] * before - 1000 * (1 - before)).max(2)[0]

    def correction(self, image, ids, state, step, plain):
        """The decoder is run for two lengths; between them its distance from the plain sum is interpolated. And whether either is
        nearer without the filter."""
        tokens, after, first = self.parts.geometry.tokens, self.parts.later.ids + 1, (step == 0)
        place = torch.arange(1, tokens + 1, dtype=torch.float32)[None]
        # a quarter of the first list; of a later one what ends with a dense list, from where on the filter is used; and the whole
        early, whole = torch.where(first, tokens // 4, after), torch.full_like(step, tokens)
        (filtered, without), (filtered_whole, without_whole) = (self.probe(image, ids, state, step, n, plain) for n in (early, whole))
        unfiltered = ((without > filtered) | (without_whole > filtered_whole)) & ~first
        nearest_early = torch.where(unfiltered, without, filtered)[:, None]
        nearest_whole = torch.where(unfiltered, without_whole, filtered_whole)[:, None]
        share = ((place - early[:, None]) / (tokens - early[:, None])).clamp(0, 1)
        distance = nearest_early + share * (nearest_whole - nearest_early)
        return torch.where(~first[:, None] & (place < after), without[:, None], distance), unfiltered

    def probe(self, image, ids, state, step, length, plain):
        """By how many dB the decoder's picture is nearer than the plain sum says, with its filter and without, [N] each."""
        out, before = self.decoder.decoded(ids, length, state, step)[:2]
        before = self.parts.to_image(before).clamp(0, 1)
        said = torch.gather(plain, 1, length[:, None] - 1)[:, 0]
        return tuple(self.decibel(((v - image) ** 2).sum((1, 2, 3))) - said for v in (out, before))

    # shifts: from coarse to fine, the nine neighbours of the best so far at each resolution

    def neighbours(self, windows, wanted):
        """windows [M,side+2,side+2] around the best so far, wanted [M,side,side] -> which neighbour is nearest, (-1..1, -1..1)"""
        fine = ((F.conv2d(windows[:, None], views(3)) - wanted[:, None]) ** 2).sum((2, 3))
        k = torch.argmin(fine, 1).float()
        row = torch.floor((k + 0.25) / 3)
        return row - 1, k - 3 * row - 1

    def whole_shift(self, x, old):
        """-> places in the axis of shifts, [N] each"""
        a, b = x[:, 0], old[:, 0]
        size = self.parts.geometry.size
        pooled = lambda v, n: F.avg_pool2d(v[:, None], n)[:, 0]
        r = (GLOBAL_AXIS[-1] - 3) // 4
        padded = F.pad(pooled(b, 4)[:, None], (r, r, r, r), mode="replicate")
        cost = ((F.conv2d(padded, views(2 * r + 1)) - pooled(a, 4)[:, None]) ** 2).sum((2, 3))
        place = torch.argmin(cost - favour(cost.shape[1], 1e-3), 1).float()
        y = torch.floor((place + 0.25) / (2 * r + 1))
        cx, cy = place - y * (2 * r + 1) - r, y - r
        for factor in (2, 1):
            n, cy, cx = size // factor, cy * 2, cx * 2
            around = lambda c: torch.arange(-1, n + 1, dtype=torch.float32)[None] + c[:, None]
            at = around(cy).clamp(0, n - 1)[:, :, None] * n + around(cx).clamp(0, n - 1)[:, None]
            there, here = (b, a) if factor == 1 else (pooled(b, factor), pooled(a, factor))
            windows = torch.gather(there.flatten(1), 1, at.long().flatten(1)).reshape(-1, n + 2, n + 2)
            dy, dx = self.neighbours(windows, here)
            cy, cx = cy + dy, cx + dx
        return self.halves(a, b, cy, cx)

    def halves(self, a, b, cy, cx):
        """The place nearest to a whole shift, or a neighbouring half; judged by every other pixel of every other row."""
        p = self.parts
        row, column = (nearest(p.global_axis, c) for c in (cy, cx))
        sides = []
        for place in (row, column):
            near = torch.stack([p.global_axis[place + half(p.global_axis, place, by)] for by in (-1, 0, 1)], 1)
            sides.append(p.between((p.columns[:, ::2][:, None] + near[..., None]).flatten(1)).reshape(-1, 3, p.geometry.size // 2, p.geometry.size))
        rows = torch.matmul(sides[0], b[:, None])
        there = torch.matmul(rows[:, :, None], sides[1][:, None].transpose(3, 4)).flatten(1, 2)
        best = torch.argmin(((there - a[:, None, ::2, ::2]) ** 2).sum((2, 3)) - favour(9, 1e-3), 1)
        dy = torch.floor((best.float() + 0.25) / 3).long()
        return row + half(p.global_axis, row, dy - 1), column + half(p.global_axis, column, best - 3 * dy - 1)

    def block_shifts(self, x, base, doubled):
        """-> places in the axis of shifts, [N,blocks] each"""
        g = self.parts.geometry
        r = int(BLOCK_AXIS[-1]) // 2
        pooled = lambda v: F.avg_pool2d(v[:, :1], 2)
        padded = F.pad(pooled(base), (r, r, r, r), mode="replicate")
        cost = F.avg_pool2d((F.conv2d(padded, views(2 * r + 1)) - pooled(x)) ** 2, BLOCK // 2).flatten(2)         # [N, 49, blocks]
        place = torch.argmin(cost - favour(cost.shape[1], 1e-5)[:, None], 1).float()
        y = torch.floor((place + 0.25) / (2 * r + 1))
        cx, cy = (place - y * (2 * r + 1) - r) * 2, (y - r) * 2
        rows = (self.fine_rows + cy[..., None, None]).clamp(0, g.size - 1)
        columns = (self.fine_columns + cx[..., None, None]).clamp(0, g.size - 1)
        at = (rows * g.size + columns).long().flatten(1)
        windows = torch.gather(base[:, 0].flatten(1), 1, at).reshape(-1, BLOCK + 2, BLOCK + 2)
        wanted = x[:, 0].reshape(-1, g.grid, BLOCK, g.grid, BLOCK).permute(0, 1, 3, 2, 4).reshape(-1, BLOCK, BLOCK)
        dy, dx = self.neighbours(windows, wanted)
        axis = self.parts.block_axis
        row, column = nearest(axis, cy + dy.reshape(-1, g.blocks)), nearest(axis, cx + dx.reshape(-1, g.blocks))
        # halves: windows of what was doubled, every other row and column of which is a shift
        last = 2 * g.size - 2
        rows = (self.half_rows + 2 * axis[row][..., None, None]).clamp(0, last)
        columns = (self.half_columns + 2 * axis[column][..., None, None]).clamp(0, last)
        at = (rows * (2 * g.size) + columns).long().flatten(1)
        windows = torch.gather(doubled[:, 0].flatten(1), 1, at).reshape(-1, 2 * BLOCK + 1, 2 * BLOCK + 1)
        fine = ((F.conv2d(windows[:, None], views(3), stride=2) - wanted[:, None]) ** 2).sum((2, 3))
        k = torch.argmin(fine - favour(9, 1e-5), 1).reshape(-1, g.blocks)
        dy = torch.floor((k.float() + 0.25) / 3).long()
        return row + half(axis, row, dy - 1), column + half(axis, column, k - 3 * dy - 1)
