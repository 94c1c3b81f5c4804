/* What to do after `funnel`, which step to work on, the one caution, and the methods in a line. */
#include "report/funnel_words.h"

#include "report/format.h"

#include <string.h>

/* --- the step to work on --- */

static void add_target(cvs_strbuf *out, const cvs_funnel_leak *leak) {
  cvs_strbuf_add(out, leak->by_benchmark ? "at its benchmark" : "with a tenth of its drop-off won back");
  cvs_strbuf_add(out, " (");
  cvs_format_value(out, CVS_UNIT_RATE, leak->rate, -1);
  cvs_strbuf_add(out, " to ");
  cvs_format_value(out, CVS_UNIT_RATE, leak->target, -1);
  cvs_strbuf_add(out, ") it brings ");
  cvs_words_per_1000(out, leak->gained_per_1000);
  cvs_strbuf_add(out, " more conversions a thousand who enter");
}

static void add_test_size(cvs_strbuf *out, const cvs_funnel_leak *leak) {
  cvs_strbuf_add(out, "; a test of that step takes ");
  cvs_format_count(out, leak->visitors_to_test);
  cvs_strbuf_add(out, " who enter");
  if (leak->visitors_to_test_overall > leak->visitors_to_test) {
    cvs_strbuf_add(out, " (");
    cvs_format_count(out, leak->visitors_to_test_overall);
    cvs_strbuf_add(out, " if the end is tested)");
  }
  cvs_strbuf_add_char(out, '.');
}

static bool prints_alike(double left, double right) {
  cvs_strbuf one = {0}, other = {0};
  cvs_words_per_1000(&one, left);
  cvs_words_per_1000(&other, right);
  const bool alike = strcmp(cvs_strbuf_text(&one), cvs_strbuf_text(&other)) == 0;
  cvs_strbuf_free(&one);
  cvs_strbuf_free(&other);
  return alike;
}

/* No other step brings more; a step that brings as much, to the digits shown, is named. */
static void add_rank(cvs_strbuf *out, const cvs_funnel_group *group) {
  const cvs_funnel_bottleneck *bottleneck = &group->bottleneck;
  for (size_t j = 0; j < group->step_count; j++) {
    const cvs_funnel_leak *leak = &bottleneck->leak[j];
    if (j == bottleneck->first || !leak->has_gained ||
        !prints_alike(leak->gained_per_1000, bottleneck->leak[bottleneck->first].gained_per_1000))
      continue;
    cvs_strbuf_add(out, ", as many as ");
    cvs_words_step(out, group, j);
    return;
  }
  cvs_strbuf_add(out, ", more than any other step");
}

void cvs_words_funnel_bottleneck(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  const cvs_funnel_bottleneck *bottleneck = &scene->group->bottleneck;
  if (bottleneck->reason == CVS_FUNNEL_NOTHING) {
    cvs_strbuf_add(out, scene->options->any_order ? "Steps in any order have no drop-off from one to the next."
                                                  : "No step has a gain that these data could tell.");
    return;
  }
  const cvs_funnel_leak *first = &bottleneck->leak[bottleneck->first];
  cvs_words_step(out, scene->group, bottleneck->first);
  cvs_strbuf_add(out, ": ");
  add_target(out, first);
  if (bottleneck->reason != CVS_FUNNEL_CHEAPEST && scene->group->step_count > 1)
    add_rank(out, scene->group);
  if (bottleneck->reason == CVS_FUNNEL_LARGEST)
    cvs_strbuf_add(out, ", though no test of a possible size would find it.");
  else
    add_test_size(out, first);
  if (bottleneck->reason != CVS_FUNNEL_CHEAPEST)
    return;
  cvs_strbuf_add_char(out, ' ');
  cvs_words_step(out, scene->group, bottleneck->largest);
  cvs_strbuf_add(out, " would bring more (");
  cvs_words_per_1000(out, bottleneck->leak[bottleneck->largest].gained_per_1000);
  cvs_strbuf_add(out, "), but less for each visitor that its test takes.");
}

static void add_way_round(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  cvs_strbuf_add(out, "Find the cause first: events of ");
  cvs_words_step(out, group, group->skips.step);
  cvs_strbuf_add(out, " that are not logged, or a way round it. ");
  if (group->skips.step > 0) {
    cvs_strbuf_add(out, "If there is meant to be one, say so: --optional ");
    cvs_words_argument(out, group->step[group->skips.step]);
    cvs_strbuf_add(out, "; ");
  }
  cvs_strbuf_add(out, "--order any counts each step by itself.");
}

void cvs_words_funnel_advice(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  const cvs_test_group *frame = &scene->group->frame;
  if (cvs_funnel_waits(scene->group))
    cvs_words_funnel_wait_advice(out, scene);
  else if (cvs_funnel_is_unequal(scene->group))
    add_way_round(out, scene);
  else if (cvs_funnel_compares(scene->group))
    cvs_words_advice(out, &scene->test);
  if (frame->decision == CVS_DECIDE_INVALID || scene->group->bottleneck.reason == CVS_FUNNEL_NOTHING)
    return;
  cvs_strbuf_add(out, out->length > 0 ? " Next, work on " : "Work on ");
  cvs_words_funnel_bottleneck(out, scene);
}

/* --- p-values by themselves --- */

static bool is_adjusted(const cvs_funnel_group *group) {
  return group->adjust != NULL && strcmp(group->adjust->id, "none") != 0;
}

