"""What the small encoders are made of. All weights are drawn from the seed of the model."""
import torch
import torch.nn as nn
import torch.nn.functional as functional


class Patches(nn.Module):
    """[B, 3, side, side] to [B, width, grid, grid]: means of pool x pool pixels, then a convolution without overlap."""

    def __init__(self, width, pool, kernel, gain=2.0):
        super().__init__()
        self.pool = nn.AvgPool2d(pool)
        self.convolution = nn.Conv2d(3, width, kernel, stride=kernel)
        nn.init.normal_(self.convolution.weight, std=gain / kernel)
        nn.init.normal_(self.convolution.bias, std=0.3)

    def forward(self, x):
        return self.convolution(self.pool(x))


def sequence(grid_map):
    """[B, D, h, w] to [B, h * w, D]."""
    return grid_map.flatten(2).transpose(1, 2)


class Block(nn.Module):
    """One attention of one head with a mask or none, then two layers; each with what went in added."""

    def __init__(self, width, gain=1.0):
        super().__init__()
        self.before = nn.LayerNorm(width)
        self.queries, self.keys, self.values = (nn.Linear(width, width) for _ in range(3))
        self.between = nn.LayerNorm(width)
        self.up, self.down = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        for layer in (self.queries, self.keys, self.values, self.up, self.down):
            nn.init.normal_(layer.weight, std=gain * width ** -0.5)

    def forward(self, x, context=None, mask=None):
        query = self.before(x)
        context = query if context is None else self.before(context)
        scores = self.queries(query) @ self.keys(context).transpose(1, 2)
        if mask is not None:
            scores = scores + mask
        x = x + torch.softmax(scores, -1) @ self.values(context)
        return x + self.down(functional.gelu(self.up(self.between(x))))


class Codebook(nn.Module):
    """rows * columns codes, each the sum of one of either small table, so that a large vocabulary takes a few kB."""

    def __init__(self, rows, columns, dimension, l2):
        super().__init__()
        self.rows = nn.Parameter(torch.randn(rows, 1, dimension))
        self.columns = nn.Parameter(torch.randn(1, columns, dimension))
        self.dimension, self.l2 = dimension, l2

    def table(self):
        table = (self.rows + self.columns).reshape(-1, self.dimension)
        return functional.normalize(table, dim=-1) if self.l2 else table


def distances(vectors, table):
    """Squared, of each vector of [..., D] to each code of [V, D]."""
    return (vectors ** 2).sum(-1, keepdim=True) + (table ** 2).sum(-1) - 2 * vectors @ table.transpose(0, 1)


def margin(square_distances):
    """How much further the runner-up is, at the closest call."""
    two = torch.topk(square_distances, 2, largest=False).values
    return (two[..., 1] - two[..., 0]).min().item()


def sines(count, width):
    """Different vectors for neighbouring places, without weights."""
    places = torch.arange(count, dtype=torch.float32)[:, None]
    steps = torch.exp(-torch.arange(0, width, 2, dtype=torch.float32) * (4.0 / width))
    return torch.cat([torch.sin(places * steps), torch.cos(places * steps)], 1)


def blocked(queries, keys):
    """What keeps queries from keys that come later than they do, as numbers to add to scores."""
    return (keys > queries.unsqueeze(1)).to(queries.dtype) * -1e9
