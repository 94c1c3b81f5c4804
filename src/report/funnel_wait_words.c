/* The words of `funnel` on users who still have time: what has been seen of them, and where nothing is known yet. */
#include "report/funnel_words.h"

#include "report/format.h"

/* --- where nothing is known yet --- */

/* The arm is empty because all of its users entered too late. */
static bool is_all_young(const cvs_funnel_group *group, size_t arm) {
  return group->frame.arm[arm].sample.visitors == 0 && group->arm[arm].has_left_out && group->arm[arm].left_out > 0;
}

static bool waits_for_entry(const cvs_funnel_group *group) {
  for (size_t i = 0; i < group->frame.arm_count && group->frame.data_broken; i++)
    if (is_all_young(group, i))
      return true;
  return false;
}

/* The overall rate of this arm is that of users of whom none has been followed to the end of the window. */
static bool is_open(const cvs_funnel_group *group, size_t arm) {
  const cvs_funnel_step *end = &group->arm[arm].step[group->step_count - 1];
  return end->censored != NULL && !end->from_start.exists;
}

/* The control has no rate at the end, or no treatment has one. */
static bool waits_for_end(const cvs_funnel_group *group) {
  bool any = false;
  if (group->frame.data_broken || group->comparison_count == 0)
    return false;
  for (size_t i = 0; i < group->comparison_count; i++)
    any = any || !is_open(group, group->comparison[i].treatment);
  return is_open(group, group->frame.control) || !any;
}

bool cvs_funnel_waits(const cvs_funnel_group *group) {
  return waits_for_entry(group) || waits_for_end(group);
}

typedef bool arm_question(const cvs_funnel_group *group, size_t arm);

/* "control and B": the arms of which it holds. */
static void add_arms(cvs_strbuf *out, const cvs_funnel_group *group, arm_question *holds) {
  enum { SHOWN = 4 };
  size_t count = 0, shown = 0;
  for (size_t i = 0; i < group->frame.arm_count; i++)
    count += holds(group, i);
  for (size_t i = 0; i < group->frame.arm_count && shown < SHOWN; i++) {
    if (!holds(group, i))
      continue;
    cvs_strbuf_add(out, shown == 0 ? "" : shown + 1 == count ? " and " : ", ");
    cvs_words_name(out, &group->frame, i);
    shown++;
  }
  cvs_strbuf_add(out, count > SHOWN ? ", ..." : "");
}

void cvs_words_funnel_wait(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  if (!waits_for_entry(group)) {
    cvs_strbuf_add(out, "Nothing can be told at ");
    cvs_words_step(out, group, group->step_count - 1);
    cvs_strbuf_add(out, " yet: of ");
    add_arms(out, group, is_open);
    cvs_strbuf_add(out, " nobody has been followed for the whole window.");
    return;
  }
  uint64_t young = 0;
  for (size_t i = 0; i < group->frame.arm_count; i++)
    young += is_all_young(group, i) ? group->arm[i].left_out : 0;
  cvs_strbuf_add(out, "Nothing can be told yet: all ");
  cvs_format_count(out, young);
  cvs_strbuf_add(out, young == 1 ? " user of " : " users of ");
  add_arms(out, group, is_all_young);
  cvs_strbuf_add(out, " entered too late to have used the window.");
}

void cvs_words_funnel_wait_advice(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  cvs_strbuf_add(out, "Choose a --window that is over for some users of every variant, or wait.");
  if (scene->options->times == NULL)
    cvs_strbuf_add(out, " --censor keeps those who still have time, but it too needs some who have been followed for "
                        "the whole window.");
}

void cvs_words_funnel_arm_waits(cvs_strbuf *out, const cvs_funnel_scene *scene, size_t arm) {
  const uint64_t young = scene->group->arm[arm].left_out;
  cvs_words_name(out, &scene->group->frame, arm);
  if (!is_all_young(scene->group, arm)) {
    cvs_strbuf_add(out, " has no visitors");
    return;
  }
  cvs_strbuf_add(out, young == 1 ? ": the " : ": all ");
  cvs_format_count(out, young);
  cvs_strbuf_add(out, young == 1 ? " user" : " users");
  cvs_strbuf_add(out, " entered too late to have used the window");
}

/* --- users on their way --- */

static void add_seen(cvs_strbuf *out, const cvs_funnel_group *group, size_t arm) {
  const cvs_funnel_step *end = &group->arm[arm].step[group->step_count - 1];
  const uint64_t entered = group->frame.arm[arm].sample.visitors;
  cvs_words_name(out, &group->frame, arm);
  cvs_strbuf_add_char(out, ' ');
  cvs_format_value(out, CVS_UNIT_RATE, entered > 0 ? (double)end->users / (double)entered : 0, -1);
  if (!end->from_start.has_estimate) {
    cvs_strbuf_add(out, " (a rate that allows for them is not known yet)");
    return;
  }
  cvs_strbuf_add(out, ", allowing for them ");
  cvs_format_value(out, CVS_UNIT_RATE, end->from_start.estimate, -1);
}

static bool has_seconds(const cvs_funnel_group *group) {
  for (size_t i = 0; i < group->frame.arm_count; i++)
    for (size_t j = 0; j < group->step_count; j++)
      if (group->arm[i].step[j].seconds != NULL)
        return true;
  return false;
}

void cvs_words_funnel_young(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  enum { SHOWN = 4 };
  const cvs_funnel_group *group = scene->group;
  uint64_t young = 0, entered = 0;
  for (size_t i = 0; i < group->frame.arm_count; i++) {
    young += group->arm[i].young;
    entered += group->frame.arm[i].sample.visitors;
  }
  if (scene->options->times == NULL || entered == 0)
    return;
  cvs_format_count(out, young);
  cvs_strbuf_add(out, " of ");
  cvs_format_count(out, entered);
  cvs_strbuf_add(out, " users still have time. Seen so far at ");
  cvs_words_step(out, group, group->step_count - 1);
  cvs_strbuf_add(out, ": ");
  for (size_t i = 0; i < group->frame.arm_count && i < SHOWN; i++) {
    cvs_strbuf_add(out, i > 0 ? "; " : "");
    add_seen(out, group, i);
  }
  cvs_strbuf_add(out, group->frame.arm_count > SHOWN ? "; ..." : ".");
  if (young > 0 && has_seconds(group))
    cvs_strbuf_add(out, " Times between steps are of those seen so far: who is slow is still missing there, so they "
                        "come out too short.");
}
