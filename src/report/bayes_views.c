/* What other priors and the Bayes factor say beside the answer of `bayes`. */
#include "report/bayes_words.h"

#include "base/number.h"
#include "report/format.h"

#include <math.h>

static void add_name(cvs_strbuf *out, const cvs_bayes_scene *scene, size_t arm) {
  cvs_words_name(out, &scene->group->frame, arm);
}

/* "0.5", "12.34": up to four decimals, none that are 0. */
void cvs_words_bayes_figure(cvs_strbuf *out, double value) {
  enum { DECIMALS = 4 };
  static const double READABLE_MAX = 1e15;
  char text[CVS_FIXED_MAX];
  if (!(fabs(value) < READABLE_MAX)) { /* digits in a row would no longer be read */
    cvs_format_value(out, CVS_UNIT_NONE, value, -1);
    return;
  }
  size_t length = cvs_print_fixed(value, DECIMALS, text);
  while (text[length - 1] == '0')
    length--;
  cvs_strbuf_add_bytes(out, text, text[length - 1] == '.' ? length - 1 : length);
}

/* "Beta(0.5, 0.5) (Jeffreys)" */
void cvs_words_bayes_prior(cvs_strbuf *out, cvs_prior_kind kind, const cvs_beta *prior) {
  cvs_strbuf_add(out, "Beta(");
  cvs_words_bayes_figure(out, prior->alpha);
  cvs_strbuf_add(out, ", ");
  cvs_words_bayes_figure(out, prior->beta);
  cvs_strbuf_add_char(out, ')');
  if (kind == CVS_PRIOR_JEFFREYS)
    cvs_strbuf_add(out, " (Jeffreys)");
  else if (kind == CVS_PRIOR_UNIFORM)
    cvs_strbuf_add(out, " (uniform)");
  else if (kind == CVS_PRIOR_PAST)
    cvs_strbuf_add(out, " (from past experiments)");
}

static void add_sceptic(cvs_strbuf *out, const char *article, double lift_sd) {
  cvs_strbuf_add(out, article);
  cvs_strbuf_add(out, " sceptic who expects lifts within ");
  cvs_words_given_percent(out, lift_sd);
}

/* Whether the views decide alike, as far as they decide. */
static void add_agreement(cvs_strbuf *out, const cvs_bayes_group *group) {
  size_t deciding = 0;
  bool same = true;
  for (size_t i = 0; i < group->view_count; i++) {
    deciding += group->view[i].decides ? 1 : 0;
    same = same && (!group->view[i].decides || group->view[i].choice == group->view[0].choice);
  }
  if (deciding > 1)
    cvs_strbuf_add(out, same ? ": the same decision" : ": not the same decision");
  cvs_strbuf_add_char(out, '.');
}

/* Views without an answer, or without a decision where others have one. */
static void add_silent_views(cvs_strbuf *out, const cvs_bayes_group *group) {
  for (size_t i = 0; i < group->view_count; i++) {
    const cvs_bayes_view *view = &group->view[i];
    if (view->decides)
      continue;
    cvs_strbuf_add_char(out, ' ');
    if (view->lift_sd > 0)
      add_sceptic(out, "A", view->lift_sd);
    else
      cvs_words_bayes_prior(out, view->kind, &view->prior);
    if (view->answer == CVS_OK) {
      cvs_strbuf_add(out, " has no profit: money takes rates as independent");
    } else {
      cvs_strbuf_add(out, " has no answer: ");
      cvs_words_bayes_no_view(out, view);
    }
    cvs_strbuf_add_char(out, '.');
  }
}

void cvs_words_bayes_views(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  const cvs_bayes_group *group = scene->group;
  if (group->view_count < 2 || group->choice == CVS_CHOICE_INVALID)
    return;
  add_name(out, scene, group->pair[group->lead].treatment);
  cvs_strbuf_add(out, " better than ");
  add_name(out, scene, group->frame.control);
  cvs_strbuf_add(out, ": ");
  for (size_t i = 0; i < group->view_count; i++) {
    const cvs_bayes_view *view = &group->view[i];
    if (view->answer != CVS_OK)
      continue;
    cvs_strbuf_add(out, i > 0 ? ", " : "");
    cvs_format_chance(out, view->p_better);
    cvs_strbuf_add(out, " under ");
    if (view->lift_sd > 0)
      add_sceptic(out, "a", view->lift_sd);
    else
      cvs_words_bayes_prior(out, view->kind, &view->prior);
  }
  add_agreement(out, group);
  add_silent_views(out, group);
}

void cvs_words_bayes_factor(cvs_strbuf *out, const cvs_bayes_scene *scene) {
  if (scene->group->choice == CVS_CHOICE_INVALID)
    return;
  cvs_strbuf_add(out, "How many times likelier the counts are with two ");
  cvs_strbuf_add(out, scene->options->lift_sd > 0 ? "rates that differ as the sceptic expects" : "unrelated rates");
  cvs_strbuf_add(out, " than with one common rate: below 1 they speak for one rate. The verdict asks which variant is "
                      "better and does not use it.");
}
