#!/usr/bin/env python3
"""Makes the example data sets of datasets/ anew. The same seed gives the same bytes.

Each arm is a simulated experiment: visitors by a given split, each of whom converts with a given
probability. datasets/README.md says what is to be seen in each file.
"""

import csv
import datetime
import io
import math
import pathlib
import random

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "datasets"
SEED = 11


def binomial(rng, trials, rate):
    """Conversions of `trials` visitors, one by one: slow, plain, and the same in every Python 3."""
    return sum(rng.random() < rate for _ in range(trials))


def split(rng, visitors, shares):
    """Visitors of each arm where each is assigned by himself."""
    counts = [0] * len(shares)
    for _ in range(visitors):
        point = rng.random() * sum(shares)
        arm = 0
        while arm + 1 < len(shares) and point >= shares[arm]:
            point -= shares[arm]
            arm += 1
        counts[arm] += 1
    return counts


def experiment(rng, visitors, arms):
    """Rows (name, visitors, conversions) of arms {name: (share, rate)}."""
    counts = split(rng, visitors, [share for share, _ in arms.values()])
    return [(name, n, binomial(rng, n, rate)) for (name, (_, rate)), n in zip(arms.items(), counts)]


def text_of(header, rows, delimiter=",", newline="\n"):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def write(name, text, encoding="utf-8"):
    (FOLDER / name).write_bytes(text.encode(encoding))


def landing_page(rng):
    rows = experiment(rng, 48000, {"control": (1, 0.100), "short-form": (1, 0.112)})
    write("landing_page.csv", text_of(["variant", "visitors", "conversions"], rows))


def landing_inconclusive(rng):
    rows = experiment(rng, 24000, {"control": (1, 0.080), "video": (1, 0.083)})
    write("landing_inconclusive.csv", text_of(["variant", "visitors", "conversions"], rows))


def five_arms(rng):
    arms = {
        "control": (1, 0.050),
        "headline-price": (1, 0.051),
        "headline-speed": (1, 0.058),
        "headline-trust": (1, 0.049),
        "headline-question": (1, 0.046),
    }
    rows = experiment(rng, 100000, arms)
    write("five_arms.csv", text_of(["variant", "visitors", "signups"], rows))


def segments(rng):
    rows = []
    for device, visitors, control, treatment in [
        ("mobile", 52000, 0.031, 0.037),
        ("desktop", 30000, 0.064, 0.063),
        ("tablet", 4000, 0.045, 0.047),
    ]:
        arms = {"control": (1, control), "one-page-checkout": (1, treatment)}
        rows += [(device, *row) for row in experiment(rng, visitors, arms)]
    write("segments.csv", text_of(["device", "variant", "visitors", "purchases"], rows))


def broken_split(rng):
    """Meant as half and half; 6 % of the treatment's visitors, the slow ones, were never logged."""
    arms = {"control": (1.00, 0.070), "new-payment": (0.94, 0.076)}
    write("broken_split.csv", text_of(["variant", "visitors", "conversions"], experiment(rng, 60000, arms)))


def daily(rng):
    rows = []
    start = datetime.date(2024, 6, 3)
    for offset in range(28):
        date = start + datetime.timedelta(days=offset)
        visitors = 1400 if date.weekday() < 5 else 900
        arms = {"control": (1, 0.120), "demo-first": (1, 0.131)}
        rows += [(date.isoformat(), *row) for row in experiment(rng, visitors, arms)]
    write("daily.csv", text_of(["date", "variant", "visitors", "conversions"], rows))


def excel_export(rng):
    """As an Excel with a decimal comma saves "Unicode text": a no-break space parts thousands."""

    def grouped(count):
        return f"{count:,}".replace(",", "\u00a0")

    rows = [
        (name, grouped(visitors), grouped(orders), f"{100 * orders / visitors:.2f}%".replace(".", ","))
        for name, visitors, orders in experiment(rng, 36000, {"Original": (1, 0.109), "Grüner Knopf": (1, 0.118)})
    ]
    text = text_of(["Variant", "Visitors", "Orders", "Rate"], rows, delimiter=";", newline="\r\n")
    write("excel_export_utf16.csv", "\ufeff" + text, encoding="utf-16-le")


def names(rng):
    arms = {"ביקורת": (1, 0.060), "כותרת חדשה": (1, 0.066), "Зелёная кнопка": (1, 0.061)}
    write("names_hebrew_cyrillic.csv", text_of(["variant", "visitors", "conversions"], experiment(rng, 45000, arms)))


def small_counts(rng):
    rows = experiment(rng, 420, {"control": (1, 0.015), "call-back": (1, 0.050)})
    write("small_counts.csv", text_of(["variant", "visitors", "conversions"], rows))


