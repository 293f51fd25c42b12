"""The decoder's filter: takes block edges, ringing and colour noise out of what the tokens say."""
import torch
import torch.nn as nn
import torch.nn.functional as F


def no_filter(work, cells, first, refined, depth, share):
    """Stands in for the filter before there is one."""
    return 0.0


class Filter(nn.Module):
    """A small U-Net on cells of 4x4 pixels: lightness at full and colour at half resolution, a channel for each place in a cell, so it
    knows where the edges of blocks are. It is told which cells of 8x8 pixels tokens spoke about in this step, whether it is the first
    step, whether a dense list changed the whole picture and how fine that is, and while it learns which share of the list was sent: the
    decoder always says all of it. Its answer is added to the picture. Starts as no change."""

    def __init__(self, width=48, deep=96):
        super().__init__()
        seen, told = 16 + 2 * 4, 6
        conv = lambda a, b: nn.Conv2d(a, b, 3, padding=1)
        self.inside = conv(seen + told, width)
        self.first, self.second = conv(width, width), conv(width, width)
        self.down = nn.Conv2d(width, deep, 2, stride=2)
        self.deep = nn.ModuleList(conv(deep, deep) for _ in range(4))
        self.up = nn.Conv2d(deep, 4 * width, 1)
        self.third, self.fourth = conv(width, width), conv(width, width)
        self.outside = conv(width, seen)
        nn.init.zeros_(self.outside.weight)
        nn.init.zeros_(self.outside.bias)

    def forward(self, work, cells, first, refined, depth, share):
        """work [N,3,S,S]; cells [N,S/8,S/8] how many entries a cell got in this step; first, refined (1 behind a later step's whole dense list), depth (minus the logarithm of what it is about), share [N] -> [N,3,S,S]"""
        n = work.shape[2] // 4
        x = torch.cat([F.pixel_unshuffle(work[:, :1], 4), F.pixel_unshuffle(F.avg_pool2d(work[:, 1:], 2), 2)], 1) * 4
        flat = torch.stack([first, refined, depth, share], 1)[:, :, None, None].expand(-1, 4, n, n)
        map_ = torch.stack([(cells > 0).float(), cells * 0.3], 1)
        map_ = map_[:, :, :, None, :, None].expand(-1, 2, n // 2, 2, n // 2, 2).reshape(-1, 2, n, n)
        a = F.relu(self.inside(torch.cat([x, map_, flat], 1)))
        a = F.relu(a + self.second(F.relu(self.first(a))))
        b = F.relu(self.down(a))
        for k in (0, 2):
            b = F.relu(b + self.deep[k + 1](F.relu(self.deep[k](b))))
        a = F.relu(a + F.pixel_shuffle(self.up(b), 2))
        a = F.relu(a + self.fourth(F.relu(self.third(a))))
        y = self.outside(a) * 0.1
        colour = F.interpolate(F.pixel_shuffle(y[:, 16:], 2), scale_factor=2, mode="bilinear", align_corners=False)
        return torch.cat([F.pixel_shuffle(y[:, :16], 4), colour], 1)
