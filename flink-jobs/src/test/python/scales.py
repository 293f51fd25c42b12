"""Row 12, TokenFlow: one id for two tables, over scales of what coarser scales left."""
import torch
import torch.nn as nn
import torch.nn.functional as functional

from layers import Codebook, Patches, distances, margin, sines

SCALES = (1, 2, 4, 6, 8, 10, 12, 14)
SIDE = SCALES[-1]
SEMANTIC, PIXEL = 32, 8


def down_matrix(to):
    """Area interpolation of a row as a matrix [to, SIDE]: means over windows that may overlap."""
    return functional.interpolate(torch.eye(SIDE)[None], to, mode="area")[0].transpose(0, 1).contiguous()


def up_matrix(of):
    """Bicubic interpolation of a row (corners not aligned, coefficient -0.75) as a matrix [SIDE, of]."""
    rows = torch.eye(of)[:, None, :, None].expand(-1, -1, -1, of)
    return functional.interpolate(rows, (SIDE, SIDE), mode="bicubic", align_corners=False)[:, 0, :, 0].transpose(0, 1).contiguous()


class Branches(nn.Module):
    """Semantic features [B, 32, 14, 14] and pixel features [B, 8, 14, 14] of a picture of 224."""

    def __init__(self):
        super().__init__()
        self.teacher, self.encoder = Patches(SEMANTIC, 8, 2), Patches(PIXEL, 4, 4)
        self.register_buffer("places", sines(SIDE * SIDE, SEMANTIC).transpose(0, 1).reshape(1, SEMANTIC, SIDE, SIDE) * 0.5)

    def forward(self, x):
        return self.teacher(x) + self.places, self.encoder(x)


def nearest(residual, semantic, pixel):
    """Distances of residuals [B, 40, s, s] to the codes, the sum of those of either part, both normalised."""
    vectors = residual.flatten(2).transpose(1, 2)
    return (distances(functional.normalize(vectors[..., :SEMANTIC], dim=-1), semantic)
            + distances(functional.normalize(vectors[..., SEMANTIC:], dim=-1), pixel))


def quantized(features, semantic, pixel):
    """The reference: ids of all scales in one row, and the closest call."""
    residual, ids, closest = torch.cat(features, 1), [], float("inf")
    codes = torch.cat([semantic, pixel], 1)
    for side in SCALES:
        square = nearest(functional.interpolate(residual, (side, side), mode="area"), semantic, pixel)
        chosen = square.argmin(-1)
        closest = min(closest, margin(square))
        said = codes[chosen].transpose(1, 2).reshape(-1, SEMANTIC + PIXEL, side, side)
        residual = residual - functional.interpolate(said, (SIDE, SIDE), mode="bicubic")
        ids.append(chosen)
    return [torch.cat(ids, 1)], closest


class TokenFlow(nn.Module):
    """The variant with all in the graph: int64 ids [B, 561] of 32,768 shared codes."""

    def __init__(self):
        super().__init__()
        self.branches = Branches()
        self.semantic = Codebook(256, 128, SEMANTIC, l2=True)
        self.pixel = Codebook(256, 128, PIXEL, l2=True)
        for side in SCALES[:-1]:
            self.register_buffer(f"down{side}", down_matrix(side))
            self.register_buffer(f"up{side}", up_matrix(side))

    def forward(self, x):
        residual, ids = torch.cat(self.branches(x), 1), []
        semantic, pixel = self.semantic.table(), self.pixel.table()
        codes = torch.cat([semantic, pixel], 1)
        for side in SCALES:
            small = residual
            if side != SIDE:
                down = getattr(self, f"down{side}")
                small = down @ residual @ down.transpose(0, 1)
            chosen = torch.argmin(nearest(small, semantic, pixel), -1)
            ids.append(chosen)
            if side != SIDE:
                up = getattr(self, f"up{side}")
                said = codes[chosen].transpose(1, 2).reshape(-1, SEMANTIC + PIXEL, side, side)
                residual = residual - up @ said @ up.transpose(0, 1)
        return torch.cat(ids, 1)

    def reference(self, x):
        return quantized(self.branches(x), self.semantic.table(), self.pixel.table())


class TokenFlowTables(nn.Module):
    """The variant with the quantizer outside: both features, and two tables of 2,048 codes."""

    def __init__(self):
        super().__init__()
        self.branches = Branches()
        self.semantic = torch.randn(2048, SEMANTIC)
        self.pixel = torch.randn(2048, PIXEL)

    def forward(self, x):
        return self.branches(x)

    def reference(self, x):
        tables = (functional.normalize(table.double(), dim=-1) for table in (self.semantic, self.pixel))
        return quantized(self.branches(x), *tables)
