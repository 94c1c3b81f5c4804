/* Options of `monitor`: what decides, and how the days are read. */
#include "cli/option_rows.h"

static const char *choose_design(size_t index) {
  static const char *const ids[] = {[CVS_MONITOR_ANYTIME] = "anytime",
                                    [CVS_MONITOR_GROUP] = "group-sequential",
                                    [CVS_MONITOR_SPRT] = "sprt",
                                    [CVS_MONITOR_MAXSPRT] = "maxsprt"};
  return index < CVS_MONITOR_DESIGNS ? ids[index] : NULL;
}

static const char *choose_method(size_t index) {
  static const char *const ids[] = {"score", "n-1"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

static const char *choose_adjust(size_t index) {
  static const char *const ids[] = {"auto", "sidak", "bonferroni", "none"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

#define PLACE(member) offsetof(cvs_arguments, monitor.member)
#define TEST_PLACE(member) offsetof(cvs_arguments, test.member)

static const cvs_option rows[] = {
    {.name = "design",
     .kind = CVS_VALUE_CHOICE,
     .argument = "DESIGN",
     .summary = "what decides: a band that holds on every day, looks at planned times, or a likelihood ratio",
     .otherwise = "group-sequential with --plan, --looks or --look-times, else anytime",
     .choice = choose_design,
     .place = PLACE(design)},
    {.name = "plan",
     .kind = CVS_VALUE_PATH,
     .argument = "FILE",
     .summary = "the plan that 'convstat plan --looks K --save FILE' wrote: it says when to look and what stops",
     .place = PLACE(plan)},
    {.name = "max-sample-size",
     .kind = CVS_VALUE_COUNT,
     .argument = "N",
     .summary = "visitors of all variants together at which the test ends",
     .otherwise = "the plan's; anytime: no end",
     .low = 2,
     .high = CVS_VISITORS_MAX,
     .place = PLACE(max_sample_size)},
    {.name = "alpha",
     .kind = CVS_VALUE_PROBABILITY,
     .argument = "A",
     .summary = "how often a test of no effect may be stopped for one, whenever that is looked at",
     .otherwise = "the plan's, or 0.05",
     .place = TEST_PLACE(alpha)},
    CVS_ROW_CONFIDENCE,
    {.name = "alternative",
     .kind = CVS_VALUE_CHOICE,
     .argument = "SIDE",
     .summary = "greater asks only whether a treatment is better, less only whether it is worse",
     .otherwise = "the plan's, or two-sided",
     .choice = cvs_choice_alternative,
     .place = TEST_PLACE(alternative)},
    {.name = "compare",
     .kind = CVS_VALUE_FLAG,
     .summary = "look by look, what a plain test, planned looks and the anytime band would each have said",
     .place = PLACE(compare)},
    {.name = "ledger",
     .kind = CVS_VALUE_PATH,
     .argument = "FILE",
     .summary = "keep each look that was taken in FILE, and refuse days that have changed since",
     .place = PLACE(ledger)},
    {.name = "accept-revision",
     .kind = CVS_VALUE_FLAG,
     .summary = "record in the ledger that past days have changed, and go on",
     .place = PLACE(accept_revision)},
};
const cvs_option_group cvs_options_monitor = {"Question asked", rows, sizeof rows / sizeof rows[0]};

static const cvs_option anytime_rows[] = {
    {.name = "sequence",
     .kind = CVS_VALUE_CHOICE,
     .argument = "KIND",
     .summary = "how the anytime band is made: exact for any rates and sizes; the others need 50 conversions an arm",
     .fallback = "exact",
     .choice = cvs_choice_sequence,
     .place = PLACE(sequence)},
    {.name = "mde",
     .kind = CVS_VALUE_LIFT,
     .argument = "LIFT",
     .summary =
         "the lift that matters: the band is tightest for it, effects below about half of it are not looked for, and a "
         "test that excludes it stops as futile; what --sprt tests",
     .place = PLACE(mde)},
    {.name = "baseline",
     .kind = CVS_VALUE_PROBABILITY,
     .argument = "RATE",
     .summary = "the control's expected rate, by which the anytime band is tuned (3%)",
     .place = PLACE(baseline)},
    {.name = "tune-at",
     .kind = CVS_VALUE_COUNT,
     .argument = "N",
     .summary = "make the anytime band tightest where a treatment and the control have N visitors together",
     .low = 1,
     .high = CVS_VISITORS_MAX,
     .place = PLACE(tune_at)},
    {.name = "sprt",
     .kind = CVS_VALUE_FLAG,
     .summary = "Wald's test of the lift of --mde against none; the same as --design sprt",
     .place = PLACE(sprt)},
    {.name = "maxsprt",
     .kind = CVS_VALUE_FLAG,
     .summary = "the likelihood ratio of the best effect, up to --horizon; the same as --design maxsprt",
     .place = PLACE(maxsprt)},
    {.name = "horizon",
     .kind = CVS_VALUE_COUNT,
     .argument = "N",
     .summary = "where --maxsprt ends: conversions of both arms, or visitors with --target",
     .low = 1,
     .high = 1000000000,
     .place = PLACE(horizon)},
    {.name = "target",
     .kind = CVS_VALUE_PROBABILITY,
     .argument = "RATE",
     .summary = "with --sprt and --maxsprt: hold each variant against this rate instead of a control",
     .place = PLACE(target)},
};
const cvs_option_group cvs_options_monitor_anytime = {"Anytime, SPRT, MaxSPRT", anytime_rows,
                                                      sizeof anytime_rows / sizeof anytime_rows[0]};

static const cvs_option group_rows[] = {
    {.name = "power",
     .kind = CVS_VALUE_PROBABILITY,
     .argument = "P",
     .summary = "how often the effect that was planned for is found; with --looks and --sprt",
     .otherwise = "80%",
     .place = PLACE(power)},
    {.name = "method",
     .kind = CVS_VALUE_CHOICE,
     .argument = "METHOD",
     .summary = "the statistic of the looks",
     .otherwise = "the plan's, or score",
     .choice = choose_method,
     .place = PLACE(method)},
    {.name = "adjust",
     .kind = CVS_VALUE_CHOICE,
     .argument = "METHOD",
     .summary = "how several treatments share alpha at planned looks; auto: sidak",
     .otherwise = "the plan's, or sidak",
     .choice = choose_adjust,
     .place = PLACE(adjust)},
    {.name = "every-day",
     .kind = CVS_VALUE_FLAG,
     .summary = "each day is a look, not only those that reach the next planned one",
     .place = PLACE(every_day)},
    {.name = "look-now",
     .kind = CVS_VALUE_FLAG,
     .summary = "the last day is a look, planned or not",
     .place = PLACE(look_now)},
    {.name = "ended",
     .kind = CVS_VALUE_FLAG,
     .summary = "the test has ended with the last day: all that is left of alpha is spent there",
     .place = PLACE(ended)},
};
const cvs_option_group cvs_options_monitor_group = {"Planned looks", group_rows,
                                                    sizeof group_rows / sizeof group_rows[0]};

static const cvs_option arm_rows[] = {
    CVS_ROW_CONTROL("the plan's, or "),
    CVS_ROW_ALLOCATION("the plan's, or "),
    {.name = "allocation-change",
     .kind = CVS_VALUE_TEXTS,
     .argument = "DATE=A=50,B=50",
     .summary = "from this day on another split was intended; further uses add changes",
     .place = PLACE(allocation_change)},
    {.name = "cumulative",
     .kind = CVS_VALUE_FLAG,
     .summary = "the counts of a day are running totals up to it",
     .place = PLACE(cumulative)},
};
const cvs_option_group cvs_options_monitor_arms = {"Variants and days", arm_rows, sizeof arm_rows / sizeof arm_rows[0]};

static const cvs_option gate_rows[] = {
    CVS_ROW_FAIL_ON(cvs_choice_gate_monitor),
};
const cvs_option_group cvs_options_monitor_gates = {"For scripts", gate_rows, sizeof gate_rows / sizeof gate_rows[0]};
