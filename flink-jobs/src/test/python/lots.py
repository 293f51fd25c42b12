"""The lots of LaVIT's selection, by the rule that io.tokenloom.vision.quantization.SelectionNoise documents: Philox 4x32-10
(Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", 2011), written from the paper.

The first 16 bytes of the key's SHA-256 are four words a, b, c, d, most significant byte first. Block n has the key (a, b) and
the counter (n, 0, c, d); each of its words gives a number between 0 and 1 from its upper 23 bits.
"""
import hashlib

import torch

WORD = 0xFFFFFFFF


def philox(counter, key):
    a, b, c, d = counter
    first, second = key
    for _ in range(10):
        left, right = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (right >> 32) ^ b ^ first, right & WORD, (left >> 32) ^ d ^ second, left & WORD
        first, second = (first + 0x9E3779B9) & WORD, (second + 0xBB67AE85) & WORD
    return a, b, c, d


assert philox((0, 0, 0, 0), (0, 0)) == (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)


def lots(record_key, patches):
    """[1, patches, 2]: keep, drop."""
    digest = hashlib.sha256(record_key.encode()).digest()
    a, b, c, d = (int.from_bytes(digest[i:i + 4], "big") for i in range(0, 16, 4))
    words = [word for n in range(patches // 2) for word in philox((n, 0, c, d), (a, b))]
    return torch.tensor([((word >> 9) + 0.5) * 2.0 ** -23 for word in words], dtype=torch.float64).reshape(1, patches, 2)
