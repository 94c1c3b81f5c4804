/* The one caution of `monitor`, and its method in a line. */
#include "report/monitor_words.h"

#include "report/format.h"
#include "report/sequential_words.h"

#include <math.h>

static bool is_effect(const cvs_monitor_group *group) {
  return group->code == CVS_MONITOR_STOP_WIN || group->code == CVS_MONITOR_STOP_HARM;
}

/* The exact sequence stakes all on effects near the mde. */
static bool is_tuned(const cvs_monitor_options *options) {
  return options->design == CVS_MONITOR_ANYTIME && options->sequence == CVS_SEQUENCE_EXACT && fabs(options->mde) > 0;
}

static void add_tuned(cvs_strbuf *out, const cvs_monitor_options *options) {
  cvs_strbuf_add(out, "With --mde ");
  cvs_words_given_percent(out, options->mde);
  cvs_strbuf_add(out, " effects below about half of it are not looked for, however long the test runs.");
}

static void add_given_up(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  if (is_tuned(scene->options)) {
    add_tuned(out, scene->options);
    cvs_strbuf_add(out, " A smaller one may still be real.");
    return;
  }
  if (scene->options->mde > 0) {
    cvs_strbuf_add(out,
                   scene->group->terms.alternative == CVS_LESS ? "Given up is a drop of " : "Given up is a lift of ");
    cvs_words_given_percent(out, scene->options->mde);
  } else
    cvs_strbuf_add(out, "Given up is the effect that was planned for");
  cvs_strbuf_add(out, "; a smaller one may still be real.");
}

static void add_effect_caution(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const cvs_monitor_group *group = scene->group;
  enum { WEEK_DAYS = 7 };
  if (group->decided_look > 0 && group->look[group->decided_look - 1].date - group->first + 1 < WEEK_DAYS)
    cvs_strbuf_add(out, "The error rate holds, but it was decided within a week: visitors of other weekdays may act "
                        "otherwise. If there is no hurry, let whole weeks pass.");
  else if (cvs_monitor_is_ratio(scene->options))
    cvs_strbuf_add(out, "A test that stops on an effect has caught it on a good day: the estimate runs high, and this "
                        "test has no interval for it. The anytime design has one.");
  else
    cvs_strbuf_add(out, "A test that stops on an effect has caught it on a good day: a plain estimate runs high, the "
                        "interval holds.");
}

static void add_open_caution(cvs_strbuf *out, const cvs_monitor_options *options) {
  if (options->design == CVS_MONITOR_GROUP)
    cvs_strbuf_add(out, options->ledger == NULL
                            ? "These bounds count for the looks that are listed here. A look in between that nobody "
                              "wrote down breaks the promise: --ledger FILE keeps them."
                            : "These bounds count for the looks in the ledger. Judge by them alone, not by a p-value "
                              "from elsewhere.");
  else if (options->design == CVS_MONITOR_ANYTIME && options->sequence != CVS_SEQUENCE_EXACT)
    cvs_strbuf_add(out, "This sequence holds for large counts only; --sequence exact holds for any.");
  else if (is_tuned(options))
    add_tuned(out, options);
  else if (options->design == CVS_MONITOR_ANYTIME)
    cvs_strbuf_add(out, "What may be looked at every day takes more visitors than a test with planned looks "
                        "(convstat plan --looks 5 --save plan.json), but do not change from one to the other midway.");
  else
    cvs_strbuf_add(out, "This test answers one question, yes or no. It gives no interval of the effect: the anytime "
                        "design does.");
}

void cvs_words_monitor_caution(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const cvs_monitor_group *group = scene->group;
  const bool off = cvs_monitor_band_is_off(scene);
  if (off && cvs_monitor_split_moved(group))
    cvs_strbuf_add(out, "The estimate is of all visitors in one pot, the band of each day by itself: they part because "
                        "the split has moved. Trust neither before the split is declared or mended.");
  else if (group->code == CVS_MONITOR_INVALID)
    cvs_strbuf_add(out, "The figures help to find the fault. They say nothing about which page is better.");
  else if (off)
    cvs_strbuf_add(out, "The estimate of all days has left the band: the effect has changed over time, the data are at "
                        "fault, or this is one of the few tests that go wrong. Look at each week by itself.");
  else if (group->code == CVS_MONITOR_STOP_FUTILITY)
    add_given_up(out, scene);
  else if (group->code == CVS_MONITOR_STOP_INCONCLUSIVE)
    cvs_strbuf_add(out, cvs_monitor_is_ratio(scene->options)
                            ? "No decision is not the same as no effect."
                            : "No decision is not the same as no effect: the interval says what is still possible.");
  else if (is_effect(group))
    add_effect_caution(out, scene);
  else
    add_open_caution(out, scene->options);
}

/* --- the method in a line --- */

static void add_group_method(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const cvs_sequential_terms *terms = &scene->group->terms.sequential;
  cvs_strbuf_addf(out, "group sequential, %zu planned looks by ", terms->looks);
  cvs_words_spending(out, &terms->efficacy);
  if (terms->futility != CVS_FUTILITY_NONE) {
    cvs_strbuf_addf(out, ", %s futility by ", cvs_futility_id(terms->futility));
    cvs_words_spending(out, &terms->beta_spending);
  }
}

static void add_side(cvs_strbuf *out, cvs_alternative side) {
  static const char *const words[] = {", two-sided", ", one-sided (better)", ", one-sided (worse)"};
  cvs_strbuf_add(out, words[side]);
}

void cvs_words_monitor_method(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  static const char *const sequences[CVS_SEQUENCES] = {"exact block e-process and the band that inverts it",
                                                       "asymptotic confidence sequence",
                                                       "mixture sequential probability ratio test"};
  const cvs_monitor_group *group = scene->group;
  switch (scene->options->design) {
  case CVS_MONITOR_GROUP:
    add_group_method(out, scene);
    break;
  case CVS_MONITOR_SPRT:
    cvs_strbuf_add(out, group->terms.alternative == CVS_LESS
                            ? "Wald's sequential probability ratio test of a drop of "
                            : "Wald's sequential probability ratio test of a lift of ");
    cvs_words_given_percent(out, scene->options->mde);
    break;
  case CVS_MONITOR_MAXSPRT:
    cvs_strbuf_add(out, "maximised sequential probability ratio test up to ");
    cvs_format_count(out, scene->options->horizon);
    cvs_strbuf_add(out, scene->options->target > 0 ? " visitors" : " conversions");
    break;
  default:
    cvs_strbuf_add(out, sequences[scene->options->sequence]);
    break;
  }
  cvs_strbuf_add(out, "; alpha ");
  cvs_words_given_percent(out, group->terms.alpha);
  add_side(out, group->terms.alternative);
  if (group->comparison_count > 1)
    cvs_strbuf_addf(out, scene->options->target > 0 ? ", shared by %zu variants" : ", shared by %zu treatments",
                    group->comparison_count);
  cvs_strbuf_add(out, CVS_EXPLAIN_MORE);
}
