/* Options of `funnel`: the way through the steps, and what is to be made of them. */
#include "cli/option_rows.h"

/* CVS_MONEY_MAX as a whole number. */
#define MONEY_MAX UINT64_C(1000000000000000)

static const char *choose_times(size_t index) {
  static const char *const ids[] = {[CVS_TIMES_YES] = "yes", [CVS_TIMES_NO] = "no"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

#define PLACE(member) offsetof(cvs_arguments, funnel.member)
static const cvs_option way_rows[] = {
    {.name = "optional",
     .kind = CVS_VALUE_COLUMNS,
     .argument = "STEP[,STEP]",
     .summary = "steps that may be left out on the way; the next one is read against the last that may not",
     .place = PLACE(optional)},
    {.name = "exclude",
     .kind = CVS_VALUE_COLUMNS,
     .argument = "EVENT[,EVENT]",
     .summary = "events that stop a user: steps after the first such event since the first step do not count",
     .place = PLACE(exclude)},
    {.name = "censor",
     .kind = CVS_VALUE_FLAG,
     .summary = "keep users who have not used their --window yet: rates are Kaplan-Meier's at its end, and the plain "
                "rates stand beside them",
     .otherwise = "such users are left out and counted",
     .place = PLACE(censor)},
    {.name = "times",
     .kind = CVS_VALUE_CHOICE,
     .argument = "WHETHER",
     .summary = "how long each step takes (median, quartiles), where rows have times; no: faster for large logs",
     .fallback = "yes",
     .choice = choose_times,
     .place = PLACE(times)},
};
const cvs_option_group cvs_options_way = {"Users on their way", way_rows, sizeof way_rows / sizeof way_rows[0]};

static const cvs_option leak_rows[] = {
    {.name = "benchmark",
     .kind = CVS_VALUE_COLUMNS,
     .argument = "STEP=RATE[,...]",
     .summary = "a rate from the previous step that can be reached (signup=40%): what would that bring?",
     .otherwise = "a tenth of the drop-off is won back",
     .place = PLACE(benchmark)},
    {.name = "what-if",
     .kind = CVS_VALUE_COLUMNS,
     .argument = "STEP=LIFT[,...]",
     .summary = "carry a change at a step (signup=+5%) through to the end",
     .place = PLACE(what_if)},
    {.name = "cost",
     .kind = CVS_VALUE_COLUMNS,
     .argument = "STEP=MONEY[,...]",
     .summary = "what a visitor costs to bring to a step: costs by step and arm, and per conversion",
     .place = PLACE(cost)},
    {.name = "value-per-conversion",
     .kind = CVS_VALUE_NUMBER,
     .argument = "MONEY",
     .summary = "what a conversion brings: revenue by arm, and with --cost the return on it (--value COL: the real "
                "amounts)",
     .low = 0,
     .high = MONEY_MAX,
     .place = offsetof(cvs_arguments, money.value_per_conversion)},
};
const cvs_option_group cvs_options_leak = {"Where it leaks", leak_rows, sizeof leak_rows / sizeof leak_rows[0]};

static const cvs_option family_rows[] = {
    CVS_ROW_CONTROL(""),
    {.name = "adjust",
     .kind = CVS_VALUE_CHOICE,
     .argument = "METHOD",
     .summary = "adjustment of p for all treatments and steps together",
     .otherwise = "holm; with one step that of 'convstat test'",
     .choice = cvs_choice_adjust,
     .place = offsetof(cvs_arguments, test.adjust)},
};
const cvs_option_group cvs_options_family = {"Variants and steps", family_rows,
                                             sizeof family_rows / sizeof family_rows[0]};
