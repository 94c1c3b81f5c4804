/* Options of the comparison of variants: which test, which effect, which arms. */
#include "cli/option_rows.h"

static const char *choose_pairs(size_t index) {
  static const char *const ids[] = {[CVS_PAIRS_CONTROL] = "control", [CVS_PAIRS_ALL] = "all"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

#define PLACE(member) offsetof(cvs_arguments, test.member)
static const cvs_option rows[] = {
    {.name = "mde",
     .kind = CVS_VALUE_LIFT,
     .argument = "LIFT",
     .summary = "the smallest lift that matters: how large would a new test have to be?",
     .place = PLACE(mde)},
    CVS_ROW_ALLOCATION(""),
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
    {.name = "stratify",
     .kind = CVS_VALUE_COLUMNS,
     .argument = "COL[,COL]",
     .summary = "compare within each combination of these columns and pool (Cochran-Mantel-Haenszel)",
     .place = PLACE(stratify)},
};

const cvs_option_group cvs_options_test = {"Comparison", rows, sizeof rows / sizeof rows[0]};

enum { COMPARISON_ROWS = 5 }; /* the first ones, up to --rate-interval */
const cvs_option_group cvs_options_comparison = {"Comparison", rows, COMPARISON_ROWS};

static const cvs_option split_rows[] = {CVS_ROW_ALLOCATION("")};
const cvs_option_group cvs_options_split = {"Split of the visitors", split_rows, 1};
