"""Rows 1 and 5: from ids back to a picture, as many ids as there are, none padded."""
import torch
import torch.nn as nn

from layers import sines

WIDTH, SIDE, PATCH = 16, 16, 16


class LatentDecoder(nn.Module):
    """ids [1, W] to a picture [1, 3, 256, 256] in 0..1: each of 16 x 16 patches looks at the codes of the ids, which have the
    first W positions, and gets one colour."""

    def __init__(self, codebook, count):
        super().__init__()
        self.codebook = codebook
        self.places = nn.Parameter(torch.randn(count, WIDTH))
        self.register_buffer("patches", sines(SIDE * SIDE, WIDTH))
        self.enter, self.leave = nn.Linear(codebook.dimension, WIDTH), nn.Linear(WIDTH, 3)
        nn.init.normal_(self.leave.weight, std=1.5)

    def colours(self, ids):
        """[1, 3, 16, 16]"""
        latents = self.enter(self.codebook.table()[ids])
        keys = latents + self.places[:ids.shape[1]]
        seen = torch.softmax(self.patches @ keys.transpose(1, 2), -1) @ latents
        return torch.sigmoid(self.leave(seen)).transpose(1, 2).reshape(-1, 3, SIDE, SIDE)

    def forward(self, ids):
        colours = self.colours(ids).unsqueeze(3).unsqueeze(5)
        return colours.expand(-1, -1, -1, PATCH, -1, PATCH).reshape(-1, 3, SIDE * PATCH, SIDE * PATCH)
