#!/usr/bin/env python3
"""Makes tests/reference/anytime_exact.csv, anytime_sprt.csv and anytime_maxsprt.csv, and the rows of
tests/reference/srm_sequence.csv that no published table has, from definitions alone.

usage: reference_anytime.py

Needs scipy. Nothing here shares a formula with the library that the library could have wrong: the point of
a null next to an alternative is found by minimising the divergence, a critical value by counting trial by
trial, gamma functions by adding logarithms.
"""
import csv
import math
import os
import random

from scipy.optimize import brentq, minimize_scalar
from scipy.stats import binom, nchypergeom_fisher, norm

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "reference")
TILTS, TILT_MAX, TILT_RATIO = 40, 0.6, 0.75
FIRST_RATES = (0.002, 0.02, 0.1, 0.4)


def write(name, rows, mode="w"):
    with open(os.path.join(OUT, name), mode, newline="", encoding="utf-8") as handle:
        csv.writer(handle, lineterminator="\n").writerows(rows)


def ln_sum(terms):
    most = max(terms)
    return most + math.log(math.fsum(math.exp(t - most) for t in terms))


# --- the block e-process ---

def stakes(deviation=0.15):
    """Tilts and their shares: 3/4 lognormal around 0.35 deviations, 1/4 half normal."""
    tilts = [TILT_MAX * TILT_RATIO ** j for j in range(TILTS)]

    def above(t):
        return 0.75 * norm.sf(math.log(t / (0.35 * deviation)) / 0.6) + 0.25 * 2 * norm.sf(t / deviation)
    edges = [0.0] + [above(t * math.sqrt(TILT_RATIO)) for t in tilts[:-1]] + [1.0]
    return tilts, [max(edges[j + 1] - edges[j], 2.2250738585072014e-308) for j in range(TILTS)]


def null_point(scale, value, n1, n2, rate):
    """The pair of rates of the null whose mean over the visitors is `rate`."""
    if scale == "difference":
        return rate - n2 / (n1 + n2) * value, rate + n1 / (n1 + n2) * value
    b1 = rate * (n1 + n2) / (n1 + n2 * math.exp(value))
    return b1, b1 * math.exp(value)


def alternative(scale, value, b, n1, n2, tilt):
    """Rates a whose divergence from the null is least at b, at a log odds ratio of about `tilt` beyond it: n_k
    (a_k - b_k) / (b_k (1 - b_k)) is orthogonal to the null, and sums to the tilt over both arms."""
    direction = (1, 1) if scale == "difference" else (1, math.exp(value))
    spread = [b[k] * (1 - b[k]) for k in (0, 1)]
    # a1 = b1 - u spread1 / (n1 c1), a2 = b2 + u spread2 / (n2 c2), tilt = u (1 / (n1 c1) + 1 / (n2 c2))
    u = tilt / (1 / (n1 * direction[0]) + 1 / (n2 * direction[1]))
    return b[0] - u * spread[0] / (n1 * direction[0]), b[1] + u * spread[1] / (n2 * direction[1])


def divergence(a, b, n):
    return sum(n[k] * (a[k] * math.log(a[k] / b[k]) + (1 - a[k]) * math.log((1 - a[k]) / (1 - b[k]))) for k in (0, 1))


def check_projection(scale, value, a, b, n):
    """b is what minimising the divergence along the null finds."""
    if scale == "difference":
        low, high, other = max(0, -value), min(1, 1 - value), lambda p: p + value
    else:
        low, high, other = 0, min(1, math.exp(-value)), lambda p: p * math.exp(value)
    found = minimize_scalar(lambda p: divergence(a, (p, other(p)), n), bounds=(low + 1e-9, high - 1e-9),
                            method="bounded", options={"xatol": 1e-12})
    assert abs(found.x - b[0]) < 1e-6 * b[0] + 1e-9, (found.x, b)


def ln_block(block, scale, value, tilt, rate):
    n1, x1, n2, x2 = block
    b = null_point(scale, value, n1, n2, rate)
    if callable(tilt):
        theta = tilt(rate)

        def excess(t):
            a = alternative(scale, value, b, n1, n2, t)
            odds = [p / (1 - p) for p in (*a, *b)]
            return math.log(odds[1] / odds[0] / (odds[3] / odds[2])) - theta
        tilt = brentq(excess, 0, 0.9, xtol=1e-15)
    a = alternative(scale, value, b, n1, n2, tilt)
    check_projection(scale, value, a, b, (n1, n2))
    return (x1 * math.log(a[0] / b[0]) + (n1 - x1) * math.log((1 - a[0]) / (1 - b[0])) +
            x2 * math.log(a[1] / b[1]) + (n2 - x2) * math.log((1 - a[1]) / (1 - b[1])))


