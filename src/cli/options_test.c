/* Options of the comparison of variants: which test, which effect, which arms. */
#include "cli/arguments.h"

#include "cli/choice.h"
#include <stddef.h>

static const char *choose_alternative(size_t index) {
  static const char *const ids[] = {"two-sided", "greater", "less"}; /* order of cvs_alternative */
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

static const char *choose_pairs(size_t index) {
  static const char *const ids[] = {[CVS_PAIRS_CONTROL] = "control", [CVS_PAIRS_ALL] = "all"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

static const char *choose_margin_scale(size_t index) {
  static const char *const ids[] = {[CVS_MARGIN_LIFT] = "lift", [CVS_MARGIN_DIFFERENCE] = "difference"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

#define PLACE(member) offsetof(cvs_arguments, test.member)
static const cvs_option rows[] = {
    {.name = "control",
     .kind = CVS_VALUE_TEXT,
     .argument = "NAME",
     .summary = "the variant that the others are read against",
     .otherwise = "the variant named control, baseline, a, original, 0 or off, else the first",
     .place = PLACE(control)},
    {.name = "mde",
     .kind = CVS_VALUE_LIFT,
     .argument = "LIFT",
     .summary = "the smallest lift that matters: how large would a new test have to be?",
     .place = PLACE(mde)},
    {.name = "alpha",
     .kind = CVS_VALUE_PROBABILITY,
     .argument = "A",
     .summary = "how often a test of no effect may find one",
     .fallback = "0.05",
     .place = PLACE(alpha)},
    {.name = "confidence",
     .kind = CVS_VALUE_PROBABILITY,
     .argument = "L",
     .summary = "the same said the other way round: L = 1 - A (95%)",
     .place = PLACE(confidence)},
    {.name = "alternative",
     .kind = CVS_VALUE_CHOICE,
     .argument = "SIDE",
     .summary = "greater asks only whether a treatment is better, less only whether it is worse",
     .fallback = "two-sided",
     .choice = choose_alternative,
     .place = PLACE(alternative)},
    {.name = "allocation",
     .kind = CVS_VALUE_SHARES,
     .argument = "A=90,B=10",
     .summary = "the split that was intended; unequal shares are named",
     .otherwise = "equal shares",
     .place = PLACE(allocation)},
    {.name = "method",
     .kind = CVS_VALUE_CHOICE,
     .argument = "METHOD",
     .summary = "test of two rates; auto: score, or an exact test where counts are small",
     .fallback = "auto",
     .choice = cvs_choice_method,
     .place = PLACE(method)},
    {.name = "interval",
     .kind = CVS_VALUE_CHOICE,
     .argument = "METHOD",
     .summary = "interval of difference, lift and odds ratio; auto: the one that goes with the test",
     .fallback = "auto",
     .choice = cvs_choice_interval,
     .place = PLACE(interval)},
    {.name = "rate-interval",
     .kind = CVS_VALUE_CHOICE,
     .argument = "METHOD",
     .summary = "interval of the rate of each variant",
     .fallback = "wilson",
     .choice = cvs_choice_rate_interval,
     .place = PLACE(rate_interval)},
    {.name = "adjust",
     .kind = CVS_VALUE_CHOICE,
     .argument = "METHOD",
     .summary = "adjustment of p for several treatments",
     .otherwise = "dunnett with score, n-1 and wald, else holm",
     .choice = cvs_choice_adjust,
     .place = PLACE(adjust)},
    {.name = "pairs",
     .kind = CVS_VALUE_CHOICE,
     .argument = "WHICH",
     .summary = "compare with the control, or all pairs (Tukey-Kramer)",
     .fallback = "control",
     .choice = choose_pairs,
     .place = PLACE(pairs)},
    {.name = "trend",
     .kind = CVS_VALUE_FLAG,
     .summary = "test a trend of the rate over the order of the variants (Cochran-Armitage)",
     .place = PLACE(trend)},
    {.name = "margin",
     .kind = CVS_VALUE_EFFECT,
     .argument = "X",
     .summary = "non-inferiority: is the treatment at most this much worse (-2%, -0.5pp)?",
     .place = PLACE(margin)},
    {.name = "equivalence",
     .kind = CVS_VALUE_EFFECTS,
     .argument = "LOW,HIGH",
     .summary = "equivalence: does the effect lie between these (-2%,2%)? One X stands for -X,X",
     .place = PLACE(equivalence)},
    {.name = "margin-scale",
     .kind = CVS_VALUE_CHOICE,
     .argument = "SCALE",
     .summary = "what a margin is: a lift, or a difference of rates",
     .otherwise = "difference where the margin is written with pp, else lift",
     .choice = choose_margin_scale,
     .place = PLACE(margin_scale)},
    {.name = "stratify",
     .kind = CVS_VALUE_COLUMNS,
     .argument = "COL[,COL]",
     .summary = "compare within each combination of these columns and pool (Cochran-Mantel-Haenszel)",
     .place = PLACE(stratify)},
};

const cvs_option_group cvs_options_test = {"Comparison", rows, sizeof rows / sizeof rows[0]};
