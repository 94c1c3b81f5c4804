/* The words of `plan`: sentences from figures, for people who run tests and not statistics. */
#ifndef CVS_REPORT_PLAN_WORDS_H
#define CVS_REPORT_PLAN_WORDS_H

#include "base/strbuf.h"
#include <convstat/report.h>

/* All that a sentence may need. */
typedef struct cvs_plan_view {
  const cvs_dataset *dataset; /* NULL without --from */
  const cvs_plan_entry *entry;
  size_t group;  /* of the output */
  bool in_table; /* a row of --table */
  bool explain;  /* methods are explained beside it */
  bool pictures; /* the format draws */
} cvs_plan_view;

const char *cvs_solved_id(cvs_solved solved);
const char *cvs_answered_id(cvs_answered_by by);

/* "8 times in 10"; "hardly ever" and "nearly always" where hundredths would round to none or all. */
void cvs_words_often(cvs_strbuf *out, double power);
/* "5 weeks", "29 days", "about 3 years". */
void cvs_words_time(cvs_strbuf *out, uint64_t days);
/* "2026-12-01", of days since 1970-01-01; years 1 to 9999. */
void cvs_words_date(cvs_strbuf *out, int64_t day);
/* "a lift of 10%", "a loss of 5%", "a difference of +0.5 points": as given, or as it was found. */
void cvs_words_planned(cvs_strbuf *out, const cvs_plan_view *view);
/* Whether the power at the visitors of the plan is visibly less than what was asked for. */
bool cvs_plan_is_short(const cvs_plan *plan);
/* "power at these visitors: 80.1%, exact (by enumeration)", and what it lacks. */
void cvs_words_plan_power(cvs_strbuf *out, const cvs_plan_view *view);
/* Visitors of a given size that no arm takes, as none can take a part of one; empty without any. */
void cvs_words_plan_left_over(cvs_strbuf *out, const cvs_plan_view *view);
/* The test that is planned: at a margin it is the same whatever the method. */
const cvs_method *cvs_plan_test_method(const cvs_plan_view *view);
/* The formula behind the figures; NULL where they come of enumeration or of another formula. */
const cvs_method *cvs_plan_size_method(const cvs_plan_view *view);

void cvs_words_plan_finding(cvs_strbuf *out, const cvs_plan_view *view, const cvs_finding *finding);
void cvs_words_plan_verdict(cvs_strbuf *out, const cvs_plan_view *view);
void cvs_words_plan_splits(cvs_strbuf *out, const cvs_plan_view *view);
void cvs_words_plan_ends(cvs_strbuf *out, const cvs_plan_view *view);
void cvs_words_plan_advice(cvs_strbuf *out, const cvs_plan_view *view);
void cvs_words_plan_caution(cvs_strbuf *out, const cvs_plan_view *view);
void cvs_words_plan_method(cvs_strbuf *out, const cvs_plan_view *view);

#endif
