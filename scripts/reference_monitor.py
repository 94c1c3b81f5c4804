#!/usr/bin/env python3
"""Expected numbers of the group sequential monitor, tests/reference/monitor_group.csv, by numpy and scipy alone.

    reference_monitor.py >tests/reference/monitor_group.csv

Each case is a test by day, with looks at given days. Bounds by O'Brien-Fleming-like or Pocock-like spending at the
information really reached; densities on 600 Gauss-Legendre nodes a look; effects as roots of the score statistic whose
rates are found by maximising the likelihood. Nothing of the program is used.
"""

import functools

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import ndtr, ndtri
from scipy.stats import norm

NODES, WEIGHTS = np.polynomial.legendre.leggauss(600)
SOURCE = "numpy and scipy (scripts/reference_monitor.py)"

# Days as (control visitors, conversions, treatment visitors, conversions, period), the planned end in visitors an arm,
# the days of the looks (from 0), which of them was planned, and the planned looks.
CASES = {
    "slipped": dict(
        days=[(1000, 101, 1010, 110, 0), (990, 95, 1005, 118, 0), (1020, 99, 985, 109, 0), (1003, 104, 998, 121, 0),
              (1012, 97, 1007, 115, 0), (1001, 100, 1009, 123, 0), (995, 96, 1000, 117, 0), (1004, 103, 996, 114, 0)],
        visitors=(7000, 7000), planned=[0.25, 0.5, 0.75, 1], looks=[1, 3, 5, 6], side="two-sided", spending="obf"),
    "less": dict(
        days=[(500, 60, 505, 45, 0), (498, 58, 502, 41, 0), (510, 61, 495, 42, 0), (501, 57, 503, 46, 0)],
        visitors=(2000, 2000), planned=[0.25, 0.5, 1], looks=[0, 1], side="less", spending="pocock"),
    "periods": dict(
        days=[(900, 90, 100, 12, 0), (910, 88, 98, 11, 0), (500, 75, 505, 92, 1), (495, 77, 500, 95, 1),
              (502, 74, 498, 97, 1)],
        visitors=(2200, 2200), planned=[0.2, 0.5, 1], looks=[2, 3], side="two-sided", spending="obf"),
}
ALPHA, POWER = 0.05, 0.8


# --- the recursion ---

class Walk:
    """The density of z after each look, between its bounds; `flat`: predicted under a flat prior of the drift."""

    def __init__(self, drift, start=None, flat=False):
        self.drift, self.flat, self.time = drift, flat, 0.0
        self.score, self.mass = np.zeros(1), np.ones(1)
        if start:
            self.time, z = start
            self.score = np.array([z * np.sqrt(self.time)])

    def move(self, time):
        step = time - self.time
        if self.flat:
            return self.score * time / self.time, np.sqrt(step * time / self.time)
        return self.score + self.drift * step, np.sqrt(step)

    def above(self, time, z):
        mean, sd = self.move(time)
        return float(self.mass @ ndtr((mean - z * np.sqrt(time)) / sd))

    def below(self, time, z):
        mean, sd = self.move(time)
        return float(self.mass @ ndtr((z * np.sqrt(time) - mean) / sd))

    def go_on(self, time, low, high):
        mean, sd = self.move(time)
        low, high = max(low * np.sqrt(time), mean.min() - 9 * sd), min(high * np.sqrt(time), mean.max() + 9 * sd)
        score = (high - low) / 2 * NODES + (high + low) / 2
        density = norm.pdf((score[:, None] - mean[None, :]) / sd) / sd @ self.mass
        self.score, self.mass, self.time = score, density * WEIGHTS * (high - low) / 2, time


def spent(family, error, time):
    time = min(time, 1)
    if family == "obf":
        return 2 * ndtr(-ndtri(1 - error / 2) / np.sqrt(time))
    return error * np.log1p((np.e - 1) * time)


def bounds_of(times, family, error, two_sided):
    """Upper bounds; both sides have their own error."""
    walk, bounds, before = Walk(0), [], 0
    for time in times:
        share = spent(family, error, time)
        bounds.append(brentq(lambda z: np.log(max(walk.above(time, z), 1e-300)) - np.log(share - before), -5, 37,
                             xtol=1e-13, rtol=1e-14))
        before = share
        walk.go_on(time, -bounds[-1] if two_sided else -np.inf, bounds[-1])
    return bounds


def power_at(times, bounds, two_sided, walk):
    power = 0
    for time, z in zip(times, bounds):
        power += walk.above(time, z)
        walk.go_on(time, -z if two_sided else -np.inf, z)
    return power


# --- the score statistic over strata ---

def fit(table, scale, null):
    """Rates of the largest likelihood under the effect `null`."""
    n1, x1, n2, x2 = table
    treated = (lambda p: p + null) if scale == "difference" else (lambda p: p * (1 + null))
    low = max(0, -null) if scale == "difference" else 0
    high = min(1, 1 - null) if scale == "difference" else min(1, 1 / (1 + null))

    def loss(p):
        q = treated(p)
        return -(x1 * np.log(p) + (n1 - x1) * np.log1p(-p) + x2 * np.log(q) + (n2 - x2) * np.log1p(-q))

    def slope(p):
        q, factor = treated(p), 1 if scale == "difference" else 1 + null
        return x1 / p - (n1 - x1) / (1 - p) + factor * (x2 / q - (n2 - x2) / (1 - q))

    rough = minimize_scalar(loss, bounds=(low + 1e-9, high - 1e-9), method="bounded").x
    reach = 1e-3 * min(rough - low, high - rough)
    p = brentq(slope, rough - reach, rough + reach, xtol=1e-16)
    return p, treated(p)


