"""The visual tokenizer: a quantized cosine transform first, then addressed blocks from a learned dictionary.

Everything is measured in one orthonormal colour space and with orthonormal transforms, so an error that a token
removes there is exactly the error it removes from the picture.
"""
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

SIZE, BLOCK, GRID = 128, 16, 8
TOKENS, CODEBOOK = 64, 65536
BLOCKS = GRID * GRID
GROUPS = 8                            # a spread list goes round 8 groups of 8 blocks, so 3 bits name a block
FREE_PAYLOADS, SPREAD_PAYLOADS = 933, 8192
SPECIAL = BLOCKS * FREE_PAYLOADS      # first ids from here: the whole state is shifted, and perhaps a spread list follows
SCALES = 5                            # a spread list's entries are scaled by 2 ** (-k / 2)
REACH, GLOBAL_REACH = 7, 15           # pixels that a block, or the whole state, may be shifted
SHIFTS = (2 * REACH + 1) ** 2 - 1     # 224: no shift needs no id
GLOBAL_SHIFTS = (2 * GLOBAL_REACH + 1) ** 2
WHOLE = {"free": 160, "spread": 256}  # entries for a block of 16x16; the others are for its quarters
QUARTER = {"free": (FREE_PAYLOADS - 1 - SHIFTS - 160) // 4, "spread": (SPREAD_PAYLOADS - 1 - SHIFTS - 256) // 4}
STAGES = {"free": 8, "spread": 4}     # entries that one block may get in one step


def cosine(n):
    k, i = np.mgrid[0:n, 0:n]
    m = np.cos(math.pi * (i + .5) * k / n) * math.sqrt(2 / n)
    m[0] /= math.sqrt(2)
    return m


def colour_matrix():
    return np.array([[1, 1, 1], [1, 0, -1], [1, -2, 1]]) / np.sqrt([[3], [2], [6]])


def block_basis():
    """Rows span what a dictionary entry may say: [272, 768], 96 for the whole block and 44 for each quarter."""
    def plane(channel, size, y, x, u, v):
        m = np.zeros((3, BLOCK, BLOCK))
        d = cosine(size)
        m[channel, y:y + size, x:x + size] = np.outer(d[u], d[v])
        return m.reshape(-1)

    found = [plane(0, 16, 0, 0, u, v) for u in range(8) for v in range(8)]
    found += [plane(c, 16, 0, 0, u, v) for c in (1, 2) for u in range(4) for v in range(4)]
    for y in (0, 8):
        for x in (0, 8):
            found += [plane(0, 8, y, x, u, v) for u in range(6) for v in range(6)]
            found += [plane(c, 8, y, x, u, v) for c in (1, 2) for u in range(2) for v in range(2)]
    return np.stack(found)


W_DIM, Q_DIM = 96, 44
WORTH = 2e-3                          # squared error under which an entry is not worth an id: the noise of 8 bits


class Parts(nn.Module):
    """What encoder and decoder share: transforms, the quantizer tables and the two dictionaries."""

    def __init__(self, tables):
        super().__init__()
        keep = lambda name, value: self.register_buffer(name, torch.as_tensor(np.asarray(value), dtype=torch.float32))
        keep("colour", colour_matrix())
        self.dense = int(tables["token_of"].max()) + 1
        self.side = [int(v) for v in tables["side"]]
        keep("cos_l", cosine(SIZE)[:self.side[0]])
        keep("cos_c", cosine(SIZE)[:self.side[1]])
        keep("bounds", tables["bounds"])              # [n, levels-1], padded with a huge number
        keep("centres", tables["centres"])            # [n, levels]
        keep("prior", tables["prior"])                # [n]
        radix = np.zeros((len(tables["radix"]), self.dense))
        radix[np.arange(len(radix)), tables["token_of"]] = tables["radix"]
        keep("radix", radix)
        keep("place", tables["radix"])
        keep("levels", tables["levels"])
        self.register_buffer("token_of", torch.as_tensor(tables["token_of"], dtype=torch.int64))
        self.register_buffer("where", torch.as_tensor(tables["where"], dtype=torch.int64))
        onto = np.zeros((len(tables["where"]), self.coefficients()))
        onto[np.arange(len(onto)), tables["where"]] = 1
        keep("onto", onto)
        basis = block_basis()
        keep("basis", basis)
        keep("gram", basis @ basis.T)
        for kind in ("free", "spread"):
            keep(f"whole_{kind}", tables[f"whole_{kind}"])      # [n, 96]
            keep(f"quarter_{kind}", tables[f"quarter_{kind}"])  # [n, 44]
        shifts = [(y, x) for y in range(-REACH, REACH + 1) for x in range(-REACH, REACH + 1) if (y, x) != (0, 0)]
        shift_of = np.zeros((SHIFTS + 2, 2))                     # the last row: no shift
        shift_of[1:SHIFTS + 1] = shifts
        keep("shift_of", shift_of)
        yy, xx = np.mgrid[0:SIZE, 0:SIZE]
        # group g holds one block of every row of blocks, the rows moved against each other
        members = np.array([[y * GRID + (g + 3 * y) % GRID for y in range(GRID)] for g in range(GROUPS)])
        keep("members", members)
        self.register_buffer("member", torch.as_tensor(members.reshape(-1), dtype=torch.int64))
        keep("scales", 2.0 ** (-0.5 * np.arange(SCALES)))
        keep("reference", tables["reference"])                    # energy of the blocks' rest at scale 1
        keep("rows", yy)
        keep("columns", xx)

    def coefficients(self):
        return self.side[0] ** 2 + 2 * self.side[1] ** 2

    # colour and blocks

    def to_work(self, image):
        return torch.matmul(self.colour, (image - 0.5).flatten(2)).reshape(-1, 3, SIZE, SIZE)

    def to_image(self, work):
        return torch.matmul(self.colour.t(), work.flatten(2)).reshape(-1, 3, SIZE, SIZE) + 0.5

    def split(self, x):
        return x.reshape(-1, 3, GRID, BLOCK, GRID, BLOCK).permute(0, 2, 4, 1, 3, 5).reshape(-1, BLOCKS, 3 * BLOCK * BLOCK)

    def join(self, b):
        return b.reshape(-1, GRID, GRID, 3, BLOCK, BLOCK).permute(0, 3, 1, 4, 2, 5).reshape(-1, 3, SIZE, SIZE)

    # the dense front

    def analyse(self, x):
        low = lambda plane, m: torch.matmul(torch.matmul(m, plane), m.t())
        parts = [low(x[:, 0], self.cos_l).flatten(1), low(x[:, 1], self.cos_c).flatten(1), low(x[:, 2], self.cos_c).flatten(1)]
        return torch.cat(parts, 1)[:, self.where]

    def synthesise(self, values):
        c = torch.matmul(values, self.onto)
        a, b = self.side[0], self.side[1]
        up = lambda part, m, s: torch.matmul(torch.matmul(m.t(), part.reshape(-1, s, s)), m)
        l = up(c[:, :a * a], self.cos_l, a)
        r = up(c[:, a * a:a * a + b * b], self.cos_c, b)
        g = up(c[:, a * a + b * b:], self.cos_c, b)
        return torch.stack([l, r, g], 1)

    def quantize(self, values):
        return (values[:, :, None] > self.bounds[None]).float().sum(2)

    def value(self, index):
        levels = torch.arange(self.centres.shape[1], device=index.device, dtype=torch.float32)
        return ((index[:, :, None] == levels).float() * self.centres[None]).sum(2)

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
        parts = quarter[place]
        rows = [whole[code.clamp(0, w - 1)] * is_whole]
        for k in range(4):
            rows.append(parts * ((which == k) & (code >= w)).float()[..., None])
        return torch.cat(rows, -1)

    def covers(self, payload, kind):
        """payload [..] -> [.., 4]: which quarters of its block the entry, or the shift, is about."""
        q = getattr(self, f"quarter_{kind}").shape[0]
        rest = (payload - 1 - SHIFTS - getattr(self, f"whole_{kind}").shape[0]).float()
        which = torch.floor((rest + 0.25) / q)
        return torch.stack([((which == k) | (rest < 0)).float() for k in range(4)], -1)

    # shifts

    def displaced(self, x, dy, dx):
        """x [N,C,128,128] read at (row + dy, column + dx), edges repeated; dy, dx [N,128,128] or [N,1,1] floats."""
        y = (self.rows + dy).clamp(0, SIZE - 1)
        c = (self.columns + dx).clamp(0, SIZE - 1)
        flat = (y * SIZE + c).long().reshape(-1, 1, SIZE * SIZE)
        channels = x.shape[1]
        return torch.gather(x.flatten(2), 2, flat.expand(-1, channels, -1)).reshape(-1, channels, SIZE, SIZE)

    def per_pixel(self, blocks):
        """[N,64] -> [N,128,128]"""
        b = blocks.reshape(-1, GRID, 1, GRID, 1)
        return b.expand(-1, GRID, BLOCK, GRID, BLOCK).reshape(-1, SIZE, SIZE)


class Filter(nn.Module):
    """Takes block edges and ringing out. It sees cells of 8x8 pixels, a channel for each place in a cell, so it knows
    where the edges are; a straight and a bent way are summed. Starts as no change."""

    def __init__(self, width=128):
        super().__init__()
        seen, told = 64 + 32, 4
        self.straight = nn.Conv2d(seen, seen, 3, padding=1, bias=False)
        self.inside = nn.Conv2d(seen + told, width, 3, padding=1)
        self.middle = nn.Conv2d(width, width, 1)
        self.outside = nn.Conv2d(width, seen, 1)
        for layer in (self.straight, self.outside):
            nn.init.zeros_(layer.weight)
        nn.init.zeros_(self.outside.bias)

    def forward(self, work, changed, first, share):
        """work [N,3,128,128]; changed [N,16,16] how many entries a cell got; first, share [N]."""
        fine = work - F.avg_pool2d(work, 17, 1, 8, count_include_pad=False)
        x = torch.cat([F.pixel_unshuffle(fine[:, :1], 8), F.pixel_unshuffle(F.avg_pool2d(fine[:, 1:], 2), 4)], 1) * 4
        flat = torch.stack([first, share], 1)[:, :, None, None].expand(-1, 2, SIZE // 8, SIZE // 8)
        map_ = changed.reshape(-1, 1, SIZE // 8, SIZE // 8)
        told = torch.cat([(map_ > 0).float(), map_ * 0.3, flat], 1)
        y = F.relu(self.inside(torch.cat([x, told], 1)))
        y = F.relu(self.middle(y))
        y = (self.straight(x) + self.outside(y)) * 0.1
        half, n = SIZE // 2, 2
        c = F.pixel_shuffle(y[:, 64:], 4).reshape(-1, 2, half, 1, half, 1).expand(-1, 2, half, n, half, n)
        return torch.cat([F.pixel_shuffle(y[:, :64], 8), c.reshape(-1, 2, SIZE, SIZE)], 1)


class Decoder(nn.Module):
    """Filters at step 0 only; `later` tells to do so at later steps too, which is for training: repeated, it blurs."""

    def __init__(self, parts, filter_, later=False):
        super().__init__()
        self.parts, self.filter, self.later = parts, filter_, later

    def forward(self, ids, length, state, step):
        image = self.decoded(ids, length, state, step)[0]
        return image, (image * 255).round().to(torch.uint8)

    def decoded(self, ids, length, state, step):
        p = self.parts
        first = (step == 0)
        position = torch.arange(TOKENS, dtype=torch.int64)
        valid = position[None] < length[:, None]
        f = first.float()
        # dense coefficients
        token = ids[:, :p.dense].float()[:, p.token_of]
        index = torch.floor((token + 0.25) / p.place)
        index = index - p.levels * torch.floor((index + 0.25) / p.levels)
        known = valid[:, :p.dense].float()[:, p.token_of]
        values = p.value(index) * known + p.prior * (1 - known)
        dense = p.synthesise(values)
        # the state, perhaps shifted as a whole
        code = ids.clamp(0, CODEBOOK - 1).float()
        special = code[:, 0] - SPECIAL
        has = ((special >= 0) & (special < (1 + SCALES) * GLOBAL_SHIFTS) & valid[:, 0] & ~first).float()
        spread_list = torch.maximum(f, has * (special >= GLOBAL_SHIFTS).float())
        sort = torch.floor((special + 0.25) / GLOBAL_SHIFTS)
        shift = special - GLOBAL_SHIFTS * sort
        scale = p.scales[((sort - 1).clamp(0, SCALES - 1) * has).long()]
        side = 2 * GLOBAL_REACH + 1
        sy = torch.floor((shift + 0.25) / side)
        sx = (shift - sy * side - GLOBAL_REACH) * has
        sy = (sy - GLOBAL_REACH) * has
        shifting = (sy != 0) | (sx != 0)
        work = p.to_work(state.float() / 255)
        moved = p.displaced(work, sy[:, None, None], sx[:, None, None])
        base = torch.where(first[:, None, None, None], dense, moved)
        # blocks
        start = f * p.dense + (1 - f) * has
        local = valid & (position[None].float() >= start[:, None])
        b_free = torch.floor((code + 0.25) / FREE_PAYLOADS)
        p_free = (code - b_free * FREE_PAYLOADS).long()
        turn = (position[None].float() - start[:, None]).clamp(0, TOKENS)
        group = turn - GROUPS * torch.floor((turn + 0.25) / GROUPS)
        within = torch.floor((code + 0.25) / SPREAD_PAYLOADS)
        b_spread = p.member[(group * GRID + within).long()].float()
        p_spread = (code - within * SPREAD_PAYLOADS).long()
        by_list = spread_list[:, None] > 0.5
        block = torch.where(by_list, b_spread, b_free)
        payload = torch.where(by_list, p_spread, p_free)
        real = local & (payload > 0) & (by_list | (code < SPECIAL))
        put = ((block[:, None, :] == torch.arange(BLOCKS, dtype=torch.float32)[None, :, None]) & real[:, None, :]).float()
        entries = torch.where(by_list[..., None], p.entry(p_spread, "spread") * scale[:, None, None], p.entry(p_free, "free"))
        added = torch.matmul(torch.matmul(put, entries), p.basis)
        by = torch.matmul(put, p.shift_of[payload.clamp(0, SHIFTS + 1)]) * (1 - f)[:, None, None]
        by = by.clamp(-REACH, REACH)
        base = p.displaced(base, p.per_pixel(by[..., 0]), p.per_pixel(by[..., 1]))
        plain = base + p.join(added)
        count = put.sum(2)
        cells = torch.matmul(put, torch.where(by_list[..., None], p.covers(p_spread, "spread"), p.covers(p_free, "free")))
        cells = cells.reshape(-1, GRID, GRID, 2, 2).permute(0, 1, 3, 2, 4).reshape(-1, 2 * GRID, 2 * GRID).clamp(0, 4)
        # the filter reaches what was touched, and 8 pixels around it
        touched = (count > 0).float()
        share = torch.minimum(length.float(), torch.full_like(length.float(), TOKENS)) / TOKENS
        mask = f[:, None, None, None]
        if self.later:
            mask = torch.maximum(self.mask(touched), mask)
        out = plain + mask * self.filter(plain, cells, f, share)
        image = p.to_image(out).clamp(0, 1)
        kept = state.float() / 255
        still = (~first & ((count.sum(1) == 0) & ~shifting))[:, None, None, None]
        return torch.where(still, kept, image), plain, cells, mask

    def mask(self, touched):
        t = touched.reshape(-1, 1, GRID, 1, GRID, 1)
        t = t.expand(-1, 1, GRID, 4, GRID, 4).reshape(-1, 1, 4 * GRID, 4 * GRID)
        wide = F.max_pool2d(t, 3, 1, 1)
        soft = torch.maximum(t, wide * 0.5)
        n = 4 * GRID
        return soft.reshape(-1, 1, n, 1, n, 1).expand(-1, 1, n, 4, n, 4).reshape(-1, 1, SIZE, SIZE)


class Encoder(nn.Module):
    def __init__(self, parts, decoder=None, probes=()):
        super().__init__()
        self.parts, self.decoder, self.probes = parts, decoder, probes
        self.trace = None

    def forward(self, image, state, step):
        p = self.parts
        first = (step == 0)
        f = first.float()
        x = p.to_work(image)
        # dense
        wanted = p.analyse(x)
        index = p.quantize(wanted)
        got = p.value(index)
        dense_ids = torch.matmul(index, p.radix)
        base0 = p.synthesise(got)
        prior = p.synthesise(p.prior[None])
        error_prior = ((x - prior) ** 2).sum((1, 2, 3))
        removed = (wanted - p.prior) ** 2 - (wanted - got) ** 2
        dense_gain = torch.matmul(removed, (p.radix > 0).float())
        # state
        old = p.to_work(state.float() / 255)
        error_old = ((x - old) ** 2).sum((1, 2, 3))
        gy, gx = self.whole_shift(x, old)
        moved = p.displaced(old, gy[:, None, None], gx[:, None, None])
        error_moved = ((x - moved) ** 2).sum((1, 2, 3))
        shift_gain = error_old - error_moved
        worst = ((x - old) ** 2).reshape(-1, 3, GRID, BLOCK, GRID, BLOCK).sum((1, 3, 5)).flatten(1).max(1)[0]
        shifting = (shift_gain > 2 * worst) & ~first
        base1 = torch.where(shifting[:, None, None, None], moved, old)
        base = torch.where(first[:, None, None, None], base0, base1)
        # blocks: a shift or none, then a chain of dictionary entries, by either dictionary
        b0 = p.split(x - base)
        by, bx = self.block_shifts(x, base)
        b1 = p.split(x - p.displaced(base, p.per_pixel(by), p.per_pixel(bx)))
        mv_gain = ((b0 ** 2).sum(2) - (b1 ** 2).sum(2)) * (1 - f)[:, None]
        mv_gain = torch.where((by == 0) & (bx == 0), torch.zeros_like(mv_gain), mv_gain)
        mv = (by + REACH) * (2 * REACH + 1) + bx + REACH
        mv = torch.where(mv > (SHIFTS // 2), mv, mv + 1)       # payload 1 + place among the shifts without (0, 0)
        at0, at1 = torch.matmul(b0, p.basis.t()), torch.matmul(b1, p.basis.t())
        free = self.chain("free", at0, at1, mv, mv_gain)
        power = (at0[..., :W_DIM] ** 2).sum(2).topk(BLOCKS // 2, 1)[0].mean(1)
        sort = torch.round(torch.log(p.reference / power.clamp(min=1e-9)) / math.log(2)).clamp(0, SCALES - 1) * (1 - f)
        scale = p.scales[sort.long()][:, None]
        spread = self.chain("spread", at0 / scale[..., None], at1 / scale[..., None], mv, mv_gain / scale ** 2)
        spread = (spread[0] * scale[..., None] ** 2, spread[1] * scale[..., None] ** 2, spread[2])
        # a free list: the best of all blocks
        block = torch.arange(BLOCKS, dtype=torch.float32)[None, None]
        key, gain, ident = (v.flatten(1) for v in (free[0], free[1], free[2] + block * FREE_PAYLOADS))
        top, order = torch.topk(key, TOKENS, 1)
        worth = (top > WORTH).float()
        free_gain = torch.gather(gain, 1, order) * worth
        free_ids = torch.gather(ident, 1, order) * worth
        # a spread list: the best of each group in turn
        rounds = TOKENS // GROUPS
        by_group = lambda v: v[:, :, p.member].reshape(v.shape[0], -1, GROUPS, GRID).permute(0, 2, 1, 3).flatten(2)
        within = torch.arange(GRID, dtype=torch.float32)[None, None, None].expand(-1, spread[0].shape[1], GROUPS, -1)
        within = within.permute(0, 2, 1, 3).flatten(2)
        top, placed = torch.topk(by_group(spread[0]), rounds, 2)
        worth = (top > WORTH).float()
        in_turn = lambda v: (torch.gather(v, 2, placed) * worth).permute(0, 2, 1).flatten(1)
        spread_gain = in_turn(by_group(spread[1]))
        spread_ids = in_turn(by_group(spread[2]) + within * SPREAD_PAYLOADS)
        self.places = (order, placed)
        # put the lists together
        n = TOKENS - p.dense
        ids0 = torch.cat([dense_ids, spread_ids[:, :n]], 1)
        gain0 = torch.cat([dense_gain, spread_gain[:, :n]], 1)
        shift_id = SPECIAL + (gy + GLOBAL_REACH) * (2 * GLOBAL_REACH + 1) + gx + GLOBAL_REACH
        shift_id = torch.where(shifting, shift_id, torch.full_like(shift_id, SPECIAL + GLOBAL_SHIFTS // 2))[:, None]
        shift_gain = (shift_gain * shifting.float())[:, None]
        moving = shifting[:, None]
        ids1 = torch.where(moving, torch.cat([shift_id, free_ids[:, :-1]], 1), free_ids)
        gain1 = torch.where(moving, torch.cat([shift_gain, free_gain[:, :-1]], 1), free_gain)
        ids2 = torch.cat([shift_id + GLOBAL_SHIFTS * (1 + sort[:, None]), spread_ids[:, :-1]], 1)
        gain2 = torch.cat([shift_gain, spread_gain[:, :-1]], 1)
        quality1 = self.decibel(error_old[:, None] - torch.cumsum(gain1, 1))
        quality2 = self.decibel(error_old[:, None] - torch.cumsum(gain2, 1))
        better = (quality2.mean(1) > quality1.mean(1))[:, None]
        ids1, gain1 = torch.where(better, ids2, ids1), torch.where(better, gain2, gain1)
        ids = torch.where(first[:, None], ids0, ids1).long()
        gain = torch.where(first[:, None], gain0, gain1)
        error = torch.where(first, error_prior, error_old)[:, None] - torch.cumsum(gain, 1)
        quality = self.decibel(error)
        if self.decoder is not None:
            quality = quality + self.correction(image, ids, state, step, quality)
        return ids, self.rising(quality)

    def chain(self, kind, at0, at1, mv, mv_gain):
        """For each block what it would send in turn: keys that never rise, gains and payloads, each [N, 1 + stages, 64]."""
        p = self.parts
        gain, _ = self.best(at0, kind)
        use = mv_gain > gain
        at = torch.where(use[..., None], at1, at0)
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
            at = at - torch.matmul(p.entry(payload, kind) * (gain > 0).float()[..., None], p.gram)
        if self.trace is not None:
            self.trace[kind] = torch.stack(kept, 1)
        return torch.stack(keys, 1), torch.stack(gains, 1), torch.stack(payloads, 1)

    def decibel(self, error):
        pixels = 3 * SIZE * SIZE
        return -10 / math.log(10) * torch.log(error.clamp(min=0) / pixels + 1e-6)

    def rising(self, q):
        before = torch.tril(torch.ones(TOKENS, TOKENS))
        return (q[:, None, :] * before - 1000 * (1 - before)).max(2)[0]

    def correction(self, image, ids, state, step, plain):
        """The decoder is run for a few lengths; between them its distance from the plain sum is interpolated."""
        found = []
        for n in self.probes:
            out = self.decoder.decoded(ids, torch.full_like(step, n), state, step)[0]
            error = ((out - image) ** 2).sum((1, 2, 3))
            found.append(self.decibel(error) - plain[:, n - 1])
        weights = np.zeros((len(self.probes), TOKENS), np.float32)
        for i in range(TOKENS):
            weights[:, i] = [np.interp(i + 1, self.probes, np.eye(len(self.probes))[k]) for k in range(len(self.probes))]
        return torch.matmul(torch.stack(found, 1), torch.as_tensor(weights))

    def best(self, at, kind):
        """The most error one entry removes from each block, and its payload."""
        whole, quarter = getattr(self.parts, f"whole_{kind}"), getattr(self.parts, f"quarter_{kind}")
        rows = [torch.matmul(at[..., :W_DIM], whole.t()) - 0.5 * (whole ** 2).sum(1)]
        for q in range(4):
            part = at[..., W_DIM + q * Q_DIM:W_DIM + (q + 1) * Q_DIM]
            rows.append(torch.matmul(part, quarter.t()) - 0.5 * (quarter ** 2).sum(1))
        score, code = torch.cat(rows, 2).max(2)
        return score * 2, code + 1 + SHIFTS

    def half(self, x):
        return F.avg_pool2d(x, 2)

    def whole_shift(self, x, old):
        a, b = self.half(x[:, :1]), self.half(old[:, :1])
        r, h = GLOBAL_REACH // 2, SIZE // 2
        padded = F.pad(b, (r, r, r, r), mode="replicate")
        costs = []
        for y in range(2 * r + 1):
            row = torch.cat([padded[:, :, y:y + h, c:c + h] for c in range(2 * r + 1)], 1)
            costs.append(((row - a) ** 2).sum((2, 3)))
        cost = torch.cat(costs, 1)
        favour = torch.zeros(cost.shape[1])
        favour[cost.shape[1] // 2] = 1e-3
        place = torch.argmin(cost - favour, 1).float()
        y = torch.floor((place + 0.25) / (2 * r + 1))
        cx = (place - y * (2 * r + 1) - r) * 2
        cy = (y - r) * 2
        around = [(u, v) for u in (-1, 0, 1) for v in (-1, 0, 1)]
        fine = []
        for u, v in around:
            d = self.parts.displaced(old[:, :1], (cy + u)[:, None, None], (cx + v)[:, None, None]) - x[:, :1]
            fine.append((d ** 2).sum((1, 2, 3)))
        k = torch.argmin(torch.stack(fine, 1), 1)
        off = torch.tensor(around, dtype=torch.float32)[k]
        return cy + off[:, 0], cx + off[:, 1]

    def block_shifts(self, x, base):
        a, b = self.half(x[:, :1]), self.half(base[:, :1])
        r, h = REACH // 2, SIZE // 2
        padded = F.pad(b, (r, r, r, r), mode="replicate")
        costs = []
        for y in range(2 * r + 1):
            row = torch.cat([padded[:, :, y:y + h, c:c + h] for c in range(2 * r + 1)], 1)
            costs.append(F.avg_pool2d((row - a) ** 2, BLOCK // 2))
        cost = torch.cat(costs, 1).flatten(2)                       # [N, 49, 64]
        favour = torch.zeros(cost.shape[1], 1)
        favour[cost.shape[1] // 2] = 1e-5
        place = torch.argmin(cost - favour, 1).float()
        y = torch.floor((place + 0.25) / (2 * r + 1))
        cx = (place - y * (2 * r + 1) - r) * 2
        cy = (y - r) * 2
        p = self.parts
        around = [(u, v) for u in (-1, 0, 1) for v in (-1, 0, 1)]
        fine = []
        for u, v in around:
            d = p.displaced(base[:, :1], p.per_pixel(cy + u), p.per_pixel(cx + v)) - x[:, :1]
            fine.append(F.avg_pool2d(d ** 2, BLOCK).flatten(1))
        k = torch.argmin(torch.stack(fine, 1), 1)
        off = torch.tensor(around, dtype=torch.float32)[k]
        return cy + off[..., 0], cx + off[..., 1]
