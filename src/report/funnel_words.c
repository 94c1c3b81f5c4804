/* Small phrases of `funnel`, and its verdict. */
#include "report/funnel_words.h"

#include "base/utf8.h"
#include "report/format.h"

#include <math.h>

bool cvs_funnel_compares(const cvs_funnel_group *group) {
  return group->comparison_count > 0 || group->frame.data_broken;
}

const char *cvs_funnel_reason_id(cvs_funnel_reason reason) {
  static const char *const ids[] = {[CVS_FUNNEL_NOTHING] = "nothing",
                                    [CVS_FUNNEL_BOTH] = "largest-and-cheapest",
                                    [CVS_FUNNEL_CHEAPEST] = "cheapest",
                                    [CVS_FUNNEL_LARGEST] = "largest"};
  return ids[reason];
}

bool cvs_funnel_is_moved(const cvs_funnel_contrast *contrast) {
  const cvs_interval *interval = &contrast->term.interval;
  const bool untested = contrast->from_start != NULL && !contrast->from_start->has_test;
  const bool known = contrast->term.exists && !contrast->term.entry && interval->exists && !untested;
  return known && ((interval->has_lower && interval->lower > 0) || (interval->has_upper && interval->upper < 0));
}

void cvs_words_step(cvs_strbuf *out, const cvs_funnel_group *group, size_t step) {
  enum { NAME_COLUMNS = 40 };
  cvs_strbuf visible = {0};
  cvs_utf8_add_visible(&visible, group->step[step]);
  cvs_strbuf_add_char(out, '"');
  cvs_utf8_add_cut(out, cvs_strbuf_text(&visible), NAME_COLUMNS, true);
  cvs_strbuf_add_char(out, '"');
  out->failed = out->failed || visible.failed;
  cvs_strbuf_free(&visible);
}

void cvs_words_per_1000(cvs_strbuf *out, double gained) {
  cvs_format_value(out, CVS_UNIT_NONE, gained, -1);
}

/* A large unit, and the small one behind it that still tells something. */
typedef struct span_unit {
  double seconds; /* of the large one */
  double of_small;
  const char *large;
  const char *small;
} span_unit;

static void add_whole(cvs_strbuf *out, double value, const char *unit) {
  cvs_format_about(out, value);
  cvs_strbuf_add(out, unit);
}

void cvs_words_span(cvs_strbuf *out, double seconds) {
  static const span_unit units[] = {{86400, 3600, " d", " h"}, {3600, 60, " h", " min"}, {60, 1, " min", " s"}};
  static const double small_alone = 9.95, many = 100;
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
    const double small = round(seconds / units[i].of_small), per = units[i].seconds / units[i].of_small;
    const double large = floor(small / per), rest = small - large * per;
    if (large < 1)
      continue;
    add_whole(out, large, units[i].large);
    if (rest > 0 && large < many) {
      cvs_strbuf_add_char(out, ' ');
      add_whole(out, rest, units[i].small);
    }
    return;
  }
  cvs_format_value(out, CVS_UNIT_NONE, seconds, seconds < small_alone && seconds > 0 ? 1 : 0);
  cvs_strbuf_add(out, " s");
}

/* --- the verdict of one arm --- */

static double rate_before(const cvs_funnel_step *step, size_t index) {
  return step[index].before == SIZE_MAX ? 1 : step[step[index].before].from_start.estimate;
}

/* The step before which most of those who entered turn away; SIZE_MAX: none is known. */
static size_t find_largest_loss(const cvs_funnel_group *group, const cvs_funnel_step *step) {
  size_t largest = SIZE_MAX;
  double most = 0;
  for (size_t j = 0; j < group->step_count; j++) {
    const double lost = rate_before(step, j) - step[j].from_start.estimate;
    if (!step[j].from_previous.exists || !(lost > most))
      continue;
    largest = j;
    most = lost;
  }
  return largest;
}

/* The step before which the largest share of those who come to it is lost; SIZE_MAX: none is known. */
static size_t find_largest_share(const cvs_funnel_group *group, const cvs_funnel_step *step) {
  size_t largest = SIZE_MAX;
  double lowest = 1;
  for (size_t j = 0; j < group->step_count; j++) {
    if (!step[j].from_previous.exists || !(step[j].from_previous.estimate < lowest))
      continue;
    largest = j;
    lowest = step[j].from_previous.estimate;
  }
  return largest;
}

