/* What to do after `test`, the one caution, and the methods in a line. */
#include "report/test_words.h"

#include "report/format.h"

#include <math.h>

/* Two significant digits upwards: 57,763 visitors are "57,800", never fewer than needed. */
static uint64_t round_up(uint64_t visitors) {
  uint64_t step = 1;
  while (visitors / step >= 1000)
    step *= 10;
  return (visitors + step - 1) / step * step;
}

static void add_needed(cvs_strbuf *out, const cvs_test_view *view, const cvs_comparison *comparison) {
  double mde = view->options->mde;
  if (mde <= 0) {
    cvs_strbuf_add(out, " To find a smaller one, plan a new test (--mde LIFT sizes it; convstat plan)");
    return;
  }
  cvs_strbuf_add(out, " If ");
  cvs_words_given_percent(out, mde);
  const cvs_interval *lift = &comparison->effect[CVS_LIFT];
  if (lift->exists && lift->has_upper && lift->upper < mde) {
    cvs_strbuf_add(out, " matters, this test rules it out");
    return;
  }
  cvs_strbuf_add(out, " matters, a new test needs ");
  if (comparison->visitors_needed == 0)
    cvs_strbuf_add(out, "more visitors than can be had");
  else {
    cvs_format_count(out, round_up(comparison->visitors_needed));
    cvs_strbuf_add(out, " visitors an arm (convstat plan)");
  }
}

/* Why no lift is named that this size can find. */
static void add_undetectable(cvs_strbuf *out, const cvs_test_group *group, const cvs_comparison *comparison) {
  const cvs_interval *control = &group->arm[comparison->control].rate;
  if (!control->exists || !group->arm[comparison->treatment].rate.exists)
    cvs_strbuf_add(out, "Without a rate of both variants nobody can say which lift this size finds. Plan a new test "
                        "from a rate you trust (convstat plan)");
  else if (control->estimate > 0 && control->estimate < 1)
    cvs_strbuf_add(out, "No lift that is possible at this rate is found 8 times in 10 at this size. Plan a larger "
                        "test (convstat plan)");
  else
    cvs_strbuf_add(out, "A control at 0% or 100% does not tell which lift this size can find. Plan a new test "
                        "from a rate you trust (convstat plan)");
}

static void advise_inconclusive(cvs_strbuf *out, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  const cvs_comparison *comparison = &group->comparison[cvs_words_most_promising(group)];
  if (comparison->has_detectable) {
    cvs_strbuf_add(out, comparison->detectable_lift < 0 ? "At this size a loss of " : "At this size a lift of ");
    double percent = 100 * comparison->detectable_lift;
    cvs_words_percent(out, comparison->detectable_lift, cvs_format_decimals(fabs(percent)));
    cvs_strbuf_add(out, " is found 8 times in 10.");
    add_needed(out, view, comparison);
  } else
    add_undetectable(out, group, comparison);
  cvs_strbuf_add(out, "; keep ");
  cvs_words_name(out, group, group->control);
  cvs_strbuf_add(out, " until then.");
}

static void advise_ship(cvs_strbuf *out, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  const cvs_comparison *comparison = &group->comparison[group->decided];
  cvs_strbuf_add(out, "Ship ");
  cvs_words_name(out, group, comparison->treatment);
  cvs_strbuf_add(out, ".");
  const cvs_interval *lift = &comparison->effect[CVS_LIFT];
  if (comparison->verdict != CVS_VERDICT_BETTER || !lift->exists || !lift->has_lower || !lift->has_estimate)
    return;
  int decimals = cvs_interval_decimals(CVS_UNIT_LIFT, lift);
  cvs_strbuf_add(out, " Expect less than the observed ");
  cvs_format_value(out, CVS_UNIT_LIFT, lift->estimate, decimals);
  cvs_strbuf_add(out, ": a winner is in part the luckier one. Count on the lower end, ");
  cvs_format_value(out, CVS_UNIT_LIFT, lift->lower, decimals);
  cvs_strbuf_add(out, ".");
}

/* "control=90,B=10", as it may be typed in a shell. */
static void add_shares(cvs_strbuf *out, const cvs_test_group *group) {
  cvs_strbuf shares = {0};
  for (size_t i = 0; i < group->arm_count && i < 2; i++) {
    cvs_strbuf_add(&shares, i > 0 ? "," : "");
    cvs_words_name(&shares, group, i);
    cvs_strbuf_add(&shares, i > 0 ? "=10" : "=90");
  }
  cvs_strbuf_add(&shares, group->arm_count > 2 ? ",..." : "");
  cvs_words_argument(out, cvs_strbuf_text(&shares));
  out->failed = out->failed || shares.failed;
  cvs_strbuf_free(&shares);
}

