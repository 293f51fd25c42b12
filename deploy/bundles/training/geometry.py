"""What follows from the side of a picture: blocks, ids, and the fixed transforms."""
import math

import numpy as np

BLOCK = 16
LAP = 4                               # pixels that blocks, and quarters within one, reach behind their borders
GROUPS = 8                            # a spread list goes round 8 groups of blocks
FREE_PAYLOADS, SPREAD_PAYLOADS = 932, 8192
SCALES = 5                            # a spread list's entries are scaled by 2 ** (-k / 2)


def axis(*steps):
    """Pixels of a shift along one side, both ways: halves are there where they count."""
    return tuple(-v for v in reversed(steps)) + (0,) + steps


BLOCK_AXIS = axis(0.5, 1, 1.5, 2, 3, 4, 6)
GLOBAL_AXIS = axis(0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 10, 12, 15)     # of the whole state
SHIFTS = len(BLOCK_AXIS) ** 2 - 1     # 224: no shift needs no id
GLOBAL_SHIFTS = len(GLOBAL_AXIS) ** 2
WHOLE = {"free": 159, "spread": 256}  # entries for a block of 16x16; the others are for its quarters
QUARTER = {"free": (FREE_PAYLOADS - 1 - SHIFTS - 159) // 4, "spread": (SPREAD_PAYLOADS - 1 - SHIFTS - 256) // 4}
STAGES = {"free": 8, "spread": 4}     # entries that one block may get in one step
W_DIM, Q_DIM = 96, 44                 # coordinates of an entry for a block, for a quarter of one
BANDS, LATER_LEVELS = 3, 4            # a dense list of a later step: which coefficients, and 2 ** -k times their usual deviation
LATER_SCALES = 4                      # and the scale of the spread list that follows it
DENSE_KINDS = BANDS * LATER_LEVELS * LATER_SCALES    # the same number again: without the filter
WORTH = 2e-3                          # squared error under which an entry is not worth an id: the noise of 8 bits
BASE = 128                            # the side that the dense front was learned at


class Geometry:
    """The numbers of one setting. Side 128 has 64 ids of 16 bits a step, side 256 has 256 of 18: two more to name a block."""

    def __init__(self, size=BASE):
        if size % BASE:
            raise ValueError(f"the side of a picture is a multiple of {BASE}, not {size}")
        self.size, self.grid = size, size // BLOCK
        self.blocks = self.grid ** 2
        self.members = self.blocks // GROUPS
        self.tokens = self.blocks
        self.codebook = self.blocks * 1024
        # first ids from here: the whole state is shifted, and perhaps a spread list follows
        self.special = self.blocks * FREE_PAYLOADS
        # from here: a dense list and a spread one behind it
        self.refining = self.special + (1 + SCALES) * GLOBAL_SHIFTS
        assert self.refining + 2 * DENSE_KINDS <= self.codebook
        assert self.members * SPREAD_PAYLOADS <= self.codebook

    def group_members(self):
        """[8, blocks / 8]: every group holds blocks of every row, the rows moved against each other."""
        return np.array([[y * self.grid + x for y in range(self.grid) for x in range(self.grid) if x % GROUPS == (g + 3 * y) % GROUPS]
                         for g in range(GROUPS)])


def cosine(n):
    k, i = np.mgrid[0:n, 0:n]
    m = np.cos(math.pi * (i + .5) * k / n) * math.sqrt(2 / n)
    m[0] /= math.sqrt(2)
    return m


def lapped(side, block):
    """[side, side], orthonormal. LAP pixels on both sides of each border of blocks are mixed so that, read back by the transpose, what a block says
    fades out behind its borders instead of ending there: the lapped orthogonal transform in the time domain (Tran, Liang and Tu 2003)."""
    same = np.eye(LAP)
    turned = same[::-1]
    half = np.arange(LAP) + .5
    fourth = np.cos(math.pi * np.outer(half, half) / LAP) * math.sqrt(2 / LAP)
    butterfly = np.block([[same, turned], [turned, -same]]) / math.sqrt(2)
    mixed = butterfly @ np.block([[same, 0 * same], [0 * same, turned @ cosine(LAP).T @ fourth @ turned]]) @ butterfly
    m = np.eye(side)
    for border in range(block, side, block):
        m[border - LAP:border + LAP, border - LAP:border + LAP] = mixed
    return m


def colour_matrix():
    return np.array([[1, 1, 1], [1, 0, -1], [1, -2, 1]]) / np.sqrt([[3], [2], [6]])


def block_basis():
    """Rows span what a dictionary entry may say: [272, 768], 96 for the whole block and 44 for each quarter."""
    whole = cosine(BLOCK)
    halves = np.kron(np.eye(2), cosine(BLOCK // 2)) @ lapped(BLOCK, BLOCK // 2)

    def plane(channel, size, y, x, u, v):
        m = np.zeros((3, BLOCK, BLOCK))
        m[channel] = np.outer(whole[u], whole[v]) if size == BLOCK else np.outer(halves[y + u], halves[x + v])
        return m.reshape(-1)

    found = [plane(0, 16, 0, 0, u, v) for u in range(8) for v in range(8)]
    found += [plane(c, 16, 0, 0, u, v) for c in (1, 2) for u in range(4) for v in range(4)]
    for y in (0, 8):
        for x in (0, 8):
            found += [plane(0, 8, y, x, u, v) for u in range(6) for v in range(6)]
            found += [plane(c, 8, y, x, u, v) for c in (1, 2) for u in range(2) for v in range(2)]
    return np.stack(found)
