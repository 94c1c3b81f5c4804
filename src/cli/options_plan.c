/* Options of a plan: what is known, what is sought, how the visitors are split, how long it takes. */
#include "cli/arguments.h"

#include "cli/choice.h"
#include <convstat/plan.h>
#include <stddef.h>
#include <string.h>

/* Clusters a hundred times more unequal than exponential ones are a slip. */
enum { CLUSTER_CV_MAX = 100 };

static const char *choose_whole_weeks(size_t index) {
  static const char *const ids[] = {[CVS_WHOLE_WEEKS_YES] = "yes", [CVS_WHOLE_WEEKS_NO] = "no"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

/* Adjustments that give one comparison a level of its own: there is no other to plan for. */
static const char *choose_adjust(size_t index) {
  size_t seen = 0;
  for (size_t i = 0; cvs_choice_adjust(i); i++) {
    const char *id = cvs_choice_adjust(i);
    if ((strcmp(id, "none") == 0 || cvs_method_find(CVS_KIND_ADJUST, id)->simultaneous) && seen++ == index)
      return id;
  }
  return NULL;
}

#define PLACE(member) offsetof(cvs_arguments, plan.member)
#define TEST_PLACE(member) offsetof(cvs_arguments, test.member)
static const cvs_option plan_rows[] = {
    {.name = "baseline",
     .kind = CVS_VALUE_RATES,
     .argument = "RATE",
     .summary = "the control's conversion rate (3.2%); a list by comma with --table",
     .otherwise = "from --from, or the last share of --reach",
     .place = PLACE(baseline)},
    {.name = "lift",
     .kind = CVS_VALUE_LIFTS,
     .argument = "LIFT",
     .summary = "the effect that matters, relative to the baseline (10%); a list with --table",
     .place = PLACE(lift)},
    {.name = "difference",
     .kind = CVS_VALUE_DIFFERENCES,
     .argument = "D",
     .summary = "the same as a difference of rates (0.5pp); a list with --table",
     .place = PLACE(difference)},
    {.name = "power",
     .kind = CVS_VALUE_PROBABILITY,
     .argument = "P",
     .summary = "how surely the effect is found if it is there",
     .otherwise = "80%, or what is sought where effect and size are given",
     .place = PLACE(power)},
    {.name = "sample-size",
     .kind = CVS_VALUE_COUNT,
     .argument = "N",
     .summary = "visitors in all, over all arms",
     .otherwise = "what is sought",
     .low = 2,
     .high = CVS_VISITORS_MAX,
     .place = PLACE(sample_size)},
    {.name = "from",
     .kind = CVS_VALUE_PATH,
     .argument = "FILE",
     .summary = "take the baseline, and by its dates the traffic, from counts of the past",
     .place = PLACE(from)},
    {.name = "arms",
     .kind = CVS_VALUE_COUNT,
     .argument = "K",
     .summary = "arms, the control included",
     .fallback = "2",
     .low = 2,
     .high = CVS_PLAN_ARMS_MAX,
     .place = PLACE(arms)},
    {.name = "allocation",
     .kind = CVS_VALUE_SHARES,
     .argument = "W,W...",
     .summary = "weights of the arms, the control first (90,10)",
     .otherwise = "equal shares",
     .place = TEST_PLACE(allocation)},
    {.name = "method",
     .kind = CVS_VALUE_CHOICE,
     .argument = "METHOD",
     .summary = "test that will be made; auto: score",
     .fallback = "auto",
     .choice = cvs_choice_plan_method,
     .place = TEST_PLACE(method)},
    {.name = "exact",
     .kind = CVS_VALUE_FLAG,
     .summary = "sizes and effects by enumeration, up to 5,000 visitors an arm; exact tests always",
     .place = PLACE(exact)},
    {.name = "adjust",
     .kind = CVS_VALUE_CHOICE,
     .argument = "METHOD",
     .summary = "what sets the level of one comparison among several",
     .otherwise = "dunnett with score, n-1, wald and arcsine, else bonferroni",
     .choice = choose_adjust,
     .place = TEST_PLACE(adjust)},
    {.name = "table",
     .kind = CVS_VALUE_FLAG,
     .summary = "a plan for each baseline and each effect of their lists",
     .place = PLACE(table)},
    {.name = "icc",
     .kind = CVS_VALUE_NUMBER,
     .argument = "R",
     .summary = "clusters are randomised: correlation of visitors within one (0.02)",
     .otherwise = "visitors are randomised one by one",
     .low = 0,
     .high = 1,
     .place = PLACE(icc)},
    {.name = "cluster-size",
     .kind = CVS_VALUE_NUMBER,
     .argument = "M",
     .summary = "visitors of a cluster, on average",
     .low = 1,
     .high = CVS_VISITORS_MAX,
     .place = PLACE(cluster_size)},
    {.name = "cluster-cv",
     .kind = CVS_VALUE_NUMBER,
     .argument = "CV",
     .summary = "how unequal the clusters are: standard deviation of their size over its mean",
     .fallback = "0",
     .low = 0,
     .high = CLUSTER_CV_MAX,
     .place = PLACE(cluster_cv)},
    {.name = "reach",
     .kind = CVS_VALUE_PORTIONS,
     .argument = "100%,42%...",
     .summary = "share of all visitors that reaches each step of a funnel: which step to test?",
     .place = PLACE(reach)},
    {.name = "save",
     .kind = CVS_VALUE_PATH,
     .argument = "FILE",
     .summary = "write a plan with several looks to FILE, whole or not at all, for convstat monitor --plan",
     .place = PLACE(save)},
    {.name = "step",
     .kind = CVS_VALUE_TEXT,
     .argument = "J",
     .summary = "the step of --reach that is changed, from 2, or all",
     .fallback = "all",
     .place = PLACE(step)},
};

static const cvs_option time_rows[] = {
    {.name = "traffic",
     .kind = CVS_VALUE_COUNT,
     .argument = "N",
     .summary = "visitors a day: how long does the test take?",
     .otherwise = "from --from, where it has dates",
     .low = 1,
     .high = CVS_VISITORS_MAX,
     .place = PLACE(traffic)},
    {.name = "traffic-share",
     .kind = CVS_VALUE_PORTIONS,
     .argument = "SHARE",
     .summary = "part of the traffic that enters the test",
     .fallback = "100%",
     .place = PLACE(traffic_share)},
    {.name = "start",
     .kind = CVS_VALUE_DATE,
     .argument = "DATE",
     .summary = "first day of the test (2026-12-01): when does it end?",
     .place = PLACE(start)},
    {.name = "whole-weeks",
     .kind = CVS_VALUE_CHOICE,
     .argument = "YES|NO",
     .summary = "run whole weeks, so that every weekday counts alike",
     .fallback = "yes",
     .choice = choose_whole_weeks,
     .place = PLACE(whole_weeks)},
};

const cvs_option_group cvs_options_plan = {"Plan", plan_rows, sizeof plan_rows / sizeof plan_rows[0]};
const cvs_option_group cvs_options_time = {"Duration", time_rows, sizeof time_rows / sizeof time_rows[0]};
