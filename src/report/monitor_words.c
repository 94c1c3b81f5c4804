/* Small phrases of `monitor`: ids, a range, the verdict. */
#include "report/monitor_words.h"

#include "base/calendar.h"
#include "report/format.h"

#include <stdint.h>

const char *cvs_monitor_design_id(cvs_monitor_design design) {
  static const char *const ids[CVS_MONITOR_DESIGNS] = {"anytime", "group-sequential", "sprt", "maxsprt"};
  return ids[design];
}

const char *cvs_monitor_reason_id(cvs_monitor_reason reason) {
  static const char *const ids[] = {
      [CVS_REASON_GOES_ON] = "goes-on", [CVS_REASON_BOUND] = "bound",     [CVS_REASON_BAND] = "band",
      [CVS_REASON_RATIO] = "ratio",     [CVS_REASON_FUTILE] = "futility", [CVS_REASON_MDE_OUT] = "mde-excluded",
      [CVS_REASON_NULL] = "no-effect",  [CVS_REASON_END] = "planned-end", [CVS_REASON_ENDED] = "ended",
      [CVS_REASON_SPLIT] = "srm",       [CVS_REASON_DATA] = "data"};
  return ids[reason];
}

const char *cvs_sequence_id(cvs_sequence sequence) {
  static const char *const ids[CVS_SEQUENCES] = {"exact", "asymptotic", "msprt"};
  return ids[sequence];
}

/* --- phrases --- */

static void add_name(cvs_strbuf *out, const cvs_monitor_scene *scene, size_t arm) {
  cvs_words_name(out, scene->test.group, arm);
}

static void add_control(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  add_name(out, scene, scene->test.group->control);
}

void cvs_words_monitor_look(cvs_strbuf *out, const cvs_monitor_scene *scene, const cvs_monitor_look *look) {
  const bool daily = scene->options->design != CVS_MONITOR_GROUP;
  if (!daily)
    cvs_strbuf_addf(out, "look %zu (", look->number);
  cvs_calendar_add(out, look->date);
  cvs_strbuf_add(out, daily ? "" : ")");
}

/* A test by likelihood ratio has an estimate and no interval. */
static bool has_interval(const cvs_comparison *comparison) {
  return cvs_monitor_has_ends(&comparison->effect[CVS_LIFT]) ||
         cvs_monitor_has_ends(&comparison->effect[CVS_DIFFERENCE]);
}

/* Nothing, or a lift of -100 % and anything above it: nobody loses more than all conversions. */
static bool knows_nothing(const cvs_interval *lift) {
  static const double all = -0.9995; /* -100% as it is printed */
  const bool open = !lift->has_upper && lift->has_lower && lift->lower <= all;
  return !lift->exists || open || (!cvs_monitor_has_ends(lift) && !lift->has_estimate);
}

/* "green is between 1% and 9% better than control", or what can be said without an interval. */
static void add_range(cvs_strbuf *out, const cvs_monitor_scene *scene, size_t index, bool open) {
  const cvs_comparison comparison = cvs_monitor_holds(scene, index);
  const cvs_interval *lift = &comparison.effect[CVS_LIFT];
  add_name(out, scene, comparison.treatment);
  if (open && knows_nothing(lift)) {
    cvs_strbuf_add(out, " and ");
    add_control(out, scene);
    cvs_strbuf_add(out, " cannot be told apart yet");
    return;
  }
  if (has_interval(&comparison)) {
    cvs_strbuf_add(out, open ? " may be " : " is ");
    cvs_words_range(out, &scene->test, &comparison);
    return;
  }
  if (!lift->exists || !lift->has_estimate) {
    cvs_strbuf_add(out, " differs from ");
    add_control(out, scene);
    return;
  }
  cvs_strbuf_add(out, " stands at ");
  cvs_format_value(out, CVS_UNIT_LIFT, lift->estimate, -1);
  cvs_strbuf_add(out, " against ");
  add_control(out, scene);
}

/* Other treatments that have ended, by how they did. */
static void add_others(cvs_strbuf *out, const cvs_monitor_scene *scene, size_t topic) {
  static const struct {
    cvs_monitor_code code;
    const char *one, *many;
  } ends[] = {{CVS_MONITOR_STOP_WIN, " is better as well.", " are better as well."},
              {CVS_MONITOR_STOP_HARM, " is worse.", " are worse."},
              {CVS_MONITOR_STOP_FUTILITY, " has no benefit in sight.", " have no benefit in sight."}};
  static const char *const no_drop[] = {" has no drop in sight.", " have no drop in sight."};
  enum { SHOWN = 4 };
  const cvs_monitor_group *group = scene->group;
  for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++) {
    size_t count = 0;
    size_t shown[SHOWN];
    for (size_t i = 0; i < group->comparison_count && count < SHOWN; i++)
      if (i != topic && group->treatment[i].code == ends[k].code)
        shown[count++] = group->treatment[i].treatment;
    for (size_t i = 0; i < count; i++) {
      cvs_strbuf_add(out, i == 0 ? " " : i + 1 == count ? " and " : ", ");
      add_name(out, scene, shown[i]);
    }
    if (count == 0)
      continue;
    if (group->terms.alternative == CVS_LESS && ends[k].code == CVS_MONITOR_STOP_FUTILITY)
      cvs_strbuf_add(out, no_drop[count > 1]);
    else
      cvs_strbuf_add(out, count == 1 ? ends[k].one : ends[k].many);
  }
}

