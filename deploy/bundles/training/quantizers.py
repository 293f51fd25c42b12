"""Vector quantizers of 16 bits, of which some are signs of the entry's parts: cosine coefficients know no sign."""
import ctypes
import os
import subprocess
import tempfile

import numpy as np

_library = None


def signs_of(d):
    """Parts of an entry of d numbers that have a sign of their own."""
    return 4 if d >= 8 else 2


def bounds(d):
    """Where the parts begin and end."""
    n = signs_of(d)
    return [d * k // n for k in range(n + 1)]


def entries(d):
    return 65536 >> signs_of(d)


def _nearest():
    global _library
    if _library is None:
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "nearest.cpp")
        built = os.path.join(tempfile.mkdtemp(), "nearest.so")
        subprocess.run(["g++", "-O3", "-march=native", "-ffast-math", "-mprefer-vector-width=512", "-fopenmp", "-shared", "-fPIC",
                        "-o", built, source], check=True)
        _library = ctypes.CDLL(built)
    return _library.nearest


def nearest(rows, book):
    """rows [n,d] -> entry [n] and signs [n,d] of what lies nearest."""
    rows = np.ascontiguousarray(rows, np.float32)
    columns = np.ascontiguousarray(book.T, np.float32)
    bias = np.ascontiguousarray(0.5 * (book ** 2).sum(1), np.float32)
    found = np.empty(len(rows), np.int32)
    at = lambda a: a.ctypes.data_as(ctypes.c_void_p)
    d = rows.shape[1]
    _nearest()(at(rows), at(columns), at(bias), ctypes.c_long(len(rows)), d, signs_of(d), len(book), at(found))
    product, cuts = rows * book[found], bounds(d)
    signs = [np.where(product[:, a:b].sum(1, keepdims=True) < 0, np.float32(-1), np.float32(1)).repeat(b - a, 1) for a, b in zip(cuts, cuts[1:])]
    return found, np.concatenate(signs, 1)


def learn(sample, passes, count):
    """A book for what sample(n) draws: each pass takes new vectors and moves each entry to the mean of what it stood for."""
    n = entries(sample(1).shape[1])
    book = sample(n)
    for turn in range(passes):
        rows = sample(count)
        entry, signs = nearest(rows, book)
        total = np.zeros(book.shape)
        np.add.at(total, entry, rows * signs)
        often = np.bincount(entry, minlength=n)
        book = ((total + book) / (often + 1)[:, None]).astype(np.float32)
        idle = np.where(often == 0)[0]
        if turn < passes - 2 and len(idle):
            book[idle] = sample(len(idle))
    return book


def error(rows, book):
    entry, signs = nearest(rows, book)
    return float(((rows - book[entry] * signs) ** 2).mean())


def eight_bit(book):
    """The book in 8 bits, and what one step is worth. Rare far entries are cut: they would make all others coarse."""
    unit = np.float32(max(np.quantile(np.abs(book), 0.9999) / 127, 1e-6))
    return np.clip(np.rint(book / unit), -127, 127).astype(np.int8), unit