def ln_bet(blocks, scale, value, mde, baseline):
    """ln E of the bet that the treatment is better than the null allows."""
    tilts, shares = stakes()
    if mde:
        def theta(rate):
            at = baseline or rate
            odds = [p / (1 - p) for p in (at, at * (1 + mde))]
            return abs(math.log(odds[1] / odds[0]))
        tilts, shares = [theta], [1.0]
    totals, seen, converted = [0.0] * len(tilts), 0, 0
    for block in blocks:
        rates = [(converted + 0.5) / (seen + 1)] if seen else [baseline] if baseline else FIRST_RATES
        for j, tilt in enumerate(tilts):
            totals[j] += ln_sum([ln_block(block, scale, value, tilt, r) for r in rates]) - math.log(len(rates))
        seen += block[0] + block[2]
        converted += block[1] + block[3]
    return ln_sum([math.log(share) + total for share, total in zip(shares, totals)])


def mirrored(blocks):
    return [(n2, x2, n1, x1) for n1, x1, n2, x2 in blocks]


def exact_rows():
    yield ["case", "blocks", "scale", "value", "alternative", "mde", "baseline", "ln_e", "source"]
    source = "definition: divergence minimised by scipy; scripts/reference_anytime.py"
    rng = random.Random(5)
    paths = []
    for rates, sizes in (((0.1, 0.12), (400, 400)), ((0.02, 0.02), (1000, 3000)), ((0.4, 0.3), (90, 60)),
                         ((0.004, 0.008), (2000, 500))):
        blocks = []
        for _ in range(6):
            n1, n2 = (int(s * rng.uniform(0.5, 1.5)) for s in sizes)
            blocks.append((n1, sum(rng.random() < rates[0] for _ in range(n1)), n2,
                           sum(rng.random() < rates[1] for _ in range(n2))))
        paths.append(blocks)
    number = 0
    for blocks in paths:
        text = ";".join(str(v) for block in blocks for v in block)
        for mde, baseline in ((0, 0), (0, 0.05), (0.1, 0), (-0.2, 0.1)):
            up = ln_bet(blocks, "difference", 0, mde, baseline)
            down = ln_bet(mirrored(blocks), "difference", 0, mde, baseline)
            for side, ln_e in (("greater", up), ("less", down), ("two-sided", ln_sum([up, down]) - math.log(2))):
                number += 1
                yield [f"E{number:03d}", text, "difference", 0, side, mde, baseline, repr(ln_e), source]
        # Small enough for rates of the null to exist whose mean is any of the first rates.
        for scale, value in (("difference", -0.001), ("difference", 0.001), ("lift", -0.2), ("lift", 0.3)):
            number += 1
            yield [f"E{number:03d}", text, scale, value, "greater", 0, 0.05,
                   repr(ln_bet(blocks, scale, value, 0, 0.05)), source]


# --- sequential likelihood-ratio tests ---

def sprt_rows():
    yield ["case", "kind", "null", "alternative", "counts", "ln_ratio", "source"]
    number = 0
    for null, other, sample in ((0.1, 0.12, (1000, 115)), (0.02, 0.018, (50000, 940)), (0.5, 0.6, (20, 20)),
                                (0.3, 0.2, (7, 0)), (0.001, 0.002, (100000, 130))):
        n, x = sample
        number += 1
        yield [f"W{number:03d}", "rate", null, other, f"{n};{x}",
               repr(float(binom.logpmf(x, n, other) - binom.logpmf(x, n, null))), "scipy binom.logpmf"]
    for null, other, (n1, x1, n2, x2) in ((1, 1.3, (100, 10, 120, 20)), (1, 1.2, (5000, 500, 5000, 560)),
                                          (1, 2.5, (30, 3, 50, 9)), (1, 0.5, (7, 7, 5, 2)), (1, 3, (40, 0, 40, 6)),
                                          (1.1, 1.4, (800, 80, 700, 90)), (1, 1.1, (20000, 2000, 18000, 1900))):
        number += 1
        table = (n1 + n2, n2, x1 + x2)
        value = nchypergeom_fisher.logpmf(x2, *table, other) - nchypergeom_fisher.logpmf(x2, *table, null)
        yield [f"W{number:03d}", "pair", null, other, f"{n1};{x1};{n2};{x2}", repr(float(value)),
               "scipy nchypergeom_fisher.logpmf"]