/* --- the verdict --- */

void cvs_words_monitor_split_p(cvs_strbuf *out, const cvs_monitor_group *group) {
  static const double least = 1e-300; /* what a p-value is printed down to */
  cvs_strbuf_add(out, group->srm_p_value.value < least ? " (p " : " (p = ");
  cvs_format_p(out, group->srm_p_value.value, 0);
  cvs_strbuf_add_char(out, ')');
}

static void add_invalid(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const cvs_monitor_group *group = scene->group;
  if (group->reason == CVS_REASON_DATA) {
    cvs_strbuf_add(out, "There are not two variants with visitors, ");
    add_control(out, scene);
    cvs_strbuf_add(out, " among them: nothing can be compared.");
    return;
  }
  cvs_strbuf_add(out, "The split of visitors is not the intended one, most likely since ");
  cvs_calendar_add(out, group->break_date);
  cvs_words_monitor_split_p(out, group);
  cvs_strbuf_add(out, ": somebody was lost or counted twice, and the figures below cannot be trusted.");
}

static void add_nothing_yet(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const cvs_monitor_next *next = scene->group->next;
  cvs_strbuf_add(out, "No planned look is reached yet");
  if (next != NULL) {
    cvs_strbuf_addf(out, ": look %zu is due at ", next->look);
    cvs_format_count(out, next->visitors_total);
    cvs_strbuf_add(out, " visitors");
  }
  cvs_strbuf_add_char(out, '.');
}

static void add_continue(cvs_strbuf *out, const cvs_monitor_scene *scene, size_t topic) {
  const cvs_monitor_group *group = scene->group;
  if (group->look_count == 0 && scene->options->design == CVS_MONITOR_GROUP) {
    add_nothing_yet(out, scene);
    return;
  }
  cvs_strbuf_add(out, group->comparison_count > 1 ? "No treatment has won" : "Nothing is decided");
  if (scene->options->design == CVS_MONITOR_GROUP) {
    cvs_strbuf_add(out, " at ");
    cvs_words_monitor_look(out, scene, &group->look[group->look_count - 1]);
    cvs_strbuf_add(out, ": ");
  } else
    cvs_strbuf_add(out, " yet: ");
  add_range(out, scene, topic, true);
  cvs_strbuf_add_char(out, '.');
}

static void add_futility(cvs_strbuf *out, const cvs_monitor_scene *scene, size_t topic) {
  const cvs_monitor_reason reason = scene->group->treatment[topic].reason;
  const bool drop = scene->group->terms.alternative == CVS_LESS;
  if (reason == CVS_REASON_MDE_OUT || reason == CVS_REASON_NULL) {
    cvs_strbuf_add(out, reason != CVS_REASON_MDE_OUT ? "There is no sign of a " : "A ");
    cvs_strbuf_add(out, drop ? "drop of " : "lift of ");
    cvs_words_given_percent(out, scene->options->mde);
    cvs_strbuf_add(out, reason == CVS_REASON_MDE_OUT ? " is out of reach: " : ": ");
  } else
    cvs_strbuf_add(out, "The planned effect is out of sight: ");
  add_range(out, scene, topic, true);
}

static void add_inconclusive(cvs_strbuf *out, const cvs_monitor_scene *scene, size_t topic) {
  const bool ended = scene->group->treatment[topic].reason == CVS_REASON_ENDED;
  cvs_strbuf_add(out,
                 ended ? "The test ended without a decision: " : "The planned end is reached without a decision: ");
  add_range(out, scene, topic, true);
}

/* ", decided at look 3 (2024-06-14)." */
static void add_when(cvs_strbuf *out, const cvs_monitor_scene *scene, size_t topic) {
  const cvs_monitor_look *look = cvs_monitor_look_of(scene->group, scene->group->treatment[topic].look);
  if (look != NULL) {
    cvs_strbuf_add(out, "; decided ");
    cvs_strbuf_add(out, scene->options->design == CVS_MONITOR_GROUP ? "at " : "on ");
    cvs_words_monitor_look(out, scene, look);
  }
  cvs_strbuf_add_char(out, '.');
}

void cvs_words_monitor_verdict(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const cvs_monitor_code code = scene->group->code;
  const size_t topic = cvs_monitor_topic(scene->group);
  if (code == CVS_MONITOR_INVALID || topic == SIZE_MAX) {
    add_invalid(out, scene);
    return;
  }
  if (code == CVS_MONITOR_CONTINUE)
    add_continue(out, scene, topic);
  else if (code == CVS_MONITOR_STOP_FUTILITY)
    add_futility(out, scene, topic);
  else if (code == CVS_MONITOR_STOP_INCONCLUSIVE)
    add_inconclusive(out, scene, topic);
  else
    add_range(out, scene, topic, false);
  if (code != CVS_MONITOR_CONTINUE)
    add_when(out, scene, topic);
  add_others(out, scene, topic);
}
