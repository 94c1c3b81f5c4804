#!/usr/bin/env python3
"""Writes tests/reference/bayes_joint.csv: posteriors under the sceptical joint prior, by another road.

The library integrates over the shared log odds m and then over independent arms. Here the mean M of both arms' log
odds and their difference d are the variables: d is normal(0, sd^2), M - m is normal(0, sd^2 / 4), and the likelihood
is taken at M - d / 2 and M + d / 2. Gauss-Legendre panels in numpy, refined until twice the panels change no more
than 1e-12.
"""
import csv
import sys

import numpy as np
from scipy.optimize import brentq
from scipy.special import betaln

NODES, WEIGHTS = np.polynomial.legendre.leggauss(20)

CASES = [  # alpha, beta, sd, x1, n1, x2, n2
    (0.5, 0.5, 0.10, 5000, 50000, 5105, 50000),
    (0.5, 0.5, 0.10, 500, 5000, 560, 5000),
    (1.0, 1.0, 0.30, 3, 20, 9, 20),
    (0.5, 0.5, 0.20, 0, 50, 4, 60),
    (3.0, 97.0, 0.05, 30, 1000, 55, 1200),
    (2.0, 8.0, 1.00, 12, 40, 40, 90),
    (5.0, 5.0, 0.02, 100, 1000, 300, 1000),
    (0.5, 0.5, 0.10, 100000, 1000000, 101000, 1000000),
    (2.0, 50.0, 0.50, 0, 30, 0, 30),
]


def panels(low, high, count):
    edges = np.linspace(low, high, count + 1)
    half = np.diff(edges) / 2
    x = (edges[:-1] + half)[:, None] + half[:, None] * NODES
    return x.ravel(), (half[:, None] * WEIGHTS).ravel()


def ln_rate(x):
    return -np.logaddexp(0, -x)


def ln_rest(x):
    return -np.logaddexp(0, x)