def score(tables, scale, null):
    above = variance = 0
    for table in tables:
        n1, x1, n2, x2 = table
        weight = n1 * n2 / (n1 + n2)
        ratio = 1 if scale == "difference" else 1 + null
        offset = null if scale == "difference" else null * x1 / n1
        p, q = fit(table, scale, null)
        above += weight * (x2 / n2 - x1 / n1 - offset)
        variance += weight**2 * (q * (1 - q) / n2 + ratio**2 * p * (1 - p) / n1)
    return above / np.sqrt(variance)


def effect_at(tables, scale, z):
    low, high = (-0.2, 0.2) if scale == "difference" else (-0.9, 4)
    return brentq(lambda null: score(tables, scale, null) - z, low, high, xtol=1e-14)


# --- a look ---

def tables_until(case, day):
    sums = {}
    for *counts, period in case["days"][: day + 1]:
        sums[period] = np.array(counts, dtype=float) + sums.get(period, 0)
    return list(sums.values())


def information(tables):
    return sum(t[0] * t[2] / (t[0] + t[2]) for t in tables)


def final(times, bounds, two_sided, z, tail):
    """p-value, estimate and limits of the drift by stage-wise ordering."""

    def evidence(drift):
        walk, more, less = Walk(drift), 0, 0
        for time, bound in zip(times[:-1], bounds[:-1]):
            more += walk.above(time, bound)
            less += walk.below(time, -bound) if two_sided else 0
            walk.go_on(time, -bound if two_sided else -np.inf, bound)
        return more + walk.above(times[-1], z), less + walk.below(times[-1], z)

    more, less = evidence(0)
    p = min(1, 2 * min(more, less)) if two_sided else more
    root = functools.partial(brentq, a=-20, b=20, xtol=1e-13)
    return (p, root(lambda d: evidence(d)[0] - evidence(d)[1]), root(lambda d: evidence(d)[0] - tail),
            root(lambda d: evidence(d)[1] - tail))


def repeated_p(times, family, two_sided, z):
    z = abs(z) if two_sided else z
    sides = 2 if two_sided else 1

    def excess(quantile):
        return bounds_of(times, family, ndtr(-quantile), two_sided)[-1] - z

    # near 1 the equation has no root: the p-value is then 1
    if excess(0.01) > 0:
        return 1.0
    return sides * ndtr(-brentq(excess, 0.01, 8, xtol=1e-12))


def report(name, case):
    two_sided, down = case["side"] == "two-sided", case["side"] == "less"
    error = ALPHA / 2 if two_sided else ALPHA
    turn = -1 if down else 1
    planned = bounds_of(case["planned"], case["spending"], error, two_sided)
    drift = brentq(lambda d: power_at(case["planned"], planned, two_sided, Walk(d)) - POWER, 0.1, 9, xtol=1e-13)
    most = case["visitors"][0] * case["visitors"][1] / sum(case["visitors"])
    times, rows = [], []
    for place, day in enumerate(case["looks"]):
        tables = tables_until(case, day)
        times.append(information(tables) / most)
        bounds = bounds_of(times, case["spending"], error, two_sided)
        z = turn * score(tables, "difference", 0)
        add = lambda quantity, value: rows.append((name, place + 1, quantity, repr(float(value)), SOURCE))
        add("information", times[-1])
        add("z", turn * z)
        add("bound", bounds[-1])
        add("alpha_spent", alpha_spent(times, bounds, two_sided))
        add("p_repeated", repeated_p(times, case["spending"], two_sided, z))
        for scale in "difference", "lift":
            if not down:
                add(f"{scale}_lower", effect_at(tables, scale, bounds[-1]))
            if two_sided or down:
                add(f"{scale}_upper", effect_at(tables, scale, -bounds[-1]))
        if z >= bounds[-1] or times[-1] >= 1:
            p, *drifts = final(times, bounds, two_sided, z, error)
            add("p_final", p)
            for scale in "difference", "lift":
                ends = [effect_at(tables, scale, turn * (z - d * np.sqrt(times[-1]))) for d in drifts]
                add(f"{scale}_final", ends[0])
                if not down:
                    add(f"{scale}_final_lower", ends[1])
                if two_sided or down:
                    add(f"{scale}_final_upper", ends[1] if down else ends[2])
            break
        left = [time for time in case["planned"] if time > times[-1] + 1e-3]
        ahead = bounds_of(times + left, case["spending"], error, two_sided)[len(times):]
        start = times[-1], z
        add("power_planned", power_at(left, ahead, two_sided, Walk(drift, start)))
        add("power_trend", power_at(left, ahead, two_sided, Walk(z / np.sqrt(times[-1]), start)))
        add("power_predictive", power_at(left, ahead, two_sided, Walk(0, start, flat=True)))
    return rows


def alpha_spent(times, bounds, two_sided):
    walk, sum_spent = Walk(0), 0
    for time, z in zip(times, bounds):
        sum_spent += walk.above(time, z) + (walk.below(time, -z) if two_sided else 0)
        walk.go_on(time, -z if two_sided else -np.inf, z)
    return sum_spent


def main():
    print("case,look,quantity,value,source")
    for name, case in CASES.items():
        for row in report(name, case):
            print(*row, sep=",")


if __name__ == "__main__":
    main()