def users(rng):
    """One row a user; a few came back on another device and were given the other arm (the cookie was new)."""
    rates = {"control": 0.20, "short-form": 0.26}
    start = datetime.date(2024, 9, 2)
    rows = []
    for number in range(900):
        user = f"u{10007 * (number + 1) % 99991:05d}"
        variant = rng.choice(list(rates))
        day = start + datetime.timedelta(days=number // 65)
        converted = rng.random() < rates[variant]
        device = rng.choice(["mobile", "mobile", "desktop"])
        paid = f"{rng.randint(900, 4900) / 100:.2f}" if converted else ""
        rows.append((user, variant, day.isoformat(), device, "yes" if converted else "no", paid))
        if rng.random() < 0.012:
            other = next(name for name in rates if name != variant)
            rows.append((user, other, day.isoformat(), "desktop", "no", ""))
        elif rng.random() < 0.02:
            rows.append((user, variant, day.isoformat(), device, "no", ""))
    write("users.csv", text_of(["user", "variant", "date", "device", "converted", "revenue"], rows))


def events(rng):
    """A log: visits before the test began, then exposure and the steps of those who went on."""
    going_on = {"control": (0.50, 0.55, 0.40), "demo-video": (0.58, 0.56, 0.40)}
    start = datetime.datetime(2024, 9, 2, 6, 0, 0)
    log = []
    for number in range(500):
        user = f"u{10007 * (number + 1) % 99991:05d}"
        variant = rng.choice(list(going_on))
        time = start + datetime.timedelta(minutes=rng.randint(0, 13 * 24 * 60))
        if rng.random() < 0.2:
            before = time - datetime.timedelta(hours=rng.randint(1, 60))
            log.append((before, user, "signup" if rng.random() < 0.3 else "visit", ""))
        log.append((time, user, "visit", variant))
        for step, rate in zip(("signup", "demo", "payment"), going_on[variant]):
            if rng.random() >= rate:
                break
            time += datetime.timedelta(minutes=int(rng.expovariate(1 / 900)) + 1)
            log.append((time, user, step, variant))
    log.sort()
    rows = [(time.isoformat() + "Z", user, event, variant) for time, user, event, variant in log]
    write("events.csv", text_of(["time", "user", "event", "variant"], rows))


def past_tests(rng):
    """What a team tested before: pages of different rates, changes of which few did much."""
    rows = []
    for number in range(1, 31):
        rate = 0.042 * math.exp(rng.gauss(0, 0.22))
        lift = math.exp(rng.gauss(0, 0.05))
        visitors = rng.choice([16000, 24000, 40000])
        arms = {"control": (1, rate), "new": (1, rate * lift)}
        rows += [(f"{number:02d}", *row) for row in experiment(rng, visitors, arms)]
    write("past_tests.csv", text_of(["experiment", "variant", "visitors", "conversions"], rows))


def by_day(rng, start, days, arms_of):
    """Rows (date, name, visitors, conversions) of days whose visitors and arms are `arms_of(offset)`."""
    rows = []
    for offset in range(days):
        date = start + datetime.timedelta(days=offset)
        visitors, arms = arms_of(offset)
        rows += [(date.isoformat(), *row) for row in experiment(rng, visitors, arms)]
    return text_of(["date", "variant", "visitors", "conversions"], rows)


def stops_early(rng):
    """A large effect, and a change that does harm."""
    arms = {"control": (1, 0.080), "free-trial": (1, 0.097), "countdown": (1, 0.068)}
    write("stops_early.csv", by_day(rng, datetime.date(2025, 3, 3), 35, lambda _: (3000, arms)))


def split_breaks(rng):
    """On the fifteenth day a redirect begins to lose one in eight of the treatment's visitors."""
    start = datetime.date(2025, 5, 5)

    def arms_of(offset):
        return 2400, {"control": (1.0, 0.060), "new-checkout": (1.0 if offset < 14 else 0.875, 0.062)}

    write("split_breaks.csv", by_day(rng, start, 28, arms_of))


def ramp_up(rng):
    """One in ten in the first week, then half; and fewer convert once the campaign is over, in both arms alike."""
    start = datetime.date(2025, 9, 1)

    def arms_of(offset):
        if offset < 7:
            return 4000, {"control": (9, 0.090), "chat": (1, 0.094)}
        return 2500, {"control": (1, 0.055), "chat": (1, 0.0575)}

    write("ramp_up.csv", by_day(rng, start, 28, arms_of))


def checkout(rng):
    """One treatment gains at one step; the other wins at one step what it loses at another."""
    steps = ["product", "cart", "checkout", "purchase"]
    rates = {
        "control": [0.62, 0.30, 0.55, 0.62],
        "one-page": [0.62, 0.30, 0.61, 0.62],
        "free-returns": [0.62, 0.335, 0.55, 0.56],
    }
    rows = []
    for device, visitors, reach in [("mobile", 45000, 0.9), ("desktop", 30000, 1.1)]:
        for name, entered in zip(rates, split(rng, visitors, [1, 1, 1])):
            users = [entered]
            for step, rate in enumerate(rates[name]):
                users.append(binomial(rng, users[-1], rate * (reach if step == 1 else 1)))
            rows.append((device, name, *users))
    write("checkout.csv", text_of(["device", "variant", "visitors", *(f"step.{s}" for s in steps)], rows))


def main():
    FOLDER.mkdir(exist_ok=True)
    makers = [
        landing_page,
        landing_inconclusive,
        five_arms,
        segments,
        broken_split,
        daily,
        excel_export,
        names,
        small_counts,
        users,
        events,
        past_tests,
        stops_early,
        split_breaks,
        ramp_up,
        checkout,
    ]
    for number, make in enumerate(makers):
        make(random.Random(SEED + number))


if __name__ == "__main__":
    main()
