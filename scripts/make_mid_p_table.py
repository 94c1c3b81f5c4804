#!/usr/bin/env python3
"""Makes tests/reference/ci_mid_p.csv: mid-p limits of one rate, by sums in 40-digit decimals.

The lower limit solves P(X > x | p) + P(X = x | p)/2 = alpha/2, the upper one P(X < x) + P(X = x)/2.
The tail is summed term by term from x outwards, which shares nothing with an incomplete beta.
"""
import os
from decimal import Decimal, getcontext

getcontext().prec = 40
NEGLIGIBLE = Decimal(10) ** -36
CASES = [(1, 2), (1, 10), (3, 10), (5, 10), (9, 10), (1, 100), (7, 100), (50, 100), (99, 100), (1, 1000), (12, 1000),
         (500, 1000), (999, 1000), (2, 10**6), (100, 10**6), (12345, 345678), (999990, 10**6), (40, 10**9)]
EDGES = [(0, 1), (1, 1), (0, 1000), (1000, 1000), (0, 10**6)]
ALPHAS = ["0.2", "0.1", "0.05", "0.01", "0.000001"]


def choose_exactly(n, k):
    """C(n, k) as a Decimal by a product of the shorter side (k or n - k small or n moderate)."""
    k = min(k, n - k)
    value = Decimal(1)
    for i in range(1, k + 1):
        value = value * (n - k + i) / i
    return value


def tail(choose, x, n, p, upward):
    """P(X beyond x) + P(X = x)/2 and its derivative by p."""
    q = 1 - p
    mass = choose * p ** x * q ** (n - x)
    total, term, k = mass / 2, mass, x
    while True:
        if upward:
            if k == n:
                break
            term = term * (n - k) / (k + 1) * p / q
            k += 1
        else:
            if k == 0:
                break
            term = term * k / (n - k + 1) * q / p
            k -= 1
        total += term
        if term < total * NEGLIGIBLE:
            break
    # d/dp P(X >= k) = k C(n,k) p^(k-1) q^(n-k); the mid tail is the mean of two such tails
    slope = mass * (x / p + (n - x) / q) / 2
    return total, slope if upward else -slope


def solve(x, n, alpha, upward):
    target = alpha / 2
    if x == 0 or x == n:
        edge = (alpha.ln() / n).exp()  # (1 - p)^n / 2 = alpha/2
        if x == 0:
            return Decimal(0) if upward else 1 - edge
        return edge if upward else Decimal(1)
    choose = choose_exactly(n, x)
    low, high = Decimal(0), Decimal(1)
    p = Decimal(x) / n
    for _ in range(400):
        value, slope = tail(choose, x, n, p, upward)
        excess = (value / target).ln()
        if (excess > 0) == upward:
            high = p
        else:
            low = p
        step = p - excess * value / slope
        new = step if low < step < high else (low + high) / 2
        if abs(new - p) <= abs(p) * Decimal(10) ** -30:
            return new
        p = new
    raise SystemExit(f"no root for {x} of {n}")


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with open(os.path.join(root, "tests", "reference", "ci_mid_p.csv"), "w", encoding="utf-8") as out:
        out.write("case,conversions,visitors,confidence,lower,upper,source,options\n")
        number = 0
        for x, n in CASES + EDGES:
            number += 1
            for alpha in ALPHAS:
                ends = [solve(x, n, Decimal(alpha), upward) for upward in (True, False)]
                confidence = 1 - Decimal(alpha)
                out.write(f"M{number:03d},{x},{n},{confidence},{ends[0]:.17e},{ends[1]:.17e},"
                          "40-digit decimal sum of the binomial tail,make_mid_p_table.py\n")


if __name__ == "__main__":
    main()