/* Most heads need not be lost where most of those at hand are: few come as far as the last steps. */
static void add_losses(cvs_strbuf *out, const cvs_funnel_group *group, const cvs_funnel_step *step) {
  const size_t heads = find_largest_loss(group, step), share = find_largest_share(group, step);
  if (heads == SIZE_MAX || share == SIZE_MAX)
    return;
  cvs_strbuf_add(out, " In heads, most turn away before ");
  cvs_words_step(out, group, heads);
  cvs_strbuf_add(out, ": ");
  cvs_format_value(out, CVS_UNIT_RATE, rate_before(step, heads) - step[heads].from_start.estimate, 1);
  cvs_strbuf_add(out, " of all who entered");
  if (share != heads) {
    cvs_strbuf_add(out, "; of those at hand, most before ");
    cvs_words_step(out, group, share);
    cvs_strbuf_add(out, ": ");
    cvs_format_value(out, CVS_UNIT_RATE, 1 - step[share].from_previous.estimate, 1);
    cvs_strbuf_add(out, " of those who got to the step before");
  }
  cvs_strbuf_add_char(out, '.');
}

static void describe_arm(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  const cvs_funnel_step *step = group->arm[0].step;
  const cvs_interval *end = &step[group->step_count - 1].from_start;
  cvs_words_step(out, group, group->step_count - 1);
  cvs_strbuf_add(out, " is reached by ");
  if (end->has_estimate)
    cvs_format_value(out, CVS_UNIT_RATE, end->estimate, cvs_interval_decimals(CVS_UNIT_RATE, end));
  else
    cvs_strbuf_add(out, "a share that is not known yet");
  cvs_strbuf_add(out, " of the ");
  cvs_format_count(out, group->frame.arm[0].sample.visitors);
  cvs_strbuf_add(out, " who entered.");
  add_losses(out, group, step);
}

/* --- where the overall lift arises --- */

/* Steps whose rate has moved to one side. */
typedef struct moved {
  size_t count;
  size_t step[CVS_FUNNEL_STEPS_MAX];
} moved;

static moved list_moved(const cvs_funnel_group *group, const cvs_funnel_comparison *comparison, bool up) {
  moved out = {0};
  for (size_t j = 0; j < group->step_count; j++) {
    const cvs_funnel_contrast *contrast = &comparison->step[j];
    if (cvs_funnel_is_moved(contrast) && (contrast->term.estimate > 0) == up)
      out.step[out.count++] = j;
  }
  return out;
}

static void add_steps(cvs_strbuf *out, const cvs_funnel_group *group, const moved *steps) {
  for (size_t i = 0; i < steps->count; i++) {
    cvs_strbuf_add(out, i == 0 ? "" : i + 1 == steps->count ? " and " : ", ");
    cvs_words_step(out, group, steps->step[i]);
  }
}

/* The last step before the end where what was randomised differs; SIZE_MAX: none. */
static size_t find_early_effect(const cvs_funnel_group *group, const cvs_funnel_comparison *comparison) {
  for (size_t j = group->step_count - 1; j-- > 0;)
    if (comparison->step[j].from_start != NULL && comparison->step[j].from_start->significant)
      return j;
  return SIZE_MAX;
}

/* "it", or the treatment's name where there are several. */
static void add_subject(cvs_strbuf *out, const cvs_funnel_group *group, const cvs_funnel_comparison *comparison) {
  if (group->comparison_count > 1)
    cvs_words_name(out, &group->frame, comparison->treatment);
  else
    cvs_strbuf_add(out, "it");
}

/* " of B" where there are several. */
static void add_owner(cvs_strbuf *out, const cvs_funnel_group *group, const cvs_funnel_comparison *comparison) {
  if (group->comparison_count < 2)
    return;
  cvs_strbuf_add(out, " of ");
  cvs_words_name(out, &group->frame, comparison->treatment);
}

static double sum_of(const cvs_funnel_comparison *comparison, const moved *steps) {
  double sum = 0;
  for (size_t i = 0; i < steps->count; i++)
    sum += comparison->step[steps->step[i]].term.estimate;
  return sum;
}

