/* A group of `count` as its document shows it, from data or from a saved result. */
#ifndef CVS_REPORT_BUILD_COUNT_H
#define CVS_REPORT_BUILD_COUNT_H

#include "report/report.h"
#include "report/test_words.h"

/* What was counted, and what is known of its split. `data` has the arms of test.group in their order; its variants and
 * strata are not read. */
typedef struct cvs_count_view {
  cvs_test_view test;
  cvs_group data;
  size_t step_count;
  const char *const *step; /* [step_count] names */
  /* Of a saved result, in place of arm_amount and day_amount of `data`: decimals that values do not have, NULL where
   * they have them all. */
  const char *const *arm_exact, *const *day_exact;
  bool by_day;
} cvs_count_view;

CVS_WARN_UNUSED cvs_status cvs_report_count_view(cvs_report *report, const cvs_count_view *view, cvs_error *error);

#endif
