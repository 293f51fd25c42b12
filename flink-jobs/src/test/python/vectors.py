"""Encoders of the rows whose tokens are vectors."""
import torch
import torch.nn as nn

from layers import Patches, sequence, sines

WIDTH = 16


class XAr(nn.Module):
    """Row 6: the posterior mean of a KL-16 latent, [B, 16, 16, 16]."""

    def __init__(self):
        super().__init__()
        self.encoder = Patches(WIDTH, 4, 4)
        self.mean = nn.Conv2d(WIDTH, 16, 1)

    def forward(self, x):
        return self.mean(torch.tanh(self.encoder(x)))


class M3(nn.Module):
    """Row 21: 24 x 24 patches of a picture of 336 through a projector of two layers, [B, 576, D]. The published projector has
    D = 4,096; here it is 32, for the size of the records alone."""

    def __init__(self):
        super().__init__()
        self.tower = Patches(WIDTH, 7, 2)
        self.register_buffer("places", sines(576, WIDTH) * 0.5)
        self.projector = nn.Sequential(nn.Linear(WIDTH, 32), nn.GELU(), nn.Linear(32, 32))

    def forward(self, pixel_values):
        return self.projector(sequence(self.tower(pixel_values)) + self.places)


class Mqt(nn.Module):
    """Row 39: the first `count` of 256 queries over 576 patches, [B, count, D]. Keys hold positions only and no query sees
    another. The published model has D = 4,096; here it is 32."""

    def __init__(self, count):
        super().__init__()
        self.tower = Patches(WIDTH, 7, 2)
        self.queries = nn.Parameter(torch.randn(256, WIDTH)[:count])
        self.places = nn.Parameter(torch.randn(256, WIDTH)[:count])
        self.keys = nn.Parameter(torch.randn(576, WIDTH))
        self.before, self.between = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.values, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 32)

    def forward(self, pixel_values):
        seen = self.between(sequence(self.tower(pixel_values)))
        attention = torch.softmax(self.before(self.queries + self.places) @ self.keys.transpose(0, 1), -1)
        return self.out(attention @ self.values(seen))