/* The step with most of the rest, among those that are not found to differ. */
static size_t find_rest(const cvs_funnel_group *group, const cvs_funnel_comparison *comparison, bool up) {
  size_t most = SIZE_MAX;
  for (size_t j = 0; j < group->step_count; j++) {
    const cvs_funnel_term *term = &comparison->step[j].term;
    const double toward = up ? term->estimate : -term->estimate;
    if (!term->exists || term->entry || cvs_funnel_is_moved(&comparison->step[j]) || !(toward > 0))
      continue;
    if (most == SIZE_MAX || toward > fabs(comparison->step[most].term.estimate))
      most = j;
  }
  return most;
}

/* Steps that are found to differ, of which the overall change is more. */
static void add_found_part(cvs_strbuf *out, const cvs_funnel_group *group, const cvs_funnel_comparison *comparison,
                           const moved *steps) {
  const bool up = comparison->split.ln_lift > 0;
  const size_t rest = find_rest(group, comparison, up);
  cvs_strbuf_add(out, up ? " The gain" : " The loss");
  add_owner(out, group, comparison);
  cvs_strbuf_add(out, " is found at ");
  add_steps(out, group, steps);
  cvs_strbuf_add(out, ", for ");
  cvs_format_value(out, CVS_UNIT_LIFT, sum_of(comparison, steps), -1);
  cvs_strbuf_add(out, " of the ");
  cvs_format_value(out, CVS_UNIT_LIFT, comparison->split.ln_lift, -1);
  cvs_strbuf_add(out, " of log lift; ");
  if (rest == SIZE_MAX) {
    cvs_strbuf_add(out, "the rest is at no step by itself.");
    return;
  }
  cvs_strbuf_add(out, "most of the rest stands at ");
  cvs_words_step(out, group, rest);
  cvs_strbuf_add(out, " (");
  cvs_format_value(out, CVS_UNIT_LIFT, comparison->step[rest].term.estimate, -1);
  cvs_strbuf_add(out, ") but could be chance.");
}

/* The step or steps bear most of the change, which goes their way: it arises there. */
static bool bears_most(const cvs_funnel_comparison *comparison, const moved *steps) {
  static const double most = 2.0 / 3;
  return sum_of(comparison, steps) / comparison->split.ln_lift >= most;
}

/* Some steps gain, or some lose, or both, whatever becomes of it at the end. */
static void add_both(cvs_strbuf *out, const cvs_funnel_group *group, const cvs_funnel_comparison *comparison,
                     const moved *up, const moved *down) {
  if (group->comparison_count > 1) {
    cvs_strbuf_add_char(out, ' ');
    cvs_words_name(out, &group->frame, comparison->treatment);
  } else
    cvs_strbuf_add(out, " It");
  if (up->count > 0) {
    cvs_strbuf_add(out, " gains at ");
    add_steps(out, group, up);
  }
  if (down->count > 0) {
    cvs_strbuf_add(out, up->count > 0 ? " and loses at " : " loses at ");
    add_steps(out, group, down);
  }
  cvs_strbuf_add_char(out, '.');
}

static void add_nowhere(cvs_strbuf *out, const cvs_funnel_group *group, const cvs_funnel_comparison *comparison,
                        bool decided) {
  if (decided) {
    cvs_strbuf_add(out, comparison->split.ln_lift > 0 ? " At which step the gain" : " At which step the loss");
    add_owner(out, group, comparison);
    cvs_strbuf_add(out, " arises, these data do not tell.");
  } else if (find_early_effect(group, comparison) == SIZE_MAX) { /* else it is said how far there was something */
    cvs_strbuf_add(out, " No step");
    add_owner(out, group, comparison);
    cvs_strbuf_add(out, " by itself is found to differ.");
  }
}

