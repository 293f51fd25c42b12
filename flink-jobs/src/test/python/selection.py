"""Row 29, LaVIT: only patches that a selector keeps become ids."""
import torch
import torch.nn as nn
import torch.nn.functional as functional

from layers import Block, Codebook, Patches, blocked, distances, margin, sequence, sines

WIDTH = 16
BLOCKED = -1e9


class LaVit(nn.Module):
    """The fixed form: ids [B, 256] of 16,384 codes of 32 numbers, and a mask [B, 256] of the patches that count.

    The selector says a logit for keeping and one for dropping. ARGMAX keeps where the first is larger. The form for SEEDED
    has uniform lots [B, 256, 2] as an input and adds their Gumbel noise to the logits. Where none would be kept, the one of
    the largest difference is. Kept patches see the kept ones before them and all dropped ones.
    """

    def __init__(self, seeded):
        super().__init__()
        self.seeded = seeded
        self.stem = Patches(WIDTH, 7, 2)
        self.register_buffer("places", sines(256, WIDTH) * 1.5)
        self.selector = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, 2))
        self.itself, self.dropped = Block(WIDTH, gain=2.0), Block(WIDTH, gain=2.0)
        self.first, self.second = nn.Linear(WIDTH, 32), nn.Linear(32, 32)
        nn.init.normal_(self.first.weight, std=0.5)
        self.codebook = Codebook(128, 128, 32, l2=True)
        self.register_buffer("order", torch.arange(256.0))

    def patches(self, images):
        return sequence(self.stem(images)) + self.places

    def logits(self, patches):
        everywhere = patches.mean(1, keepdim=True) + torch.zeros_like(patches)
        scores = self.selector(torch.cat([patches, everywhere], -1)) * 8
        return functional.log_softmax(scores - scores.mean(1, keepdim=True), -1)

    def lead(self, logits, noise):
        if self.seeded:
            logits = logits - torch.log(-torch.log(noise))
        return logits[..., 0] - logits[..., 1]

    def kept(self, lead):
        best = lead.max(-1, keepdim=True).values
        return (torch.minimum(best, torch.zeros_like(best)) <= lead).to(lead.dtype)

    def distances(self, patches, mask):
        hidden, shown = ((1 - mask) * BLOCKED).unsqueeze(1), (mask * BLOCKED).unsqueeze(1)
        seen = self.dropped(self.itself(patches, mask=blocked(self.order, self.order) + hidden), patches, shown)
        vectors = self.second(torch.tanh(self.first(seen)))
        return distances(functional.normalize(vectors, dim=-1), self.codebook.table())

    def forward(self, images, noise=None):
        patches = self.patches(images)
        logits = self.logits(patches)
        mask = self.kept(self.lead(logits, noise))
        return torch.argmin(self.distances(patches, mask), -1), mask, logits

    def reference(self, images, noise=None):
        patches = self.patches(images)
        lead = self.lead(self.logits(patches), noise)
        mask = self.kept(lead)
        square = self.distances(patches, mask)
        closest = min(margin(square), lead.abs().min().item())
        return [square.argmin(-1)], closest, mask.nonzero()[:, 1]
