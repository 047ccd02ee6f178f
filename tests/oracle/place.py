"""The city's stream (4.8): Philox4x32-10 under one key for all seeds, for buildings and first capabilities."""

from functools import cache

MASK = 0xFFFFFFFF
PLACE = 18


def philox(counter, key):
    a, b, c, d = counter
    k0, k1 = key
    for _ in range(10):
        left, right = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (right >> 32) ^ b ^ k0, right & MASK, (left >> 32) ^ d ^ k1, left & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return a, b, c, d


CITY = philox((0x57F05E61, 0, MASK, 0x67726964), (0x6F76, 1))[:2]


@cache
def place(who, when, which):
    """Four uniforms of a block of purpose Place."""
    block = philox((who & MASK, who >> 32, when, (PLACE << 24) + which), CITY)
    return tuple((word + 0.5) / 2**32 for word in block)
