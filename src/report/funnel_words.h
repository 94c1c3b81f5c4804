/* The words of `funnel`: sentences from steps, lifts and what they contribute. */
#ifndef CVS_REPORT_FUNNEL_WORDS_H
#define CVS_REPORT_FUNNEL_WORDS_H

#include "report/test_words.h"
#include <convstat/funnel_question.h>

/* All that a sentence may need; `test` is the frame: arms, split and the overall comparisons. */
typedef struct cvs_funnel_scene {
  cvs_test_view test;
  const cvs_funnel_options *options;
  const cvs_funnel_group *group;
  bool unicode;
} cvs_funnel_scene;

/* Whether there is anything to compare; a funnel of one arm is described. */
bool cvs_funnel_compares(const cvs_funnel_group *group);
/* Whether nothing is decided because steps were skipped in some arms more than in others. */
bool cvs_funnel_is_unequal(const cvs_funnel_group *group);
/* "largest-and-cheapest" ... */
const char *cvs_funnel_reason_id(cvs_funnel_reason reason);
/* Whether nothing is known yet because users still have time: all of an arm are left out, or none was followed for the
 * whole window. */
bool cvs_funnel_waits(const cvs_funnel_group *group);
/* A contrast of a comparison that is said to differ at a step: the joint interval of its term leaves out 0. */
bool cvs_funnel_is_moved(const cvs_funnel_contrast *contrast);

/* "“cart”": a step, made safe to print. */
void cvs_words_step(cvs_strbuf *out, const cvs_funnel_group *group, size_t step);
/* "13.8", "+0.4": conversions a thousand users who enter. */
void cvs_words_per_1000(cvs_strbuf *out, double gained);
/* "1 h 20 min" of seconds. */
void cvs_words_span(cvs_strbuf *out, double seconds);

/* The overall answer, and where it arises (also decision.reason). */
void cvs_words_funnel_verdict(cvs_strbuf *out, const cvs_funnel_scene *scene);
void cvs_words_funnel_finding(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_finding *finding);

/* "3 of 4,000 users of A and 155 of 4,000 of B did "buy" without "cart" before it and are not counted there: ...".
 * funnel_skip_words.c. */
void cvs_words_funnel_skipped(cvs_strbuf *out, const cvs_funnel_scene *scene, size_t step);
/* "3 of 800 users of A and 155 of 900 of B who did "buy" are not counted there, as they skipped "cart"". */
void cvs_words_funnel_uncounted(cvs_strbuf *out, const cvs_funnel_scene *scene);

/* Where nothing is known yet: the answer, what to do, and why an arm is empty. */
void cvs_words_funnel_wait(cvs_strbuf *out, const cvs_funnel_scene *scene);
void cvs_words_funnel_wait_advice(cvs_strbuf *out, const cvs_funnel_scene *scene);
void cvs_words_funnel_arm_waits(cvs_strbuf *out, const cvs_funnel_scene *scene, size_t arm);

/* Which step to work on and why (also bottleneck.reason). */
void cvs_words_funnel_bottleneck(cvs_strbuf *out, const cvs_funnel_scene *scene);

/* Paragraphs; nothing is added where there is nothing to say. */
void cvs_words_funnel_unadjusted(cvs_strbuf *out, const cvs_funnel_scene *scene);
void cvs_words_funnel_split(cvs_strbuf *out, const cvs_funnel_scene *scene);
void cvs_words_funnel_young(cvs_strbuf *out, const cvs_funnel_scene *scene);
void cvs_words_funnel_advice(cvs_strbuf *out, const cvs_funnel_scene *scene);
void cvs_words_funnel_caution(cvs_strbuf *out, const cvs_funnel_scene *scene);
void cvs_words_funnel_method(cvs_strbuf *out, const cvs_funnel_scene *scene);
/* The finding that is said as the caution, or NULL where the caution is another. */
const cvs_finding *cvs_funnel_caution_finding(const cvs_funnel_scene *scene);

#endif
