/* A backlog of ideas: which to test first, which to ship untested, which to drop. */
#include <convstat/ideas.h>

#include "base/error.h"
#include "base/mem.h"

#include <convstat/power.h>
#include <math.h>
#include <stdlib.h>

enum { WEEK_DAYS = 7 };
/* The usual plan: 80 % power at 5 %, two-sided. */
static const double CLASSICAL_POWER = 0.8;
static const double CLASSICAL_ALPHA = 0.05;

/* Whole days or weeks that hold the visitors of the test. */
static uint64_t round_days(const cvs_money_size *test, bool whole_weeks) {
  static const double slack = 1e-6; /* of a day: what whole visitors leave over */
  const double unit = whole_weeks ? WEEK_DAYS : 1;
  return (uint64_t)(unit * fmax(ceil(test->days / unit - slack), 1));
}

/* The usual size for a lift of one spread; 0 where there is none. */
static uint64_t size_classically(const cvs_money_prospect *prospect) {
  cvs_design design = {.method = cvs_method_find(CVS_KIND_TEST, "score"),
                       .rate_control = prospect->baseline,
                       .rate_treatment = prospect->baseline * (1 + prospect->lift_sd),
                       .ratio = 1};
  double visitors = 0;
  if (!(design.rate_treatment < 1) ||
      cvs_level_from_alpha(CLASSICAL_ALPHA, CVS_TWO_SIDED, &design.level, NULL) != CVS_OK ||
      cvs_size_approximate(&design, CLASSICAL_POWER, &visitors, NULL) != CVS_OK)
    return 0;
  return 2 * (uint64_t)ceil(visitors);
}

/* The best test in whole days or weeks, where the horizon has room for one. */
static cvs_status find_test(const cvs_money_prospect *prospect, bool whole_weeks, cvs_idea_rank *out,
                            cvs_error *error) {
  const double step = prospect->terms.traffic * prospect->terms.traffic_share * (whole_weeks ? WEEK_DAYS : 1);
  cvs_error none = {0};
  const cvs_status status = cvs_money_size_best(prospect, step, &out->test, &none);
  out->has_test = status == CVS_OK;
  if (status != CVS_OK && status != CVS_ELIMIT)
    return cvs_fail(error, status, "%s", none.message);
  if (out->has_test)
    out->test_days = round_days(&out->test, whole_weeks);
  return CVS_OK;
}

static void choose(cvs_idea_rank *out) {
  const double untested = fmax(out->profit_ship, 0);
  if (out->has_test) {
    out->gain = out->test.profit - untested;
    out->gain_per_day = out->gain / (double)out->test_days;
  }
  const bool pays = out->has_test && cvs_money_matters(&out->idea->prospect.terms, out->gain);
  out->choice = pays ? CVS_IDEA_TEST : untested > 0 ? CVS_IDEA_SHIP : CVS_IDEA_DROP;
}

static cvs_status judge(const cvs_idea *idea, bool whole_weeks, cvs_idea_rank *out, cvs_error *error) {
  *out = (cvs_idea_rank){.idea = idea};
  cvs_money_untested untested = {0};
  cvs_status status = cvs_money_without_test(&idea->prospect, &untested, error);
  out->profit_ship = untested.profit_ship;
  if (status == CVS_OK)
    status = find_test(&idea->prospect, whole_weeks, out, error);
  out->visitors_classical = size_classically(&idea->prospect);
  if (status == CVS_OK)
    choose(out);
  return status;
}

/* What orders ideas of one choice, the largest first. */
static double find_merit(const cvs_idea_rank *rank) {
  switch (rank->choice) {
  case CVS_IDEA_TEST:
    return rank->gain_per_day;
  case CVS_IDEA_SHIP:
    return rank->profit_ship;
  default:
    return rank->has_test ? fmax(rank->gain, rank->profit_ship) : rank->profit_ship;
  }
}

static int compare(const void *left, const void *right) {
  const cvs_idea_rank *a = left, *b = right;
  if (a->choice != b->choice)
    return a->choice < b->choice ? -1 : 1;
  const double merit_a = find_merit(a), merit_b = find_merit(b);
  if (merit_a < merit_b || merit_a > merit_b)
    return merit_a > merit_b ? -1 : 1;
  return a->idea < b->idea ? -1 : 1; /* they stand in one array, in the order of the input */
}

cvs_status cvs_ideas_rank(const cvs_ideas *ideas, bool whole_weeks, cvs_idea_rank *out, cvs_error *error) {
  const size_t count = cvs_ideas_count(ideas);
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count && status == CVS_OK; i++) {
    const cvs_idea *idea = cvs_ideas_at(ideas, i);
    cvs_error why = {0};
    status = judge(idea, whole_weeks, &out[i], &why);
    if (status != CVS_OK)
      return cvs_fail_at(error, status == CVS_EINVAL ? CVS_EDATA : status, NULL, idea->line, "%s", why.message);
  }
  qsort(out, count, sizeof *out, compare);
  return status;
}
