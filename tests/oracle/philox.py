"""Philox4x32-10 and the keys of 4.8, in plain Python."""

MASK = 0xFFFFFFFF


def philox(counter, key):
    """One block; words may be integers or arrays of 64-bit integers."""
    a, b, c, d = counter
    k0, k1 = key
    for _ in range(10):
        left, right = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (right >> 32) ^ b ^ k0, right & MASK, (left >> 32) ^ d ^ k1, left & MASK
        k0, k1 = (k0 + 0x9E3779B9) & MASK, (k1 + 0xBB67AE85) & MASK
    return a, b, c, d


def key_of(seed, replicate):
    return philox((seed & MASK, seed >> 32, replicate, 0x67726964), (0x6F76, 1))[:2]


CITY = key_of(0x57F05E61, MASK)
