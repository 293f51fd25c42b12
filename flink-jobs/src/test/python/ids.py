"""Encoders of the rows whose tokens are ids.

forward is what is exported. reference computes the same in float64 with torch's own interpolation, distances and rounding,
and says how far the closest call was from being another id.
"""
import torch
import torch.nn as nn
import torch.nn.functional as functional

from layers import Block, Codebook, Patches, blocked, distances, margin, sequence, sines

WIDTH = 16


class Latents(nn.Module):
    """TiTok's structure: patches, a class token and learned latents attend to each other; the latents are kept.

    Their reshape is the legacy one of the weights that were published: (B, K, width) is seen as (B, width, K, 1) without a
    transposition, so that a token mixes features of several latents.
    """

    def __init__(self, count, dimension):
        super().__init__()
        self.count = count
        self.patch_embed = Patches(WIDTH, 4, 4, gain=8.0)
        self.class_embedding = nn.Parameter(torch.randn(1, 1, WIDTH))
        self.positional_embedding = nn.Parameter(torch.randn(257, WIDTH) * 0.5)
        self.latent_tokens = nn.Parameter(torch.randn(1, count, WIDTH) * 0.3)
        self.block = Block(WIDTH, gain=3.0)
        self.after = nn.LayerNorm(WIDTH)
        self.conv_out = nn.Conv2d(WIDTH, dimension, 1)

    def forward(self, x):
        patches = sequence(self.patch_embed(x - 0.5))
        first = self.class_embedding + torch.zeros_like(patches[:, :1])
        patches = torch.cat([first, patches], 1) + self.positional_embedding
        latents = self.latent_tokens + torch.zeros_like(patches[:, :1])
        seen = self.block(torch.cat([patches, latents], 1))[:, 257:]
        legacy = self.after(seen).reshape(-1, WIDTH, self.count, 1)
        return self.conv_out(legacy).transpose(2, 3)


class TiTok(nn.Module):
    """Row 1: int64 ids [B, 1, 32] of 4,096 codes of 12 numbers, both sides normalised, in the graph."""

    def __init__(self):
        super().__init__()
        self.encoder = Latents(32, 12)
        self.codebook = Codebook(64, 64, 12, l2=True)

    def distances(self, x):
        latents = sequence(self.encoder(x))
        return distances(functional.normalize(latents, dim=-1), self.codebook.table())

    def forward(self, x):
        return torch.argmin(self.distances(x), -1).unsqueeze(1)

    def reference(self, x):
        square = self.distances(x)
        return [square.argmin(-1)], margin(square)


class OneDPiece(nn.Module):
    """Row 5: latents [B, 12, 1, 256]; their nearest of 4,096 codes is found outside the graph."""

    def __init__(self):
        super().__init__()
        self.encoder = Latents(256, 12)
        self.codes = Codebook(64, 64, 12, l2=False)
        self.codebook = self.codes.table().detach()

    def forward(self, x):
        return self.encoder(x)

    def reference(self, x):
        square = distances(
            functional.normalize(sequence(self.encoder(x)), dim=-1),
            functional.normalize(self.codebook.double(), dim=-1))
        return [square.argmin(-1)], margin(square)