static void add_arising(cvs_strbuf *out, const cvs_funnel_group *group, const cvs_funnel_comparison *comparison) {
  const moved up = list_moved(group, comparison, true), down = list_moved(group, comparison, false);
  const bool decided = comparison->overall->verdict != CVS_VERDICT_INCONCLUSIVE;
  const bool gains = comparison->split.ln_lift > 0;
  const moved *own = gains ? &up : &down, *other = gains ? &down : &up;
  if (up.count == 0 && down.count == 0) {
    add_nowhere(out, group, comparison, decided);
  } else if (!decided || other->count > 0) {
    add_both(out, group, comparison, &up, &down);
  } else if (bears_most(comparison, own)) {
    cvs_strbuf_add(out, gains ? " The gain" : " The loss");
    add_owner(out, group, comparison);
    cvs_strbuf_add(out, " arises at ");
    add_steps(out, group, own);
    cvs_strbuf_add_char(out, '.');
  } else {
    add_found_part(out, group, comparison, own);
  }
}

static void add_early_p(cvs_strbuf *out, const cvs_funnel_group *group, const cvs_comparison *early) {
  cvs_strbuf_add(out, group->adjust != NULL ? " (adjusted p = " : " (p = ");
  cvs_format_p(out, early->p_adjusted, early->test.ln_p_value);
}

/* Nothing is found at the end, but there was something on the way. */
static void add_early(cvs_strbuf *out, const cvs_funnel_scene *scene, const cvs_funnel_comparison *comparison) {
  const cvs_funnel_group *group = scene->group;
  const size_t step = find_early_effect(group, comparison);
  if (comparison->overall->verdict != CVS_VERDICT_INCONCLUSIVE || step == SIZE_MAX)
    return;
  const cvs_comparison *early = comparison->step[step].from_start;
  const bool fewer = early->effect[CVS_DIFFERENCE].estimate < 0;
  if ((scene->options->optional >> step & 1U) != 0) {
    cvs_strbuf_add(out, fewer ? " Fewer" : " More");
    add_owner(out, group, comparison);
    cvs_strbuf_add(out, " take ");
    cvs_words_step(out, group, step);
    cvs_strbuf_add(out, ", which may be left out");
    add_early_p(out, group, early);
    cvs_strbuf_add(out, "); what that does to the end cannot be told.");
    return;
  }
  cvs_strbuf_add(out, " As far as ");
  cvs_words_step(out, group, step);
  cvs_strbuf_add_char(out, ' ');
  add_subject(out, group, comparison);
  cvs_strbuf_add(out, fewer ? " is worse" : " is better");
  add_early_p(out, group, early);
  cvs_strbuf_add(out, "); at the end that can no longer be told.");
}

static void add_where(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  const cvs_funnel_group *group = scene->group;
  const cvs_funnel_comparison *comparison = &group->comparison[cvs_words_topic(&group->frame)];
  cvs_strbuf_add(out, " Counted at ");
  cvs_words_step(out, group, group->step_count - 1);
  cvs_strbuf_add(out, ", of all who entered.");
  if (comparison->split.count > 1 && comparison->split.complete)
    add_arising(out, group, comparison);
  add_early(out, scene, comparison);
}

/* Some arms lose more of those who took a step than others. */
static void add_unequal_skips(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  const cvs_funnel_skips *skips = &scene->group->skips;
  cvs_strbuf_add(out, "The arms were not counted alike: ");
  cvs_words_funnel_uncounted(out, scene);
  cvs_strbuf_add(out, " (p = ");
  cvs_format_p(out, skips->p_value, skips->ln_p_value);
  cvs_strbuf_add(out, "). The figures below cannot be compared.");
}

bool cvs_funnel_is_unequal(const cvs_funnel_group *group) {
  const cvs_test_group *frame = &group->frame;
  return frame->decision == CVS_DECIDE_INVALID && group->skips.unequal && !frame->srm_mismatch && !frame->data_broken;
}

void cvs_words_funnel_verdict(cvs_strbuf *out, const cvs_funnel_scene *scene) {
  const cvs_test_group *frame = &scene->group->frame;
  if (!cvs_funnel_compares(scene->group)) {
    describe_arm(out, scene);
    return;
  }
  if (cvs_funnel_waits(scene->group)) {
    cvs_words_funnel_wait(out, scene);
    return;
  }
  if (cvs_funnel_is_unequal(scene->group)) {
    add_unequal_skips(out, scene);
    return;
  }
  cvs_words_verdict(out, &scene->test);
  if (frame->decision != CVS_DECIDE_INVALID)
    add_where(out, scene);
}
