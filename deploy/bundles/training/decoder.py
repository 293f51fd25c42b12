"""From ids to a picture: what every id says, in the order of the list."""
import math

import torch
import torch.nn as nn

from geometry import (BASE, BLOCK_AXIS, DENSE_KINDS, FREE_PAYLOADS, GLOBAL_AXIS, GLOBAL_SHIFTS, GROUPS, LATER_LEVELS, LATER_SCALES, SCALES, SHIFTS,
                      SPREAD_PAYLOADS)


class Decoder(nn.Module):
    def __init__(self, parts, filter_):
        super().__init__()
        self.parts, self.filter = parts, filter_

    def forward(self, ids, length, state, step):
        image = self.decoded(ids, length, state, step)[0]
        return image, (image * 255).round().to(torch.uint8)

    def decoded(self, ids, length, state, step):
        """-> image [N,3,S,S]; and what training wants: the picture before the filter, entries of each cell, whether the filter is used
        behind a later step's dense list and how fine that is, the filter's mask."""
        p, g = self.parts, self.parts.geometry
        first = (step == 0)
        position = torch.arange(g.tokens, dtype=torch.int64)
        valid = position[None] < length[:, None]
        f = first.float()
        # the first step's dense ids
        none = torch.zeros_like(length)
        known = torch.matmul(valid[:, :p.first.ids].float(), p.first.belongs.t())
        values = p.first.value(ids[:, :p.first.ids], p.books) * p.first.scale * known
        dense = p.synthesise(p.first.all(values, none) + p.prior)
        # the state, perhaps shifted as a whole
        code = ids.clamp(0, g.codebook - 1).float()
        special = code[:, 0] - g.special
        has = ((special >= 0) & (special < (1 + SCALES) * GLOBAL_SHIFTS) & valid[:, 0] & ~first).float()
        # or refined by a dense list
        kind = code[:, 0] - g.refining
        refined = ((kind >= 0) & (kind < 2 * DENSE_KINDS) & valid[:, 0] & ~first).float()
        kind = kind * refined
        unfiltered = (kind >= DENSE_KINDS).float()
        kind = kind - DENSE_KINDS * unfiltered
        band = torch.floor((kind + 0.25) / (LATER_LEVELS * LATER_SCALES))
        kind = kind - band * LATER_LEVELS * LATER_SCALES
        level = torch.floor((kind + 0.25) / LATER_SCALES)
        spread_list = torch.maximum(torch.maximum(f, refined), has * (special >= GLOBAL_SHIFTS).float())
        sort = torch.floor((special + 0.25) / GLOBAL_SHIFTS)
        shift = special - GLOBAL_SHIFTS * sort
        scale = p.scales[((sort - 1).clamp(0, SCALES - 1) * has + (kind - level * LATER_SCALES)).long()]
        side = len(GLOBAL_AXIS)
        row = torch.floor((shift + 0.25) / side)
        sy, sx = (p.global_axis[v.clamp(0, side - 1).long()] * has for v in (row, shift - row * side))
        shifting = (sy != 0) | (sx != 0)
        work = p.to_work(state.float() / 255)
        moved = p.moved(work, sy, sx)
        band, after = band.long(), slice(1, 1 + p.later.ids)
        values = p.later.value(ids[:, after], p.books) * p.later.scale[band] * (p.later_levels[level.long()] * refined)[:, None]
        values = values * torch.matmul(valid[:, after].float(), p.later.belongs.t())
        base = torch.where(first[:, None, None, None], dense, moved + p.synthesise(p.later.all(values, band)))
        # blocks
        start = f * p.first.ids + (1 - f) * (has + refined * (1 + p.later.ids))
        local = valid & (position[None].float() >= start[:, None])
        b_free = torch.floor((code + 0.25) / FREE_PAYLOADS)
        p_free = (code - b_free * FREE_PAYLOADS).long()
        turn = (position[None].float() - start[:, None]).clamp(0, g.tokens)
        group = turn - GROUPS * torch.floor((turn + 0.25) / GROUPS)
        within = torch.floor((code + 0.25) / SPREAD_PAYLOADS)
        b_spread = p.member[(group * g.members + within).long()].float()
        p_spread = (code - within * SPREAD_PAYLOADS).long()
        by_list = spread_list[:, None] > 0.5
        block = torch.where(by_list, b_spread, b_free)
        payload = torch.where(by_list, p_spread, p_free)
        real = local & (payload > 0) & (by_list | (code < g.special))
        put = ((block[:, None, :] == torch.arange(g.blocks, dtype=torch.float32)[None, :, None]) & real[:, None, :]).float()
        entries = torch.where(by_list[..., None], p.entry(p_spread, "spread") * scale[:, None, None], p.entry(p_free, "free"))
        added = torch.matmul(torch.matmul(put, entries), p.basis)
        by = torch.matmul(put, p.shift_of[payload.clamp(0, SHIFTS + 1)]) * (1 - f)[:, None, None]
        by = by.clamp(BLOCK_AXIS[0], BLOCK_AXIS[-1])
        base = p.displaced(p.doubled(base), p.per_pixel(by[..., 0]), p.per_pixel(by[..., 1]))
        plain = base + p.unfolded(p.join(added))
        cells = torch.matmul(put, torch.where(by_list[..., None], p.covers(p_spread, "spread"), p.covers(p_free, "free")))
        cells = cells.reshape(-1, g.grid, g.grid, 2, 2).permute(0, 1, 3, 2, 4).reshape(-1, 2 * g.grid, 2 * g.grid).clamp(0, 4)
        # at later steps only a whole dense list lets the filter in: repeated on what is hardly new, it blurs
        strength = refined * (1 - unfiltered) * (length > p.later.ids).float()
        depth = -0.25 / math.log(2) * torch.log(p.later.scale[band].mean(1) * p.later_levels[level.long()] / g.size * BASE) * refined
        mask = torch.maximum(f, strength)[:, None, None, None]
        # whatever was sent, the filter takes it for the whole list: told the truth, it makes some prefixes worse than shorter ones
        out = plain + mask * self.filter(plain, cells, f, strength, depth, torch.ones_like(f))
        image = p.to_image(out).clamp(0, 1)
        still = (~first & ((put.sum((1, 2)) == 0) & ~shifting & (refined == 0)))[:, None, None, None]
        return torch.where(still, state.float() / 255, image), plain, cells, strength, depth, mask
