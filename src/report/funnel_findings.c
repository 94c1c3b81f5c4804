/* The sentence of each finding of `funnel`. */
#include "report/funnel_words.h"

#include "report/format.h"

#include <string.h>

/* A comparison from the start: the sentence of `test`, said of its step. */
static void add_of_start(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_finding *finding) {
  const cvs_funnel_group *group = scene->group;
  const size_t step = finding->arm % group->step_count;
  cvs_test_group frame = group->frame;
  cvs_finding own = *finding;
  frame.comparison = group->comparison[finding->arm / group->step_count].step[step].from_start;
  frame.comparison_count = 1;
  own.arm = 0;
  const cvs_test_view view = {scene->test.dataset, scene->test.options, &frame, scene->test.quiet, false};
  cvs_words_step(out, group, step);
  cvs_strbuf_add(out, ", ");
  cvs_words_finding(out, &view, &own);
}

/* Somebody may still reach the step: users have time, and nobody was followed to the end of it. */
static bool is_rate_open(const cvs_funnel_group *group, const cvs_finding *finding) {
  const size_t step = (size_t)finding->value[0];
  const cvs_interval *treatment = &group->arm[group->comparison[finding->arm].treatment].step[step].from_start;
  return !treatment->exists || !group->arm[group->frame.control].step[step].from_start.exists;
}

/* Nobody of either is at the step. */
static bool is_empty_in_both(const cvs_funnel_group *group, const cvs_finding *finding) {
  const size_t step = (size_t)finding->value[0];
  return group->arm[group->comparison[finding->arm].treatment].step[step].users == 0 &&
         group->arm[group->frame.control].step[step].users == 0;
}

static void add_empty(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_finding *finding) {
  const cvs_funnel_group *group = scene->group;
  cvs_words_name(out, &group->frame, group->comparison[finding->arm].treatment);
  cvs_strbuf_add(out, " against ");
  cvs_words_name(out, &group->frame, group->frame.control);
  cvs_strbuf_add(out, is_rate_open(group, finding)       ? ": there is no rate yet at "
                      : is_empty_in_both(group, finding) ? ": of both nobody is known to reach "
                                                         : ": of one of them nobody is known to reach ");
  cvs_words_step(out, group, (size_t)finding->value[0]);
  cvs_strbuf_add(out, ", so the lift cannot be split over the steps");
}

static void add_above_one(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_finding *finding) {
  cvs_words_name(out, &scene->group->frame, finding->arm);
  cvs_strbuf_add(out, ": ");
  cvs_format_value(out, CVS_UNIT_LIFT, finding->value[2], -1);
  cvs_strbuf_add(out, " at ");
  cvs_words_step(out, scene->group, (size_t)finding->value[0]);
  cvs_strbuf_add(out, " would take its rate of ");
  cvs_format_value(out, CVS_UNIT_RATE, finding->value[1], 1);
  cvs_strbuf_add(out, " above 100%, so nothing is carried through");
}

static void add_naive(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_finding *finding) {
  cvs_words_name(out, &scene->group->frame, finding->arm);
  cvs_strbuf_add(out, ": ");
  cvs_format_value(out, CVS_UNIT_RATE, finding->value[2], -1);
  cvs_strbuf_add(out, " have been seen at ");
  cvs_words_step(out, scene->group, (size_t)finding->value[0]);
  cvs_strbuf_add(out, " so far; allowing for those who still have time, ");
  cvs_format_value(out, CVS_UNIT_RATE, finding->value[1], -1);
  cvs_strbuf_add(out, " get there: the plain share is too low");
}

static void add_unfollowed(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_finding *finding) {
  cvs_words_name(out, &scene->group->frame, finding->arm);
  cvs_strbuf_add(out, ": nobody has been followed for the whole window of ");
  cvs_words_step(out, scene->group, (size_t)finding->value[0]);
  cvs_strbuf_add(out, ", so its rate is not known yet (");
  cvs_format_value(out, CVS_UNIT_RATE, finding->value[2], -1);
  cvs_strbuf_add(out, " have been seen there so far)");
}

static void add_left_out(cvs_strbuf *out, const cvs_finding *finding) {
  cvs_format_about(out, finding->value[0]);
  cvs_strbuf_add(out, finding->value[0] < 2 ? " user entered" : " users entered");
  cvs_strbuf_add(out, " too late to have used the window and ");
  cvs_strbuf_add(out, finding->value[0] < 2 ? "is" : "are");
  cvs_strbuf_add(out, " left out (--censor keeps them)");
}

