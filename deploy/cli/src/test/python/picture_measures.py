"""Prints what the measures of "bench quality" have to give: python picture_measures.py (needs numpy, scipy, scikit-image).

The two pictures are those of MeasuresTest. SSIM is scikit-image's; the others are written down again here, from their
papers, with other means than in the program.
"""

import numpy as np
from scipy.signal import convolve2d
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

SIDE = 64
WEIGHTS = np.array([0.0448, 0.2856, 0.3001, 0.2363, 0.1333])


def pictures():
    y, x, c = np.mgrid[0:SIDE, 0:SIDE, 0:3]
    original = (3 * x + 2 * y + 40 * c + (x * y) % 31 * 3) % 256
    other = original + (5 * x + 3 * y + 11 * c) % 41 - 20 + 12 * ((x // 8 + y // 8 + c) % 2)
    return original.astype(np.uint8), np.clip(other, 0, 255).astype(np.uint8)


def luma(picture):
    return picture @ np.array([0.299, 0.587, 0.114])


def differences(picture):
    return picture @ np.array([-0.168736, -0.331264, 0.5]), picture @ np.array([0.5, -0.418688, -0.081312])


def ssim(a, b):
    return structural_similarity(a, b, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=255)


def contrast_structure(a, b):
    line = np.exp(-np.arange(-5, 6) ** 2 / 4.5)
    window = np.outer(line, line) / line.sum() ** 2
    mean = lambda v: convolve2d(v, window, "valid")
    covariance = mean(a * b) - mean(a) * mean(b)
    variances = mean(a * a) - mean(a) ** 2 + mean(b * b) - mean(b) ** 2
    c2 = (0.03 * 255) ** 2
    return ((2 * covariance + c2) / (variances + c2)).mean()


def halved(a):
    return a.reshape(a.shape[0] // 2, 2, a.shape[1] // 2, 2).mean((1, 3))


def ms_ssim(a, b, scales):
    weights = WEIGHTS[:scales] / WEIGHTS[:scales].sum()
    product = 1
    for scale in range(scales):
        mean = ssim(a, b) if scale == scales - 1 else contrast_structure(a, b)
        product *= max(0, mean) ** weights[scale]
        a, b = halved(a), halved(b)
    return product


def gmsd(a, b):
    prewitt = np.array([[1, 0, -1]] * 3) / 3
    gradient = lambda v: np.hypot(convolve2d(v, prewitt, "same"), convolve2d(v, prewitt.T, "same"))
    a, b = gradient(halved(a)), gradient(halved(b))
    return ((2 * a * b + 170) / (a * a + b * b + 170)).std()


def blockiness(error):
    total = 0
    for block in (8, 16):
        squares = [np.diff(error, axis=1).T ** 2, np.diff(error, axis=0) ** 2]
        border = np.concatenate([s[block - 1::block].ravel() for s in squares])
        inside = np.concatenate([np.delete(s, np.s_[block - 1::block], 0).ravel() for s in squares])
        total += max(0, border.mean() - inside.mean()) * np.log2(block) / np.log2(SIDE)
    return total


def laplacian(a):
    return convolve2d(a, [[0, 1, 0], [1, -4, 1], [0, 1, 0]], "valid")


a, b = pictures()
ya, yb = luma(a), luma(b)
planes = list(zip(differences(a), differences(b)))
print("PSNR", peak_signal_noise_ratio(a, b))
print("SSIM", np.mean([ssim(a[..., c], b[..., c]) for c in range(3)]))
print("MS-SSIM", ms_ssim(ya, yb, 3))
print("GMSD", gmsd(ya, yb))
print("blockiness", blockiness(yb - ya))
print("colour noise", np.sqrt(np.mean([laplacian(y - x) ** 2 for x, y in planes])))
print("added colour", np.sqrt(np.mean([np.maximum(0, abs(laplacian(y)) - abs(laplacian(x))) ** 2 for x, y in planes])))