class FlexTok(nn.Module):
    """Row 2: 256 registers [B, 256, 6], each sees the picture and the registers before it; their ids are arithmetic."""
    LEVELS = (8, 8, 8, 5, 5, 5)

    def __init__(self):
        super().__init__()
        self.stem = Patches(WIDTH, 4, 4, gain=4.0)
        self.registers = nn.Parameter(torch.randn(1, 256, WIDTH) * 0.3)
        self.register_buffer("places", sines(256, WIDTH))
        self.block = Block(WIDTH, gain=2.0)
        self.out = nn.Linear(WIDTH, 6)
        nn.init.normal_(self.out.weight, std=0.35)
        self.register_buffer("order", torch.arange(256.0))
        self.register_buffer("context", torch.cat([torch.full((256,), -1.0), torch.arange(256.0)]))

    def forward(self, x):
        patches = sequence(self.stem(x)) + self.places
        registers = self.registers + torch.zeros_like(patches[:, :1])
        mask = blocked(self.order, self.context)
        return self.out(self.block(registers, torch.cat([patches, registers], 1), mask))

    def reference(self, x):
        levels = torch.tensor(self.LEVELS, dtype=torch.float64)
        half = (levels - 1) * 1.001 / 2
        offset = torch.where(levels % 2 == 0, 0.5, 0.0).double()
        bounded = torch.tanh(self(x) + torch.atanh(offset / half)) * half - offset
        digits = torch.round(bounded)
        basis = torch.cat([torch.ones(1), torch.cumprod(levels, 0)[:-1]]).double()
        ids = ((digits + levels // 2) * basis).sum(-1).long()
        return [ids], (0.5 - (bounded - digits).abs()).min().item()


class Layton(nn.Module):
    """Row 10: LlamaGen's VQ-16 on a picture of 256: ids [B, 16, 16] of 16,384 codes of 8 numbers, normalised."""

    def __init__(self):
        super().__init__()
        self.encoder = Patches(WIDTH, 4, 4)
        self.quant_conv = nn.Conv2d(WIDTH, 8, 1)
        self.register_buffer("places", sines(256, 8) * 0.3)
        self.codebook = Codebook(128, 128, 8, l2=True)

    def distances(self, x):
        features = sequence(self.quant_conv(torch.tanh(self.encoder(x)))) + self.places
        return distances(functional.normalize(features, dim=-1), self.codebook.table())

    def forward(self, x):
        return torch.argmin(self.distances(x), -1).reshape(-1, 16, 16)

    def reference(self, x):
        square = self.distances(x)
        return [square.argmin(-1)], margin(square)


class Seed(nn.Module):
    """Rows 11 and 42: 32 queries, each of which sees the picture and the queries before it; ids [B, 32] of 8,192 codes of
    32 numbers, not normalised."""

    def __init__(self):
        super().__init__()
        self.stem = Patches(WIDTH, 7, 2)
        self.queries = nn.Parameter(torch.randn(1, 32, WIDTH) * 0.5)
        self.register_buffer("places", sines(256, WIDTH))
        self.block = Block(WIDTH, gain=2.0)
        self.first, self.second = nn.Linear(WIDTH, 32), nn.Linear(32, 32)
        nn.init.normal_(self.second.weight, std=0.5)
        self.codebook = Codebook(128, 64, 32, l2=False)
        self.register_buffer("order", torch.arange(32.0))
        self.register_buffer("context", torch.cat([torch.full((256,), -1.0), torch.arange(32.0)]))

    def distances(self, x):
        patches = sequence(self.stem(x)) + self.places
        queries = self.queries + torch.zeros_like(patches[:, :1])
        seen = self.block(queries, torch.cat([patches, queries], 1), blocked(self.order, self.context))
        return distances(self.second(torch.tanh(self.first(seen))), self.codebook.table())

    def forward(self, images):
        return torch.argmin(self.distances(images), -1)

    def reference(self, images):
        square = self.distances(images)
        return [square.argmin(-1)], margin(square)


class Fqgan(nn.Module):
    """Row 26: one map, an adapter and 16,384 codes of 8 numbers for each factor; two outputs of ids [B, 256]."""

    def __init__(self):
        super().__init__()
        self.encoder = Patches(WIDTH, 4, 4)
        self.semantic, self.visual = (
            nn.Sequential(nn.Conv2d(WIDTH, WIDTH, 1), nn.GELU(), nn.Conv2d(WIDTH, 8, 1)) for _ in range(2))
        self.register_buffer("places", sines(256, 8) * 0.3)
        self.codebooks = nn.ModuleList(Codebook(128, 128, 8, l2=True) for _ in range(2))

    def distances(self, x):
        shared = self.encoder(x)
        return [distances(functional.normalize(sequence(adapter(shared)) + self.places, dim=-1), book.table())
                for adapter, book in zip((self.semantic, self.visual), self.codebooks)]

    def forward(self, x):
        semantic, visual = (torch.argmin(square, -1) for square in self.distances(x))
        return semantic, visual

    def reference(self, x):
        squares = self.distances(x)
        return [square.argmin(-1) for square in squares], min(margin(square) for square in squares)