static void add_reached(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_finding *finding) {
  cvs_words_step(out, scene->group, (size_t)finding->value[0]);
  cvs_strbuf_add(out, ": ");
  cvs_words_name(out, &scene->group->frame, scene->group->bottleneck.arm);
  cvs_strbuf_add(out, " has ");
  cvs_format_value(out, CVS_UNIT_RATE, finding->value[1], -1);
  cvs_strbuf_add(out, " of those who could come, and --benchmark asks for ");
  cvs_words_given_percent(out, finding->value[2]);
  cvs_strbuf_add(out, ": by that there is nothing to gain there");
}

/* Files without a variant are read as one arm; their names may well be the variants. */
static void add_alone(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_finding *finding) {
  const cvs_input_info *input = cvs_dataset_input(scene->test.dataset);
  bool named = false;
  for (size_t i = 0; i < input->file_count; i++)
    named = named || input->file[i].role[CVS_ROLE_VARIANT] != NULL;
  cvs_strbuf_add(out, "there is one variant only (");
  cvs_words_name(out, &scene->group->frame, finding->arm);
  cvs_strbuf_add(out, "): the funnel is described, nothing is compared");
  if (input->file_count < 2 || named)
    return;
  cvs_strbuf_addf(out, ". All %zu files were read as one variant: ", input->file_count);
  cvs_strbuf_add(out, "--variant @file takes the name of each file for its variant, --variant COL a column");
}

/* Too few for Wald's test, of which there is no exact form with users on their way. */
static void add_few(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_finding *finding) {
  const cvs_funnel_group *group = scene->group;
  cvs_words_step(out, group, finding->arm % group->step_count);
  cvs_strbuf_add(out, ", ");
  cvs_words_name(out, &group->frame, group->comparison[finding->arm / group->step_count].treatment);
  cvs_strbuf_add(out, " against ");
  cvs_words_name(out, &group->frame, group->frame.control);
  cvs_strbuf_add(out, ": an expected count is below 5, too few for a p-value that allows for users on their way "
                      "(without --censor an exact test is made of those who have used their window)");
}

static bool is_of_start(const cvs_finding *finding) {
  static const char prefix[] = "from_start";
  return finding->arm != SIZE_MAX && strncmp(finding->field, prefix, sizeof prefix - 1) == 0;
}

void cvs_words_funnel_finding(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_finding *finding) {
  if (finding->said != NULL) {
    cvs_strbuf_add(out, finding->said);
    return;
  }
  switch (finding->code) {
  case CVS_FINDING_STEPS_OVERLAP:
    cvs_strbuf_add(out, "steps may be reached in any order: each is read against all who entered, and there are no "
                        "rates from the previous step, no contributions and no bottleneck");
    break;
  case CVS_FINDING_EMPTY_STEP:
    add_empty(out, scene, finding);
    break;
  case CVS_FINDING_WHAT_IF_ABOVE_ONE:
    add_above_one(out, scene, finding);
    break;
  case CVS_FINDING_NAIVE_DIFFERS:
    add_naive(out, scene, finding);
    break;
  case CVS_FINDING_NO_MATURE_USERS:
    add_unfollowed(out, scene, finding);
    break;
  case CVS_FINDING_YOUNG_LEFT_OUT:
    add_left_out(out, finding);
    break;
  case CVS_FINDING_STEPS_SKIPPED:
    cvs_words_funnel_skipped(out, scene, (size_t)finding->value[0]);
    break;
  case CVS_FINDING_ONE_ARM:
    add_alone(out, scene, finding);
    break;
  case CVS_FINDING_EMPTY_ARM:
    cvs_words_funnel_arm_waits(out, scene, finding->arm);
    break;
  case CVS_FINDING_BENCHMARK_REACHED:
    add_reached(out, scene, finding);
    break;
  default:
    if (finding->code == CVS_FINDING_SMALL_COUNTS && scene->options->times != NULL)
      add_few(out, scene, finding);
    else if (is_of_start(finding))
      add_of_start(out, scene, finding);
    else
      cvs_words_finding(out, &scene->test, finding);
    break;
  }
}
