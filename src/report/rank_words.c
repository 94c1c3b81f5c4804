/* The words of `rank`: what to run next, in plain sentences. */
#include "report/build_rank.h"

#include "base/utf8.h"
#include "report/format.h"
#include "report/plan_words.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* The normal approximation of a rate is good from about here on. */
const double cvs_rank_conversions_few = 50;

static size_t count_choice(const cvs_rank_view *view, cvs_idea_choice choice) {
  size_t count = 0;
  for (size_t i = 0; i < view->count; i++)
    count += view->rank[i].choice == choice ? 1 : 0;
  return count;
}

static const cvs_idea_rank *first_of(const cvs_rank_view *view, cvs_idea_choice choice) {
  for (size_t i = 0; i < view->count; i++)
    if (view->rank[i].choice == choice)
      return &view->rank[i];
  return NULL;
}

static void add_name(cvs_strbuf *out, const cvs_idea_rank *rank) {
  cvs_strbuf_add_char(out, '"');
  cvs_utf8_add_visible(out, rank->idea->name);
  cvs_strbuf_add_char(out, '"');
}

static void add_money(cvs_strbuf *out, double value) {
  cvs_format_value(out, CVS_UNIT_MONEY, value, -1);
}

double cvs_rank_conversions(const cvs_idea_rank *rank) {
  const cvs_money_size *test = &rank->test;
  const uint64_t control = test->visitors_control, treatment = test->visitors_total - control;
  return rank->idea->prospect.baseline * (double)(control < treatment ? control : treatment);
}

void cvs_words_rank_few(cvs_strbuf *out, const cvs_idea_rank *rank) {
  add_name(out, rank);
  cvs_strbuf_add(out, ": about ");
  cvs_format_about(out, cvs_rank_conversions(rank));
  cvs_strbuf_add(out, " conversions an arm are so few that its figures are rough");
}

void cvs_words_rank_long(cvs_strbuf *out, const cvs_idea_rank *rank) {
  add_name(out, rank);
  cvs_strbuf_add(out, ": its best test runs for ");
  cvs_words_time(out, rank->test_days);
  cvs_strbuf_add(out, "; few pages and visitors stay the same for so long");
}

/* What was wrong with a row, for people. */
static const char *say_reason(const char *reason) {
  static const char *const words[][2] = {
      {"ragged", "too few or too many fields"},     {"number", "a figure that cannot be meant"},
      {"quote", "a quote that is not closed"},      {"nul-byte", "a zero byte"},
      {"encoding", "letters in no known encoding"}, {"size", "more than a row may hold"}};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (strcmp(words[i][0], reason) == 0)
      return words[i][1];
  return reason;
}

void cvs_words_rank_skipped(cvs_strbuf *out, const cvs_ideas_info *info) {
  cvs_strbuf_addf(out, "%" PRIu64 " of %" PRIu64 " rows could not be read and %s left out", info->rows_skipped,
                  info->rows, info->rows_skipped == 1 ? "is" : "are");
  for (size_t i = 0; i < info->reason_count; i++)
    cvs_strbuf_addf(out, "%s%" PRIu64 " for %s", i == 0 ? ": " : ", ", info->reason[i].rows,
                    say_reason(info->reason[i].reason));
}

void cvs_words_rank_verdict(cvs_strbuf *out, const cvs_rank_view *view) {
  const size_t tests = count_choice(view, CVS_IDEA_TEST);
  const cvs_idea_rank *next = first_of(view, CVS_IDEA_TEST);
  if (next == NULL) {
    cvs_strbuf_addf(out, view->count == 1 ? "The idea is not worth a test." : "None of the %zu ideas is worth a test.",
                    view->count);
    return;
  }
  cvs_strbuf_addf(out, "%zu of %zu idea%s %s worth a test; ", tests, view->count, view->count == 1 ? "" : "s",
                  tests == 1 ? "is" : "are");
  cvs_strbuf_add(out, "run ");
  add_name(out, next);
  cvs_strbuf_add(out, tests == 1 ? "." : " first.");
}

static void advise_test(cvs_strbuf *out, const cvs_idea_rank *next) {
  cvs_strbuf_add(out, "Test ");
  add_name(out, next);
  cvs_strbuf_add(out, " for ");
  cvs_words_time(out, next->test_days);
  cvs_strbuf_add(out, " with ");
  cvs_format_count(out, next->test.visitors_total);
  const bool costs = next->idea->prospect.terms.cost_of_change > 0;
  cvs_strbuf_add(out, costs ? " visitors, then ship it if its lead pays for the change: expected to earn "
                            : " visitors, then take what looks better: expected to earn ");
  add_money(out, next->gain);
  cvs_strbuf_add(out, next->profit_ship > 0 ? " more than to ship it untested." : " more than to leave it.");
}

/* Ideas whose horizon is over before a week is. */
static void add_short_horizons(cvs_strbuf *out, const cvs_rank_view *view) {
  enum { WEEK_DAYS = 7 };
  size_t count = 0;
  for (size_t i = 0; i < view->count; i++) {
    const cvs_idea_rank *rank = &view->rank[i];
    count += !rank->has_test && rank->idea->prospect.terms.horizon_days < WEEK_DAYS ? 1 : 0;
  }
  if (count == 0)
    return;
  if (count == view->count)
    cvs_strbuf_add(out, " No whole week fits into the horizon");
  else
    cvs_strbuf_addf(out, " No whole week fits into the horizon of %zu of the ideas", count);
  cvs_strbuf_add(out, ", so none was sized: --whole-weeks no allows tests of days.");
}

void cvs_words_rank_advice(cvs_strbuf *out, const cvs_rank_view *view) {
  const cvs_idea_rank *next = first_of(view, CVS_IDEA_TEST);
  const cvs_idea_rank *ship = first_of(view, CVS_IDEA_SHIP);
  if (next != NULL)
    advise_test(out, next);
  if (ship != NULL) {
    cvs_strbuf_add(out, next != NULL ? " Ship " : "Ship ");
    add_name(out, ship);
    const bool several = count_choice(view, CVS_IDEA_SHIP) > 1;
    cvs_strbuf_add(out, several ? " and those below it untested" : " untested");
    if (ship->has_test)
      cvs_strbuf_add(out, several ? ": a test of them costs more than it can teach."
                                  : ": a test of it costs more than it can teach.");
    else
      cvs_strbuf_add(out, ": the horizon has no room for a test.");
  }
  if (out->length == 0)
    cvs_strbuf_add(out, "Leave all of them: neither shipping nor testing any is expected to earn its cost.");
  add_short_horizons(out, view);
}

void cvs_words_rank_caution(cvs_strbuf *out, const cvs_rank_view *view) {
  (void)view;
  cvs_strbuf_add(out, "The order is as good as the lifts that are believed. Where past tests of yours are known, let "
                      "their lifts set the spread: most teams expect too much.");
}

void cvs_words_rank_method(cvs_strbuf *out, const cvs_rank_view *view) {
  cvs_strbuf_add(out, "expected profit under a normal prior of the lift; each test has the size that earns most in "
                      "all, and the order is by what a day of it earns");
  cvs_strbuf_add(out, view->explain
                          ? "; what a test adds is its profit less the better of 0 and of shipping at once; where "
                            "more ideas wait than the traffic can test, smaller tests may earn more a day"
                          : CVS_EXPLAIN_MORE);
}
