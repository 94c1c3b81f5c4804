"""Expected numbers for what tests are worth, from numpy and scipy alone: tests/reference/profit_later.csv and
profit_size.csv.

profit_later: beta-binomial laws of all arms' later means on one grid of their exact values; the expected largest of
them is the integral of 1 - the product of their distribution functions, summed step by step.
profit_size: the profit by quadrature over the belief after the test, the chance of a wrong choice by quadrature over
the true difference, the best size by trying every one of a fine list and then every even one around the best.
"""

import csv
import pathlib

import numpy as np
from scipy import integrate, stats

REFERENCE = pathlib.Path(__file__).resolve().parent.parent / "tests" / "reference"


def write(name, rows):
    with (REFERENCE / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def largest(arms, visitors, control, hurdle):
    """E[max of the arms' later means], the control's raised by the hurdle, less the control's mean of now raised."""
    steps = []
    for i, ((a, b), m) in enumerate(zip(arms, visitors)):
        counts = np.arange(m + 1)
        # scipy's betabinom loses digits in its log gammas: the masses by their ratios, in long doubles
        k = counts[:-1].astype(np.longdouble)
        ratio = np.log((m - k) / (k + 1)) + np.log((a + k) / (b + m - k - 1))
        ln_mass = np.concatenate([[0], np.cumsum(ratio)])
        mass = np.exp(ln_mass - ln_mass.max())
        mass /= mass.sum()
        mean = (a + counts) / (a + b + m) + (hurdle if i == control else 0)
        steps.append((mean, np.cumsum(mass)))
    points = np.unique(np.concatenate([mean for mean, _ in steps]))
    below = np.ones(len(points) - 1)
    for mean, cumulative in steps:
        index = np.searchsorted(mean, points[:-1], side="right") - 1
        below *= np.where(index >= 0, np.minimum(cumulative[index], 1), 0).astype(float)
    a, b = arms[control]
    return points[0] + np.sum((1 - below) * np.diff(points)) - (a / (a + b) + hurdle)


def later(case, arms, control, terms, days):
    value, traffic, share, horizon, change, delay = terms
    means = [a / (a + b) for a, b in arms]
    visitors = [int(np.floor(traffic * share * days / len(arms) + 0.5))] * len(arms)
    earned = value * sum(m * (mean - means[control]) for m, mean in zip(visitors, means))
    left = traffic * (horizon - days)
    after = value * left * largest(arms, visitors, control, change / (value * left)) if left > 0 else 0
    now = max(0, max(value * traffic * horizon * (means[i] - means[control]) - change
                     for i in range(len(arms)) if i != control))
    profit = earned + after - delay * days
    return {"case_id": case, "alpha": ";".join(repr(float(a)) for a, _ in arms),
            "beta": ";".join(repr(float(b)) for _, b in arms), "control": control, "value": value, "traffic": traffic,
            "share": share, "horizon": horizon, "change": change, "delay": delay, "days": days,
            "profit": repr(float(profit)), "gain": repr(float(profit - now)), "source": "numpy long double sums (script)"}


LATER = [
    ("L1", [(31, 971), (29, 973)], 0, (40, 200, 1, 60, 0, 0)),
    ("L2", [(31, 971), (45, 957)], 0, (40, 200, 1, 60, 3000, 25)),
    ("L3", [(501, 4501), (526, 4476)], 0, (40, 2000, 1, 180, 3000, 100)),
    ("L4", [(526, 4476), (501, 4501)], 1, (1, 2000, 0.5, 90, 0, 10)),
    ("L5", [(0.5, 10.5), (2.5, 8.5)], 0, (900, 3, 1, 100, 40, 0)),
]
SEVERAL = [
    ("S1", [(301, 9701), (310, 9692), (325, 9677)], 0, (40, 30000, 1, 60, 0, 0)),
    ("S2", [(301, 9701), (310, 9692), (325, 9677), (280, 9722)], 2, (40, 40000, 1, 60, 9000, 100)),
    ("S3", [(61, 941), (70, 932), (55, 947)], 0, (40, 300, 1, 60, 0, 0)),
]


def belief(case, days, n_total, control):
    """Mean and spread of the belief after the test, and of the truth about it."""
    p, mean, sd, noise = case["baseline"], case["lift_mean"], case["lift_sd"], case["noise"]
    q = p * (1 + mean)
    seen = noise * (p * (1 - p) / control + q * (1 - q) / (n_total - control))
    s = p * sd
    return p * mean, s * s / np.sqrt(s * s + seen), np.sqrt(s * s * seen / (s * s + seen))


def profit(case, n_total, control):
    days = n_total / (case["traffic"] * case["share"])
    left = case["traffic"] * (case["horizon"] - days)
    d, r, _ = belief(case, days, n_total, control)
    hurdle = case["change"] / (case["value"] * left)
    chosen = integrate.quad(lambda z: (d + r * z - hurdle) * stats.norm.pdf(z), (hurdle - d) / r, 40, epsabs=0,
                            epsrel=1e-12, limit=400)[0] if (hurdle - d) / r < 38 else 0
    return (case["value"] * ((n_total - control) * d + left * chosen) - case["delay"] * days - case["test_cost"])


def wrong(case, n_total, control):
    """Over the true difference: it is above the hurdle and the belief below it, or the other way round."""
    days = n_total / (case["traffic"] * case["share"])
    left = case["traffic"] * (case["horizon"] - days)
    d, r, rest = belief(case, days, n_total, control)
    hurdle = case["change"] / (case["value"] * left)
    s = np.hypot(r, rest)
    shrink = r * r / (s * s)
    spread = r * rest / s

    def density(t):
        z = (d + shrink * (t - d) - hurdle) / spread
        return stats.norm.pdf(t, d, s) * (stats.norm.cdf(z) if t < hurdle else stats.norm.sf(z))

    ends = [d - 12 * s, hurdle, d + 12 * s]
    return sum(integrate.quad(density, a, b, epsabs=0, epsrel=1e-11, limit=800)[0]
               for a, b in zip(ends, ends[1:]) if b > a)


TERMS = ["value", "traffic", "share", "horizon", "change", "delay", "test_cost"]


def size(name, case):
    room = int(case["traffic"] * case["share"] * case["horizon"])

    def at(n):
        return profit(case, n, n * case["control_share"])

    grid = np.unique((np.geomspace(2, room - 2, 800) // 2 * 2).astype(int))
    best = max(grid, key=at)
    near = range(max(2, int(best * 0.98) // 2 * 2), min(room, int(best * 1.02) + 2), max(2, int(best * 1e-4) // 2 * 2))
    best = max(near, key=at)
    best = max(range(max(2, best - 400), min(room, best + 402), 2), key=at)
    control = int(np.floor(best * case["control_share"] + 0.5))
    terms = ";".join(str(case[key]) for key in TERMS)
    rest = {key: value for key, value in case.items() if key not in TERMS}
    return {"case_id": name, **rest, "terms": terms, "best": best, "control": control, "profit": repr(float(profit(case, best, control))),
            "p_wrong": repr(float(wrong(case, best, control)))}


SIZE = {
    "Z1": dict(baseline=0.032, lift_mean=0.0, lift_sd=0.05, control_share=0.5, noise=1, value=40, traffic=4000, share=1,
               horizon=180, change=0, delay=0, test_cost=0),
    "Z2": dict(baseline=0.032, lift_mean=0.01, lift_sd=0.05, control_share=0.5, noise=1, value=40, traffic=4000, share=1,
               horizon=180, change=1500, delay=20, test_cost=200),
    "Z3": dict(baseline=0.075, lift_mean=-0.03, lift_sd=0.15, control_share=0.25, noise=1.5, value=120, traffic=650,
               share=0.5, horizon=365, change=900, delay=0, test_cost=0),
    "Z4": dict(baseline=0.4, lift_mean=0.2, lift_sd=0.08, control_share=0.5, noise=1, value=1, traffic=1000, share=1,
               horizon=100, change=1000, delay=0, test_cost=0),
}

CERTAIN = {
    "C1": ([.5, 4.5], [50.5, 46.5], 0, 10, 100, 60, 500),
    "C2": ([3.5, 4.5], [27.5, 27.5], 0, 10, 100, 60, 2000),
    "C3": ([501, 526], [4501, 4476], 0, 40, 2000, 180, 3000),
    "C4": ([501, 526, 510], [4501, 4476, 4492], 1, 40, 2000, 180, 60000),
    "C5": ([2447.5, 2673.5], [21657.5, 21223.5], 0, 40, 4000, 180, 400000),
    "C6": ([.5, .5], [10.5, 10.5], 0, 5, 10, 30, 100),
    "C7": ([95.5, 97.5], [5.5, 3.5], 0, 1, 100, 30, 60),
    "C8": ([30, 31], [970, 969], 0, 1, 1000, 10, 0),
    "C9": ([50.5, 60.5, 12.5, 1.5], [950.5, 940.5, 180.5, 3.5], 0, 3, 70, 90, 1900),
    "C10": ([1, 1], [1, 1], 0, 1, 10, 10, 99),
}


def certain(name, alpha, beta, control, value, traffic, horizon, change):
    """The integral of F_b (1 - prod F_j), b the leader, the control's law moved by the hurdle."""
    worth = value * traffic * horizon
    move = [change / worth if i == control else 0 for i in range(len(alpha))]
    laws = [stats.beta(a, b) for a, b in zip(alpha, beta)]
    mean = [a / (a + b) for a, b in zip(alpha, beta)]
    leader = int(np.argmax([m + s for m, s in zip(mean, move)]))

    def density(x):
        above, below = 0.0, 1.0
        for i, law in enumerate(laws):
            if i != leader:
                above += below * law.sf(x - move[i])
                below *= law.cdf(x - move[i])
        return laws[leader].cdf(x - move[leader]) * above

    top = 1 + change / worth
    marks = [0, 1, top, change / worth] + [m + s for m, s in zip(mean, move)]
    steps = [side * 10.0 ** -k for k in np.arange(1, 16, 0.5) for side in (-1, 1)]
    ends = sorted({m + s for m in marks for s in [0, *steps] if 0 <= m + s <= top})
    rise = sum(integrate.quad(density, a, b, epsabs=0, epsrel=1e-12, limit=200)[0] for a, b in zip(ends, ends[1:]))
    ship = max(worth * (m - mean[control]) - change for i, m in enumerate(mean) if i != control)
    return {"case_id": name, "alpha": ";".join(map(str, map(float, alpha))), "beta": ";".join(map(str, map(float, beta))),
            "control": control, "value": value, "traffic": traffic, "horizon": horizon, "change": change,
            "profit_ship": repr(float(ship)), "rise": repr(float(worth * rise)),
            "source": "scipy integrate.quad of beta.cdf * beta.sf (script)"}


if __name__ == "__main__":
    write("profit_certain.csv", [certain(name, *case) for name, case in CERTAIN.items()])
    rows = [later(*case, days) for case in LATER for days in (1, 7, 30)]
    rows += [later(*case, days) for case in SEVERAL for days in (1, 7, 30)]
    write("profit_later.csv", rows)
    write("profit_size.csv", [{**size(name, case), "source": "scipy quad (script)"} for name, case in SIZE.items()])