static void add_step_p(cvs_strbuf *out, const cvs_funnel_group *group, const cvs_funnel_comparison *comparison) {
  bool any = false;
  for (size_t j = 0; j < group->step_count; j++) {
    const cvs_comparison *start = comparison->step[j].from_start;
    if (start == NULL || !start->has_test)
      continue;
    cvs_strbuf_add(out, any ? ", " : "p = ");
    cvs_format_p(out, start->test.p_value, start->test.ln_p_value);
    cvs_strbuf_add(out, " at ");
    cvs_words_step(out, group, j);
    any = true;
  }
  cvs_strbuf_add(out, any ? "." : "no p-value.");
}

/* Of a few treatments; of more in the formats for machines. */
void cvs_words_funnel_unadjusted(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  enum { SHOWN = 3 };
  const cvs_funnel_group *group = scene->group;
  if (!is_adjusted(group) || group->comparison_count > SHOWN)
    return;
  for (size_t i = 0; i < group->comparison_count; i++) {
    cvs_strbuf_add(out, i > 0 ? " " : "");
    if (group->comparison_count > 1) {
      cvs_words_name(out, &group->frame, group->comparison[i].treatment);
      cvs_strbuf_add(out, ": ");
    }
    add_step_p(out, group, &group->comparison[i]);
  }
}

/* --- how the lift is split --- */

static void add_same(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_funnel_split *split) {
  const cvs_chisq_result *same = &split->heterogeneity;
  cvs_strbuf_add(out, " Is the lift the same at every step? p = ");
  cvs_format_p(out, same->p_value, same->ln_p_value);
  cvs_strbuf_add(out, same->p_value < scene->options->test.alpha ? ": no." : ": nothing speaks against it.");
}

/* The first time it is said what they are. */
static void add_sum(cvs_strbuf *out, const cvs_funnel_comparison *comparison, bool first) {
  const cvs_interval *lift = &comparison->overall->effect[CVS_LIFT];
  cvs_strbuf_add(out, "the contributions add up to ");
  cvs_format_value(out, CVS_UNIT_LIFT, comparison->split.ln_lift, -1);
  if (lift->exists && lift->has_estimate) {
    cvs_strbuf_add(out, ", which is a lift of ");
    cvs_format_value(out, CVS_UNIT_LIFT, lift->estimate, -1);
  }
  cvs_strbuf_add(out, first ? " (they are logarithms, so that they add)." : ".");
}

void cvs_words_funnel_split(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  enum { SHOWN = 3 };
  const cvs_funnel_group *group = scene->group;
  for (size_t i = 0; i < group->comparison_count && i < SHOWN; i++) {
    const cvs_funnel_comparison *comparison = &group->comparison[i];
    if (comparison->split.count < 2 || !comparison->split.complete)
      continue;
    const bool first = out->length == 0;
    cvs_strbuf_add(out, first ? "" : " ");
    cvs_words_name(out, &group->frame, comparison->treatment);
    cvs_strbuf_add(out, ": ");
    add_sum(out, comparison, first);
    if (comparison->split.has_heterogeneity)
      add_same(out, scene, &comparison->split);
  }
}

/* --- the caution --- */

/* Users who were not counted come before what the figures say. */
const cvs_finding *cvs_funnel_caution_finding(const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  const bool told = group->skips.notable && group->comparison_count > 0 && group->frame.decision != CVS_DECIDE_INVALID;
  for (size_t i = 0; i < group->frame.finding_count && told; i++)
    if (group->frame.finding[i].code == CVS_FINDING_STEPS_SKIPPED)
      return &group->frame.finding[i];
  return cvs_words_caution_finding(&scene->group->frame);
}

void cvs_words_funnel_caution(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  const cvs_finding *finding = cvs_funnel_caution_finding(scene);
  if (cvs_funnel_waits(group)) /* no figure there that could mislead */
    return;
  if (group->frame.decision == CVS_DECIDE_INVALID)
    cvs_words_caution(out, &scene->test);
  else if (finding != NULL) {
    cvs_words_funnel_finding(out, scene, finding);
    cvs_strbuf_add_char(out, '.');
  } else if (!cvs_funnel_compares(group))
    cvs_strbuf_add(out, "A funnel says where users leave, not why. The gain counts only where the step can be mended: "
                        "test a change before you believe in it.");
  else if (scene->options->any_order || group->step_count == 1)
    cvs_words_caution(out, &scene->test);
  else
    cvs_strbuf_add(out, "Rates from the previous step compare users whom the treatment has already selected: they "
                        "describe, and only rates from the start are tested. p-values count for one look at the "
                        "planned end.");
}

/* --- the methods --- */

void cvs_words_funnel_method(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  if (scene->options->times != NULL)
    cvs_strbuf_addf(out, "%s, ", cvs_method_find(CVS_KIND_OTHER, "kaplan-meier")->title);
  if (group->comparison_count > 0 && group->comparison[0].split.count > 1)
    cvs_strbuf_addf(out, "%s, ", cvs_method_find(CVS_KIND_OTHER, "funnel-terms")->title);
  if (group->comparison_count > 0)
    cvs_words_method(out, &scene->test);
  else
    cvs_strbuf_addf(out, "%s; --explain for more",
                    cvs_method_find(CVS_KIND_RATE, scene->options->test.rate_interval)->title);
}
