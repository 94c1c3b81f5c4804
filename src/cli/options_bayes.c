/* Options of `bayes`: what is believed before the data, and when to decide. */
#include "cli/option_rows.h"

#include "base/constants.h"

#define PLACE(member) offsetof(cvs_arguments, bayes.member)
#define TEST_PLACE(member) offsetof(cvs_arguments, test.member)

static const cvs_option prior_rows[] = {
    {.name = "prior",
     .kind = CVS_VALUE_TEXT,
     .argument = "PRIOR",
     .summary = "what is believed of each rate before the data: jeffreys, uniform, the shapes A,B of a beta "
                "distribution, or from:FILE, the counts of past experiments",
     .fallback = "jeffreys",
     .place = PLACE(prior)},
    {.name = "prior-mean",
     .kind = CVS_VALUE_PROBABILITY,
     .argument = "RATE",
     .summary = "the same by its mean (3%), with --prior-visitors",
     .place = PLACE(prior_mean)},
    {.name = "prior-visitors",
     .kind = CVS_VALUE_COUNT,
     .argument = "N",
     .summary = "how many visitors that mean is worth",
     .low = 1,
     .high = CVS_COUNT_MAX,
     .place = PLACE(prior_visitors)},
    {.name = "prior-lift-sd",
     .kind = CVS_VALUE_LIFT,
     .argument = "LIFT",
     .summary = "be sceptical of lifts: two in three changes move a rate by less than this (10%); not with money or "
                "--planned, which take rates as independent",
     .otherwise = "the variants' rates are independent",
     .place = PLACE(prior_lift_sd)},
    {.name = "prior-by",
     .kind = CVS_VALUE_COLUMN,
     .argument = "COL",
     .summary = "column of --prior from:FILE that names the past experiment",
     .otherwise = "experiment, where the file has it",
     .place = PLACE(prior_by)},
};
const cvs_option_group cvs_options_prior = {"Prior", prior_rows, sizeof prior_rows / sizeof prior_rows[0]};

static const cvs_option rows[] = {
    {.name = "loss-threshold",
     .kind = CVS_VALUE_DIFFERENCES,
     .argument = "LOSS",
     .summary = "decide as soon as the best choice is expected to cost at most this difference of rates (0.1pp)",
     .otherwise = "decide by profit with --value-per-conversion, else where a treatment is surely better, or all are "
                  "worse",
     .place = PLACE(loss_threshold)},
    {.name = "rope",
     .kind = CVS_VALUE_EFFECTS,
     .argument = "LOW,HIGH",
     .summary = "lifts that make no practical difference (-1%,1%): a treatment must be above them, unless a "
                "threshold or profit decides",
     .place = PLACE(rope)},
    {.name = "planned",
     .kind = CVS_VALUE_COUNT,
     .argument = "N",
     .summary = "visitors of all variants together at the planned end: how likely is significance there?",
     .low = 1,
     .high = CVS_VISITORS_MAX,
     .place = PLACE(planned)},
    {.name = "hdi",
     .kind = CVS_VALUE_FLAG,
     .summary = "intervals are the shortest that hold their probability, not those with equal tails",
     .place = PLACE(hdi)},
    {.name = "alpha",
     .kind = CVS_VALUE_PROBABILITY,
     .argument = "A",
     .summary = "intervals hold 1 - A, and 1 - A/2 counts as sure (with k treatments 1 - A/(2k))",
     .fallback = "0.05",
     .place = TEST_PLACE(alpha)},
    CVS_ROW_CONFIDENCE,
    CVS_ROW_CONTROL(""),
    CVS_ROW_ALLOCATION(""),
};
const cvs_option_group cvs_options_bayes = {"Question asked", rows, sizeof rows / sizeof rows[0]};

static const cvs_option gate_rows[] = {
    CVS_ROW_FAIL_ON(cvs_choice_gate_bayes),
};
const cvs_option_group cvs_options_bayes_gates = {"For scripts", gate_rows, sizeof gate_rows / sizeof gate_rows[0]};
