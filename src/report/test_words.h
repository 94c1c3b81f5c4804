/* The words of `test`: sentences from figures. What is said, and what is never said: no "95 %
 * probability" out of a p-value, no "no difference" for an inconclusive result, no "trending". */
#ifndef CVS_REPORT_TEST_WORDS_H
#define CVS_REPORT_TEST_WORDS_H

#include "base/strbuf.h"
#include <convstat/analysis.h>

/* All that a sentence may need. */
typedef struct cvs_test_view {
  const cvs_dataset *dataset;
  const cvs_test_options *options;
  const cvs_test_group *group;
  bool quiet;    /* the verdict and what is amiss alone */
  bool pictures; /* the format draws */
} cvs_test_view;

const char *cvs_verdict_id(cvs_verdict verdict);
const char *cvs_decision_id(cvs_decision decision);

/* "5%", "0.21%": a share without its sign. */
void cvs_words_percent(cvs_strbuf *out, double value, int decimals);
/* A share as the user gave it: "5%", "0.25%". */
void cvs_words_given_percent(cvs_strbuf *out, double value);
/* "anywhere from 1.6% worse to 5.9% better than control" and its kin, from the lift (from the
 * difference in points where there is no lift). */
void cvs_words_range(cvs_strbuf *out, const cvs_test_view *view, const cvs_comparison *comparison);

/* The comparison with the highest end of its lift: what may still be gained. */
size_t cvs_words_most_promising(const cvs_test_group *group);
/* The comparison that the verdict is about: the one that is decided, else the most promising. There is one at least. */
size_t cvs_words_topic(const cvs_test_group *group);

/* One sentence a finding. */
void cvs_words_finding(cvs_strbuf *out, const cvs_test_view *view, const cvs_finding *finding);

/* The verdict's sentence (also decision.reason), what to do, the one caution. */
void cvs_words_verdict(cvs_strbuf *out, const cvs_test_view *view);
void cvs_words_advice(cvs_strbuf *out, const cvs_test_view *view);
void cvs_words_caution(cvs_strbuf *out, const cvs_test_view *view);
/* The finding that is said as the caution, or NULL where the caution is another. */
const cvs_finding *cvs_words_caution_finding(const cvs_test_group *group);
/* "score test (Pearson chi-square), score intervals; ..." */
void cvs_words_method(cvs_strbuf *out, const cvs_test_view *view);

/* Name of an arm, made safe to print. */
void cvs_words_name(cvs_strbuf *out, const cvs_test_group *group, size_t arm);
/* An argument as it may be typed in a shell: quoted where it has more than letters, digits and . _ - = , : / @ %. */
void cvs_words_argument(cvs_strbuf *out, const char *text);
/* "p = 0.02" of the sample ratio, "adjusted p = 0.06" where it is adjusted over groups. */
void cvs_words_split_p(cvs_strbuf *out, const cvs_test_group *group);

#endif
