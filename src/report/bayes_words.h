/* The words of `bayes`: sentences from chances, losses and lifts. */
#ifndef CVS_REPORT_BAYES_WORDS_H
#define CVS_REPORT_BAYES_WORDS_H

#include "report/test_words.h"
#include <convstat/bayes_question.h>

/* All that a sentence may need; `test` is the frame with the options of its split. */
typedef struct cvs_bayes_scene {
  cvs_test_view test;
  const cvs_bayes_options *options;
  const cvs_bayes_group *group;
} cvs_bayes_scene;

/* "ship", "jeffreys", "loss" ... */
const char *cvs_choice_id(cvs_choice choice);
const char *cvs_prior_id(cvs_prior_kind kind);
const char *cvs_rule_id(cvs_choice_rule rule);

/* "green is better than control with 86.1%; its lift is anywhere from ... to ..." (also decision.reason). */
void cvs_words_bayes_verdict(cvs_strbuf *out, const cvs_bayes_scene *scene);
void cvs_words_bayes_finding(cvs_strbuf *out, const cvs_bayes_scene *scene, const cvs_finding *finding);

/* Paragraphs; nothing is added where there is nothing to say. */
void cvs_words_bayes_views(cvs_strbuf *out, const cvs_bayes_scene *scene);
void cvs_words_bayes_factor(cvs_strbuf *out, const cvs_bayes_scene *scene);
void cvs_words_bayes_past(cvs_strbuf *out, const cvs_bayes_scene *scene);
void cvs_words_bayes_end(cvs_strbuf *out, const cvs_bayes_scene *scene);
void cvs_words_bayes_advice(cvs_strbuf *out, const cvs_bayes_scene *scene);
void cvs_words_bayes_caution(cvs_strbuf *out, const cvs_bayes_scene *scene);
void cvs_words_bayes_method(cvs_strbuf *out, const cvs_bayes_scene *scene);

/* "0.013 points": a difference of rates without its sign. */
void cvs_words_bayes_loss(cvs_strbuf *out, double loss);
/* "98.75%": the probability that counts as sure of a treatment. */
void cvs_words_bayes_sure(cvs_strbuf *out, const cvs_bayes_scene *scene);
/* Why a view has no answer. */
void cvs_words_bayes_no_view(cvs_strbuf *out, const cvs_bayes_view *view);
/* "Beta(0.5, 0.5) (Jeffreys)"; "0.5", "12.34": up to four decimals. */
void cvs_words_bayes_prior(cvs_strbuf *out, cvs_prior_kind kind, const cvs_beta *prior);
void cvs_words_bayes_figure(cvs_strbuf *out, double value);
/* What profit decided; what it says beside a threshold that decided, where there is money. */
void cvs_words_bayes_by_profit(cvs_strbuf *out, const cvs_bayes_scene *scene);
void cvs_words_bayes_profit_beside(cvs_strbuf *out, const cvs_bayes_scene *scene);
/* "ship green": what earns most if it is chosen now; "to earn 4,206 over 60 days": shipping now. Where there is
 * money. */
void cvs_words_bayes_now(cvs_strbuf *out, const cvs_bayes_scene *scene);
void cvs_words_bayes_shipped(cvs_strbuf *out, const cvs_bayes_scene *scene);
/* The pair the verdict is about: shipped, else leading. */
const cvs_bayes_pair *cvs_bayes_topic(const cvs_bayes_group *group);

#endif
