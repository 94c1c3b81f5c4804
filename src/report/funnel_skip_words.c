/* Sentences of `funnel` on users who took a later step without an earlier one. */
#include "report/funnel_words.h"

#include "report/format.h"

enum { ARMS_SHOWN = 4 };

/* Everybody who entered has reached the step: who skipped it has not entered. */
static bool is_entry(const cvs_funnel_group *group, size_t step) {
  for (size_t i = 0; i < group->frame.arm_count; i++)
    if (group->arm[i].step[step].users != group->frame.arm[i].sample.visitors)
      return false;
  return true;
}

/* "3 of 4,000 users of A" for the first arm, " and 155 of 4,000 of B" for another; `of` 0: "3 users of A". */
static void add_arm(cvs_strbuf *out, const cvs_test_group *frame, size_t arm, uint64_t users, uint64_t of) {
  cvs_strbuf_add(out, arm == 0 ? "" : arm + 1 == frame->arm_count ? " and " : ", ");
  cvs_format_count(out, users);
  if (of > 0) {
    cvs_strbuf_add(out, " of ");
    cvs_format_count(out, of);
  }
  cvs_strbuf_add(out, arm > 0 ? " of " : of > 0 || users != 1 ? " users of " : " user of ");
  cvs_words_name(out, frame, arm);
}

static void add_skippers(cvs_strbuf *out, const cvs_funnel_group *group, size_t step) {
  const bool outside = is_entry(group, step);
  for (size_t i = 0; i < group->frame.arm_count && i < ARMS_SHOWN; i++)
    add_arm(out, &group->frame, i, group->arm[i].step[step].skipped, outside ? 0 : group->frame.arm[i].sample.visitors);
  cvs_strbuf_add(out, group->frame.arm_count > ARMS_SHOWN ? ", ... did " : " did ");
  if (step + 2 == group->step_count)
    cvs_words_step(out, group, step + 1);
  else
    cvs_strbuf_add(out, "a later step");
  cvs_strbuf_add(out, " without ");
  cvs_words_step(out, group, step);
  cvs_strbuf_add(out, " before it");
}

void cvs_words_funnel_skipped(cvs_strbuf *out, const cvs_funnel_scene *scene, size_t step) {
  const cvs_funnel_group *group = scene->group;
  add_skippers(out, group, step);
  if (is_entry(group, step)) {
    cvs_strbuf_add(out, " and are not among those who entered: events that were not logged, or another way in "
                        "(--assignments or --exposure-event can say who entered)");
    return;
  }
  cvs_strbuf_add(out, " and are not counted there: events that were not logged, or a way round it (");
  if (step == 0) {
    cvs_strbuf_add(out, "--order any counts each step by itself)");
    return;
  }
  cvs_strbuf_add(out, "--optional ");
  cvs_words_argument(out, group->step[step]);
  cvs_strbuf_add(out, " counts them)");
}

/* Several steps before it were skipped. */
static bool has_other_gaps(const cvs_funnel_group *group) {
  bool several = false;
  for (size_t i = 0; i < group->frame.arm_count; i++)
    for (size_t j = 0; j < group->skips.at; j++)
      several = several || (j != group->skips.step && group->arm[i].step[j].skipped > 0 && !is_entry(group, j));
  return several;
}

void cvs_words_funnel_uncounted(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  for (size_t i = 0; i < group->frame.arm_count && i < ARMS_SHOWN; i++) {
    const cvs_funnel_step *step = &group->arm[i].step[group->skips.at];
    add_arm(out, &group->frame, i, step->uncounted, step->users + step->uncounted);
  }
  cvs_strbuf_add(out, group->frame.arm_count > ARMS_SHOWN ? ", ... who did " : " who did ");
  cvs_words_step(out, group, group->skips.at);
  cvs_strbuf_add(out, " are not counted there, as they skipped ");
  cvs_words_step(out, group, group->skips.step);
  if (has_other_gaps(group))
    cvs_strbuf_add(out, " or another step before it");
}
