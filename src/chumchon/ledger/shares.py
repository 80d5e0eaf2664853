"""Splitting a whole number so that the parts sum to it exactly. Pure."""

from collections.abc import Sequence


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """Split a whole number by weights so that the parts sum to it exactly (largest remainder; ties to the earlier).

    Errors: ValueError for a negative weight, or a total that nothing can carry.
    """
    if any(w < 0 for w in weights) or total < 0:
        raise ValueError("weights and total are zero or more")
    whole = sum(weights)
    if whole == 0:
        if total:
            raise ValueError("no weight to share by")
        return [0] * len(weights)
    parts = [total * w // whole for w in weights]
    left = total - sum(parts)
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[:left]:
        parts[i] += 1
    return parts
