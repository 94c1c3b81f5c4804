/* What to do, by the decision of `monitor`. */
#include "report/monitor_words.h"

#include "base/calendar.h"
#include "report/format.h"

#include <stdint.h>

static void add_name(cvs_strbuf *out, const cvs_monitor_scene *scene, size_t arm) {
  cvs_words_name(out, scene->test.group, arm);
}

static void add_control(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  if (scene->group->control == SIZE_MAX)
    cvs_strbuf_add(out, "what you have");
  else
    add_name(out, scene, scene->group->control);
}

static void add_topic(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const size_t topic = cvs_monitor_topic(scene->group);
  if (topic != SIZE_MAX)
    add_name(out, scene, scene->group->treatment[topic].treatment);
}

static void advise_win(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const size_t topic = cvs_monitor_topic(scene->group);
  const cvs_comparison holds = cvs_monitor_holds(scene, topic);
  const cvs_interval *lift = &holds.effect[CVS_LIFT];
  cvs_strbuf_add(out, "Stop, and ship ");
  add_topic(out, scene);
  cvs_strbuf_add_char(out, '.');
  if (!lift->exists || !lift->has_lower || !lift->has_estimate)
    return;
  const int decimals = cvs_interval_decimals(CVS_UNIT_LIFT, lift);
  cvs_strbuf_add(out, scene->group->treatment[topic].is_final ? " Allowing for the early stop, expect about "
                                                              : " A winner is in part the luckier one: it stands at ");
  cvs_format_value(out, CVS_UNIT_LIFT, lift->estimate, decimals);
  cvs_strbuf_add(out, "; count on the lower end, ");
  cvs_format_value(out, CVS_UNIT_LIFT, lift->lower, decimals);
  cvs_strbuf_add_char(out, '.');
}

/* A test for a drop that ends without one has nothing against the treatment, and says nothing for it. */
static void advise_no_drop(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const bool one = scene->group->comparison_count == 1;
  cvs_strbuf_add(out, "The test is over. It asked for a drop alone and has not found it: that is no reason to keep ");
  add_control(out, scene);
  cvs_strbuf_add(out, one ? ", nor proof that " : ", nor proof that a treatment is better.");
  if (one) {
    add_topic(out, scene);
    cvs_strbuf_add(out, " is better.");
  }
}

static void advise_keep(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  if (scene->group->terms.alternative == CVS_LESS && scene->group->code != CVS_MONITOR_STOP_HARM) {
    advise_no_drop(out, scene);
    return;
  }
  const bool one = scene->group->comparison_count == 1;
  switch (scene->group->code) {
  case CVS_MONITOR_STOP_HARM:
    cvs_strbuf_add(out, "Stop now: ");
    add_topic(out, scene);
    cvs_strbuf_add(out, " does harm. Keep ");
    break;
  case CVS_MONITOR_STOP_FUTILITY:
    cvs_strbuf_add(out, one ? "Stop, and spend the visitors on another idea. Keep "
                            : "Stop: no treatment is worth more visitors. Keep ");
    break;
  default:
    cvs_strbuf_add(out, "The test is over; do not extend it until it wins. Keep ");
    break;
  }
  add_control(out, scene);
  cvs_strbuf_add(out, scene->group->code == CVS_MONITOR_STOP_INCONCLUSIVE
                          ? ", or plan a larger test for a smaller effect (convstat plan)."
                          : ".");
}

/* The end as it was asked for, where the split so far moves it by rounding only. */
static uint64_t show_end(const cvs_monitor_scene *scene, uint64_t end) {
  static const double rounding = 0.001;
  const uint64_t asked = scene->options->visitors_max;
  const uint64_t apart = end > asked ? end - asked : asked - end;
  return asked > 0 && (double)apart <= rounding * (double)asked ? asked : end;
}

/* "2,400 more" visitors than have come; nothing where as many have. */
static void add_missing(cvs_strbuf *out, const cvs_monitor_group *group, uint64_t wanted) {
  uint64_t come = 0;
  for (size_t i = 0; i < group->arm_count; i++)
    come += group->arm[i].sample.visitors;
  if (wanted <= come)
    return;
  cvs_strbuf_add(out, ", ");
  cvs_format_count(out, wanted - come);
  cvs_strbuf_add(out, " more");
}

static void add_due(cvs_strbuf *out, bool has_date, int64_t date) {
  if (!has_date)
    return;
  cvs_strbuf_add(out, " (");
  cvs_calendar_add(out, date);
  cvs_strbuf_add(out, " at the pace so far)");
}

static void add_next(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const cvs_monitor_next *next = scene->group->next;
  const bool last = next->look >= next->looks;
  cvs_strbuf_add(out, "Go on. ");
  if (!last) {
    cvs_strbuf_addf(out, "Look %zu of %zu is due at ", next->look, next->looks);
    cvs_format_count(out, next->visitors_total);
    cvs_strbuf_add(out, " visitors");
    add_missing(out, scene->group, next->visitors_total);
    add_due(out, next->has_date, next->date);
    cvs_strbuf_add(out, "; the test ends");
  } else
    cvs_strbuf_add(out, "The test ends");
  cvs_strbuf_add(out, " at ");
  cvs_format_count(out, show_end(scene, next->visitors_end));
  cvs_strbuf_add(out, " visitors");
  if (last)
    add_missing(out, scene->group, show_end(scene, next->visitors_end));
  add_due(out, next->has_date, next->date_end);
  cvs_strbuf_add_char(out, '.');
}

/* Nothing is due: look when you like, unless there was a plan. */
static void add_open_end(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  if (scene->options->design == CVS_MONITOR_GROUP) {
    cvs_strbuf_add(out, "Nothing is decided and no planned look is left: end the test, and say so with --ended.");
    return;
  }
  cvs_strbuf_add(out, "Go on, and look again whenever you like: every day is allowed for.");
  if (scene->options->design == CVS_MONITOR_ANYTIME && scene->options->mde <= 0)
    cvs_strbuf_add(out, " With --mde LIFT, the lift that matters, the test also stops once that is out of reach.");
}

/* Treatments that are out while others go on. */
static void add_drops(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  enum { SHOWN = 4 };
  const cvs_monitor_group *group = scene->group;
  size_t count = 0;
  for (size_t i = 0; i < group->comparison_count && count < SHOWN; i++) {
    if (group->treatment[i].code == CVS_MONITOR_CONTINUE)
      continue;
    cvs_strbuf_add(out, count++ == 0 ? " Take out " : ", ");
    add_name(out, scene, group->treatment[i].treatment);
  }
  cvs_strbuf_add(out, count == 0 ? "" : ": its answer is known.");
}

static void advise_continue(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  if (scene->group->next != NULL)
    add_next(out, scene);
  else
    add_open_end(out, scene);
  add_drops(out, scene);
}

void cvs_words_monitor_advice(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  switch (scene->group->code) {
  case CVS_MONITOR_INVALID:
    cvs_words_advice(out, &scene->test);
    break;
  case CVS_MONITOR_STOP_WIN:
    advise_win(out, scene);
    break;
  case CVS_MONITOR_STOP_HARM:
  case CVS_MONITOR_STOP_FUTILITY:
  case CVS_MONITOR_STOP_INCONCLUSIVE:
    advise_keep(out, scene);
    break;
  case CVS_MONITOR_CONTINUE:
    advise_continue(out, scene);
    break;
  }
}