def ln_ratio(x, n, p):
    return (x * math.log(x / (n * p)) if x else 0) + ((n - x) * math.log((n - x) / (n * (1 - p))) if x < n else 0)


def crossing(p, horizon, bound, side):
    """Trial by trial: P(the ratio reaches the bound at some trial)."""
    alive, crossed = {0: 1.0}, 0.0
    for n in range(1, horizon + 1):
        after = {}
        for x, mass in alive.items():
            after[x] = after.get(x, 0) + mass * (1 - p)
            after[x + 1] = after.get(x + 1, 0) + mass * p
        alive = {}
        for x, mass in after.items():
            asked = side == "two-sided" or (x > n * p) == (side == "greater")
            if asked and ln_ratio(x, n, p) >= bound:
                crossed += mass
            else:
                alive[x] = mass
    return crossed


def critical(p, horizon, alpha, side):
    low, high = 0.0, -horizon * math.log(min(p, 1 - p))
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if crossing(p, horizon, middle, side) > alpha else (low, middle)
    return high


def maxsprt_rows():
    yield ["case", "null", "horizon", "alternative", "alpha", "ln_bound", "quantity", "value", "source"]
    source = "trial by trial; scripts/reference_anytime.py"
    number = 0
    for p, horizon, side, bound in ((0.5, 50, "greater", 2.5), (0.5, 200, "greater", 3.1), (0.25, 120, "greater", 3),
                                    (0.1, 400, "greater", 2.9), (0.02, 500, "greater", 3.3), (0.5, 100, "two-sided", 3),
                                    (0.1, 400, "less", 2.9), (0.02, 500, "less", 3), (0.3, 300, "two-sided", 3.5),
                                    (0.8, 150, "greater", 2.5), (0.8, 150, "less", 3), (0.5, 150, "greater", 20),
                                    (0.3, 30, "less", 0.2), (0.6, 40, "two-sided", 0.05)):
        number += 1
        yield [f"M{number:03d}", p, horizon, side, "", bound, "probability", repr(crossing(p, horizon, bound, side)),
               source]
    for p, horizon, side, alpha in ((0.5, 50, "greater", 0.05), (0.5, 120, "greater", 0.01), (0.25, 80, "greater", 0.05),
                                    (0.1, 150, "greater", 0.05), (0.5, 60, "two-sided", 0.05), (0.2, 90, "less", 0.05)):
        number += 1
        yield [f"M{number:03d}", p, horizon, side, alpha, "", "critical", repr(critical(p, horizon, alpha, side)), source]


# --- the sample ratio ---

def ln_dirichlet(counts, shares, concentration):
    terms = []
    for count, share in zip(counts, shares):
        terms += [math.log(concentration * share + j) for j in range(count)]
        terms.append(-count * math.log(share))
    terms += [-math.log(concentration + j) for j in range(sum(counts))]
    return math.fsum(terms)


def srm_rows():
    source = "logarithms added one by one; scripts/reference_anytime.py"
    for number, (counts, weights) in enumerate((((5000, 5300), (1, 1)), ((950, 1080), (1, 1)), ((9000, 1150), (9, 1)),
                                                ((333, 320, 400), (1, 1, 1)), ((40000, 41200), (1, 1)),
                                                ((10, 0), (1, 1)), ((4800, 100, 150), (96, 2, 2)))):
        shares = [w / sum(weights) for w in weights]
        value = ln_sum([ln_dirichlet(counts, shares, c) for c in (100, 1000, 10000)]) - math.log(3)
        yield [f"D{number + 1:03d}", ";".join(map(str, counts)), ";".join(map(str, weights)), "", "ln_e_mean",
               repr(value), source]


if __name__ == "__main__":
    write("anytime_exact.csv", exact_rows())
    write("anytime_sprt.csv", sprt_rows())
    write("anytime_maxsprt.csv", maxsprt_rows())
    write("srm_sequence.csv", srm_rows(), "a")