class Problem:
    def __init__(self, alpha, beta, sd, x1, n1, x2, n2, count):
        self.case = (alpha, beta, sd, x1, n1, x2, n2)
        self.count = count
        # range of the mean: wide for the data and the prior, cut where the integrand has gone
        self.sd = sd
        pooled = (alpha + x1 + x2) / (alpha + beta + n1 + n2)
        self.pool = np.log(pooled / (1 - pooled))
        self.top = 0.0
        M = np.linspace(self.pool - 45, self.pool + 45, 60001)
        d = np.linspace(-9 * sd, 9 * sd, 81)
        value = self.ln_density(M[:, None], d[None, :], crude=True)
        self.top = value.max()
        keep = np.where(value.max(axis=1) > self.top - 42)[0]
        self.range = (M[max(keep[0] - 2, 0)], M[min(keep[-1] + 2, len(M) - 1)])
        reach = np.linspace(-10 * sd, 10 * sd, 40001)
        mids = np.linspace(*self.range, 200)
        value = np.array([self.ln_density(mids, np.full(200, e), crude=True).max() for e in reach])
        keep = np.where(value > self.top - 42)[0]
        self.reach = (reach[max(keep[0] - 2, 0)], reach[min(keep[-1] + 2, len(reach) - 1)])

    def ln_prior_mean(self, M):
        """ln of the convolution of the shared law (in log odds) with normal(0, sd^2 / 4)."""
        alpha, beta, sd = self.case[:3]
        z, w = panels(-8.5 * sd / 2, 8.5 * sd / 2, 12)
        flat = M.ravel()
        shared = alpha * ln_rate(flat[:, None] + z) + beta * ln_rest(flat[:, None] + z) - betaln(alpha, beta)
        normal = -z * z / (2 * sd * sd / 4) - 0.5 * np.log(2 * np.pi * sd * sd / 4)
        top = shared.max(axis=1)
        total = np.log((np.exp(shared - top[:, None] + normal) * w).sum(axis=1)) + top
        return total.reshape(M.shape)

    def ln_likelihood(self, M, d):
        x1, n1, x2, n2 = self.case[3:]
        a, b = M - d / 2, M + d / 2
        value = x1 * ln_rate(a) + (n1 - x1) * ln_rest(a) + x2 * ln_rate(b) + (n2 - x2) * ln_rest(b)
        at = self.pool
        return value - (x1 + x2) * ln_rate(at) - (n1 + n2 - x1 - x2) * ln_rest(at)

    def ln_density(self, M, d, crude=False):
        alpha, beta, sd = self.case[:3]
        if crude:
            prior = alpha * ln_rate(M) + beta * ln_rest(M) - betaln(alpha, beta)
        else:
            prior = self.ln_prior_mean(M)
        return self.ln_likelihood(M, d) + prior - d * d / (2 * sd * sd) - 0.5 * np.log(2 * np.pi * sd * sd)

    def integrate(self, function, bounds):
        """Sum over M of the integral over d between bounds(M) of density times function."""
        M, wM = panels(*self.range, self.count)
        prior = self.ln_prior_mean(M)
        low, high = bounds(M)
        low, high = np.clip(low, *self.reach), np.clip(high, *self.reach)
        u, wu = panels(0, 1, self.count)
        d = low[:, None] + (high - low)[:, None] * u
        value = self.ln_likelihood(M[:, None], d) + prior[:, None] - d * d / (2 * self.sd**2)
        value = np.exp(value - 0.5 * np.log(2 * np.pi * self.sd**2) - self.top)
        return (wM * ((high - low)[:, None] * value * function(M[:, None], d) * wu).sum(axis=1)).sum()

    def all(self):
        r = lambda x: 1 / (1 + np.exp(-x))
        one = lambda M, d: 1.0
        gain = lambda M, d: np.exp(-np.logaddexp(0, -M - d / 2)) - np.exp(-np.logaddexp(0, -M + d / 2))
        every = lambda M: (np.full_like(M, self.reach[0]), np.full_like(M, self.reach[1]))
        above = lambda M: (np.zeros_like(M), np.full_like(M, self.reach[1]))
        below = lambda M: (np.full_like(M, self.reach[0]), np.zeros_like(M))
        total = self.integrate(one, every)

        def by_lift(v):  # d where rate2 = (1 + v) rate1
            def limit(M):
                e, s = np.exp(-M), 1 + v
                root = 2 * np.log((s - 1 + np.sqrt((s - 1) ** 2 + 4 * s * e * e)) / (2 * e))
                return np.full_like(M, self.reach[0]), root
            return limit

        def by_difference(v):  # sinh h - v cosh h = v cosh M, h = d / 2
            def limit(M):
                c = v * np.cosh(M)
                root = np.sqrt(c * c + (1 - v) * (1 + v))
                h = np.where(c > 0, np.log((np.abs(c) + root) / (1 - v)), np.log((1 + v) / (np.abs(c) + root)))
                return np.full_like(M, self.reach[0]), 2 * h
            return limit

        alpha, beta = self.case[:2]
        x, w = panels(*self.range, 4 * self.count)
        shared = alpha * ln_rate(x) + beta * ln_rest(x) - betaln(alpha, beta)
        common = self.ln_likelihood(x, np.zeros_like(x)) + shared
        common = np.log((w * np.exp(common - common.max())).sum()) + common.max()
        yield "p_better", self.integrate(one, above) / total
        yield "p_worse", self.integrate(one, below) / total
        yield "expected_loss_ship", -self.integrate(gain, below) / total
        yield "expected_loss_keep", self.integrate(gain, above) / total
        yield "rate_control", self.integrate(lambda M, d: r(M - d / 2), every) / total
        for v in (-0.02, 0.01, 0.05):
            yield f"lift_at_most:{v}", self.integrate(one, by_lift(v)) / total
        for v in (-0.001, 0.002, 0.01):
            yield f"difference_at_most:{v}", self.integrate(one, by_difference(v)) / total
        yield "ln_bayes_factor_10", np.log(total) + self.top - common

        def control_at_most(x):  # M - d / 2 <= x
            mass = self.integrate(one, lambda M: (2 * (M - x), np.full_like(M, self.reach[1])))
            return mass / total

        low, high = self.range[0] + self.reach[0] / 2, self.range[1] + self.reach[1] / 2
        for name, level in (("rate_lower", 0.05), ("rate_upper", 0.95)):
            yield name, r(brentq(lambda x: control_at_most(x) - level, low, high, xtol=1e-12, rtol=1e-13))


def main(path):
    source = "numpy Gauss-Legendre in mean and difference of log odds (scripts/make_bayes_joint_reference.py)"
    with open(path, "w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow("alpha beta log_odds_sd x1 n1 x2 n2 quantity at value source".split())
        for case in CASES:
            coarse, fine = dict(Problem(*case, 24).all()), dict(Problem(*case, 48).all())
            for name, value in fine.items():
                change = abs(value - coarse[name]) / max(abs(value), 1e-6)
                if change > 1e-10:
                    print("unsettled", case, name, value, change, file=sys.stderr)
                quantity, _, at = name.partition(":")
                table.writerow([*case, quantity, at or 0, repr(float(value)), source])


main(sys.argv[1] if len(sys.argv) > 1 else "tests/reference/bayes_joint.csv")
