/* Words of tests with several looks: ids of their bounds, and what each bound means. */
#ifndef CVS_REPORT_SEQUENTIAL_WORDS_H
#define CVS_REPORT_SEQUENTIAL_WORDS_H

#include "report/plan_words.h"

/* "spending" or "bounds"; "obf", "obrien-fleming" and so on, as options name them. */
const char *cvs_spending_kind_id(cvs_spending_family family);
const char *cvs_spending_family_id(cvs_spending_family family);
bool cvs_spending_has_parameter(cvs_spending_family family);
/* "none", "nonbinding", "binding". */
const char *cvs_futility_id(cvs_futility futility);
/* "O'Brien-Fleming-like spending", "Kim-DeMets spending (power 2)". */
void cvs_words_spending(cvs_strbuf *out, const cvs_spending *spending);

/* "5 looks take 2.6% more visitors than one, if the test runs to its end". */
void cvs_words_plan_looks(cvs_strbuf *out, const cvs_plan_view *view);
/* How several treatments share the error; nothing with one. */
void cvs_words_plan_treatments(cvs_strbuf *out, const cvs_plan_view *view);
/* How the looks are read, and what each bound means. */
void cvs_words_looks_advice(cvs_strbuf *out, const cvs_plan_view *view);
void cvs_words_looks_caution(cvs_strbuf *out, const cvs_plan_view *view);
/* ", 5 looks by O'Brien-Fleming-like spending, half of alpha on each side; ...". */
void cvs_words_looks_method(cvs_strbuf *out, const cvs_plan_view *view);

#endif
