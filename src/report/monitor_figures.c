/* Which figures the words and tables of `monitor` speak of: the latest ones that hold, of which treatment. */
#include "report/monitor_words.h"

#include <stdint.h>

const cvs_monitor_look *cvs_monitor_latest(const cvs_monitor_group *group) {
  if (group->now != NULL)
    return group->now;
  return group->look_count > 0 ? &group->look[group->look_count - 1] : NULL;
}

const cvs_monitor_look *cvs_monitor_look_of(const cvs_monitor_group *group, size_t number) {
  return number > 0 && number <= group->look_count ? &group->look[number - 1] : NULL;
}

/* Of those that ended, or go on, like the whole: the one with the smallest p. */
size_t cvs_monitor_topic(const cvs_monitor_group *group) {
  const cvs_monitor_look *latest = cvs_monitor_latest(group);
  size_t best = SIZE_MAX;
  double least = 2; /* above any p */
  if (group->decided < group->comparison_count)
    return group->decided;
  for (size_t i = 0; i < group->comparison_count; i++) {
    const bool alike = group->code == CVS_MONITOR_INVALID || group->treatment[i].code == group->code;
    const double p = latest != NULL && latest->comparison[i].p_value.exists ? latest->comparison[i].p_value.value : 1;
    if (alike && p < least) {
      least = p;
      best = i;
    }
  }
  return best == SIZE_MAX && group->comparison_count > 0 ? 0 : best;
}

bool cvs_monitor_has_ends(const cvs_interval *interval) {
  return interval->exists && (interval->has_lower || interval->has_upper);
}

/* The state whose figures hold: days between planned looks have no interval, and an anytime band may have closed. */
static const cvs_monitor_look *find_standing(const cvs_monitor_group *group, size_t index) {
  const cvs_monitor_look *latest = cvs_monitor_latest(group);
  if (latest == NULL || cvs_monitor_has_ends(&latest->comparison[index].difference))
    return latest;
  for (size_t i = group->look_count; i > 0; i--)
    if (cvs_monitor_has_ends(&group->look[i - 1].comparison[index].difference))
      return &group->look[i - 1];
  return latest;
}

bool cvs_monitor_band_is_off(const cvs_monitor_scene *scene) {
  const size_t topic = cvs_monitor_topic(scene->group);
  const cvs_monitor_look *latest = cvs_monitor_latest(scene->group);
  if (scene->options->design != CVS_MONITOR_ANYTIME || topic == SIZE_MAX || latest == NULL)
    return false;
  const cvs_interval *band = &latest->comparison[topic].difference;
  if (!band->exists)
    return find_standing(scene->group, topic) != latest;
  return band->has_estimate &&
         ((band->has_lower && band->estimate < band->lower) || (band->has_upper && band->estimate > band->upper));
}

bool cvs_monitor_split_moved(const cvs_monitor_group *group) {
  for (size_t i = 0; i < group->finding_count; i++)
    if (group->finding[i].code == CVS_FINDING_ALLOCATION_CHANGED)
      return true;
  return false;
}

bool cvs_monitor_is_ratio(const cvs_monitor_options *options) {
  return options->design == CVS_MONITOR_SPRT || options->design == CVS_MONITOR_MAXSPRT;
}

cvs_comparison cvs_monitor_holds(const cvs_monitor_scene *scene, size_t index) {
  const cvs_monitor_treatment *treatment = &scene->group->treatment[index];
  const cvs_monitor_look *latest = find_standing(scene->group, index);
  cvs_comparison out = {.control = scene->test.group->control, .treatment = treatment->treatment};
  if (treatment->is_final) {
    out.effect[CVS_DIFFERENCE] = treatment->difference_adjusted;
    out.effect[CVS_LIFT] = treatment->lift_adjusted;
  } else if (latest != NULL) {
    out.effect[CVS_DIFFERENCE] = latest->comparison[index].difference;
    out.effect[CVS_LIFT] = latest->comparison[index].lift;
  }
  return out;
}

bool cvs_monitor_p(const cvs_monitor_scene *scene, size_t index, double *p, double *ln_p) {
  const cvs_monitor_treatment *treatment = &scene->group->treatment[index];
  const cvs_monitor_look *latest = find_standing(scene->group, index);
  if (treatment->is_final) {
    *p = treatment->p_value_adjusted;
    *ln_p = treatment->ln_p_value_adjusted;
    return true;
  }
  if (latest == NULL || !latest->comparison[index].p_value.exists)
    return false;
  *p = latest->comparison[index].p_value.value;
  *ln_p = latest->comparison[index].ln_p_value;
  return true;
}
