/* What stands beneath the figures of `monitor`: periods, chances, what a plain test would have said. */
#include "report/monitor_words.h"

#include "report/format.h"

#include <math.h>

static void add_name(cvs_strbuf *out, const cvs_monitor_scene *scene, size_t arm) {
  cvs_words_name(out, scene->test.group, arm);
}

void cvs_words_monitor_periods(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const cvs_monitor_group *group = scene->group;
  const cvs_monitor_look *latest = cvs_monitor_latest(group);
  if (group->period_count < 2 || latest == NULL)
    return;
  cvs_strbuf_addf(out, "The split changed by plan: figures are stratified by its %zu periods.", group->period_count);
  for (size_t i = 0; i < group->comparison_count; i++) {
    const cvs_maybe *pooled = &group->treatment[i].pooled_lift;
    const cvs_interval *lift = &latest->comparison[i].lift;
    if (!pooled->exists || !lift->exists || !lift->has_estimate)
      continue;
    cvs_strbuf_add(out, " In one pot ");
    add_name(out, scene, group->treatment[i].treatment);
    cvs_strbuf_add(out, " would show ");
    cvs_format_value(out, CVS_UNIT_LIFT, pooled->value, -1);
    cvs_strbuf_add(out, " instead of ");
    cvs_format_value(out, CVS_UNIT_LIFT, lift->estimate, -1);
    cvs_strbuf_add_char(out, '.');
  }
}

/* " if a lift of about 8% is there (found with the power of 80%),": of the effect that was planned for, or that the
 * size alone implies. */
static void add_planned_chance(cvs_strbuf *out, const cvs_monitor_scene *scene, size_t index, double chance) {
  const cvs_monitor_group *group = scene->group;
  const cvs_sample *control = &group->arm[group->control].sample;
  const double n1 = (double)group->terms.visitors[group->control];
  const double n2 = (double)group->terms.visitors[group->treatment[index].treatment];
  cvs_strbuf_add_char(out, ' ');
  cvs_format_chance(out, chance);
  if (scene->options->plan != NULL || control->conversions == 0 || control->visitors == 0 || !(n1 > 0 && n2 > 0)) {
    cvs_strbuf_add(out, " if the planned effect is there,");
    return;
  }
  const double rate = (double)control->conversions / (double)control->visitors;
  const double lift = group->terms.drift * sqrt((1 - rate) / rate * (1 / n1 + 1 / n2));
  cvs_strbuf_add(out, group->terms.downward ? " if a drop of about " : " if a lift of about ");
  cvs_format_value(out, CVS_UNIT_RATE, lift, 0);
  cvs_strbuf_add(out, " is there, which this size finds ");
  cvs_words_given_percent(out, group->terms.sequential.power);
  cvs_strbuf_add(out, " of the time,");
}

static void add_chance(cvs_strbuf *out, const cvs_maybe *chance, const char *condition) {
  cvs_strbuf_add_char(out, ' ');
  cvs_format_chance(out, chance->value);
  cvs_strbuf_add(out, condition);
}

void cvs_words_monitor_chances(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  enum { SHOWN = 3 };
  const cvs_monitor_group *group = scene->group;
  const cvs_monitor_look *latest = cvs_monitor_latest(group);
  size_t shown = 0;
  for (size_t i = 0; i < group->comparison_count && latest != NULL && shown < SHOWN; i++) {
    const cvs_monitor_comparison *now = &latest->comparison[i];
    if (!now->power_trend.exists)
      continue;
    cvs_strbuf_add(out, shown++ > 0 ? " " : "");
    cvs_strbuf_add(out, group->terms.downward ? "That a loss of " : "That ");
    add_name(out, scene, group->treatment[i].treatment);
    cvs_strbuf_add(out, group->terms.downward ? " is found by the planned end:" : " wins by the planned end:");
    if (now->power_planned.exists)
      add_planned_chance(out, scene, i, now->power_planned.value);
    add_chance(out, &now->power_trend, " if it goes on as it stands");
    if (now->power_predictive.exists) {
      cvs_strbuf_add(out, ",");
      add_chance(out, &now->power_predictive, " over all that the data leave open");
    }
    cvs_strbuf_add_char(out, '.');
  }
}

static void add_group_reader(cvs_strbuf *out, const cvs_monitor_compared *compared) {
  if (!compared->assumed_plan)
    return;
  cvs_strbuf_addf(
      out,
      " No plan was given: the column \"planned looks\" is O'Brien-Fleming-like spending over %zu looks that "
      "end with the last day, as if that had been planned.",
      compared->assumed_looks);
}

void cvs_words_monitor_compared(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  const cvs_monitor_compared *compared = scene->group->compared;
  if (compared == NULL)
    return;
  cvs_strbuf_add(out, "Each reader keeps to its first word. Without any effect a plain test read at these ");
  cvs_format_count(out, compared->fixed_looks);
  cvs_strbuf_add(out, compared->fixed_looks == 1 ? " look finds one with a probability of "
                                                 : " looks finds one, at one look at least, with a probability of ");
  cvs_format_chance(out, compared->fixed_error);
  cvs_strbuf_add(out, ", not ");
  cvs_words_given_percent(out, scene->group->terms.alpha);
  cvs_strbuf_add(out, scene->group->comparison_count > 1 ? ", for each treatment by itself." : ".");
  add_group_reader(out, compared);
}
