"""Large input for the benches: many experiments of two arms each, as counts.

gen_experiments.py COUNT [--sparse]      writes CSV to standard output; the same bytes every time

Rates, sizes and lifts are drawn as in advertising: most experiments have thousands of visitors, a
few have millions. --sparse: hundreds of visitors and a handful of conversions.
"""

import math
import random
import sys


def conversions(stream, visitors, rate):
    """A binomial count, by its normal approximation where that is close enough for a bench."""
    mean = visitors * rate
    if mean < 30:
        # Geometric gaps between conversions: exact for small rates and quick.
        count, at = 0, 0
        while True:
            at += 1 + int(math.log(1.0 - stream.random()) / math.log1p(-rate))
            if at > visitors:
                return count
            count += 1
    return min(visitors, max(0, round(stream.gauss(mean, math.sqrt(mean * (1 - rate))))))


def draw(stream, sparse):
    """(visitors of control, of treatment, rate, lift) of one experiment."""
    if sparse:
        visitors = round(10 ** stream.uniform(2, 3.3))
        return visitors, visitors + stream.randrange(-9, 10), stream.uniform(1, 5) / visitors, stream.uniform(-0.5, 1.0)
    visitors = round(10 ** stream.uniform(3, 6))
    split = round(stream.gauss(0, 0.7 * math.sqrt(visitors / 2)))
    return visitors + split, visitors - split, 10 ** stream.uniform(-2, -0.5), stream.gauss(0, 0.05)


def main():
    count, sparse = int(sys.argv[1]), "--sparse" in sys.argv[2:]
    stream = random.Random(20260101)
    write = sys.stdout.write
    write("experiment,variant,visitors,conversions\n")
    for i in range(count):
        control, treatment, rate, lift = draw(stream, sparse)
        lifted = min(0.9, rate * max(0.05, 1 + lift))
        write(f"exp-{i:06d},control,{control},{conversions(stream, control, rate)}\n")
        write(f"exp-{i:06d},treatment,{treatment},{conversions(stream, treatment, lifted)}\n")


if __name__ == "__main__":
    main()