static void advise_invalid(cvs_strbuf *out, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  if (!group->srm_mismatch) {
    cvs_strbuf_add(out, "Check that every variant was logged and that its name is spelled one way.");
    return;
  }
  cvs_strbuf_add(out, "Find the cause first: redirects, bots, lost events, a changed split. Then run a new test.");
  if (group->srm_assumed) {
    cvs_strbuf_add(out, " If the split was meant to be unequal, say so: --allocation ");
    add_shares(out, group);
    cvs_strbuf_add(out, ".");
  }
}

void cvs_words_advice(cvs_strbuf *out, const cvs_test_view *view) {
  switch (view->group->decision) {
  case CVS_DECIDE_INVALID:
    advise_invalid(out, view);
    break;
  case CVS_DECIDE_SHIP:
    advise_ship(out, view);
    break;
  case CVS_DECIDE_KEEP:
    cvs_strbuf_add(out, "Keep ");
    cvs_words_name(out, view->group, view->group->control);
    cvs_strbuf_add(out, ".");
    break;
  case CVS_DECIDE_INCONCLUSIVE:
    advise_inconclusive(out, view);
    break;
  }
}

/* Findings that make the caution, the gravest first; without one of them it is about peeking. */
static const cvs_finding_code grave[] = {CVS_FINDING_TWYMAN, CVS_FINDING_STRATA_DISAGREE,
                                         CVS_FINDING_ALLOCATION_CHANGED, CVS_FINDING_METHOD_DISAGREES,
                                         CVS_FINDING_INTERVAL_DISAGREES};
enum { GRAVE = sizeof grave / sizeof grave[0] };

const cvs_finding *cvs_words_caution_finding(const cvs_test_group *group) {
  if (group->decision == CVS_DECIDE_INVALID || group->comparison_count == 0)
    return NULL;
  for (size_t k = 0; k < GRAVE; k++)
    for (size_t i = 0; i < group->finding_count; i++)
      if (group->finding[i].code == grave[k])
        return &group->finding[i];
  return NULL;
}

void cvs_words_caution(cvs_strbuf *out, const cvs_test_view *view) {
  const cvs_finding *finding = cvs_words_caution_finding(view->group);
  if (view->group->decision == CVS_DECIDE_INVALID)
    cvs_strbuf_add(out, "The figures help to find the fault. They say nothing about which page is better.");
  else if (finding != NULL) {
    cvs_words_finding(out, view, finding);
    cvs_strbuf_add_char(out, '.');
  } else
    cvs_strbuf_add(out, "This p-value counts for one look, at the end that was planned. Do not extend the test until "
                        "it wins: to look as you go, use convstat monitor.");
}

static void add_title(cvs_strbuf *out, const cvs_method *method, const cvs_method **seen, size_t *count) {
  for (size_t i = 0; i < *count; i++)
    if (seen[i] == method)
      return;
  cvs_strbuf_add(out, *count > 0 ? ", " : "");
  cvs_strbuf_add(out, method->title);
  seen[(*count)++] = method;
}

void cvs_words_method(cvs_strbuf *out, const cvs_test_view *view) {
  enum { SEEN_MAX = 16 };
  const cvs_method *seen[SEEN_MAX];
  size_t count = 0;
  const cvs_test_group *group = view->group;
  for (size_t i = 0; i < group->comparison_count && count < SEEN_MAX / 2; i++)
    add_title(out, group->comparison[i].method, seen, &count);
  for (size_t i = 0; i < group->comparison_count && count + 2 < SEEN_MAX - CVS_SCALES; i++)
    for (cvs_scale scale = CVS_DIFFERENCE; scale < CVS_SCALES; scale++)
      add_title(out, group->comparison[i].interval[scale], seen, &count);
  if (view->options->aim != CVS_AIM_DIFFERENCE)
    add_title(out, cvs_method_find(CVS_KIND_OTHER, "margin-score"), seen, &count);
  if (group->adjust != NULL)
    add_title(out, group->adjust, seen, &count);
  cvs_strbuf_add(out, CVS_EXPLAIN_MORE);
}
