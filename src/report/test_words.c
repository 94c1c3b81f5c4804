/* Small phrases of `test`: names, ranges, the verdict. */
#include "report/test_words.h"

#include "base/number.h"
#include "base/utf8.h"
#include "report/format.h"

#include <math.h>
#include <string.h>

const char *cvs_verdict_id(cvs_verdict verdict) {
  static const char *const ids[] = {"inconclusive", "better", "worse", "non-inferior", "equivalent"};
  return ids[verdict];
}

const char *cvs_decision_id(cvs_decision decision) {
  static const char *const ids[] = {"inconclusive", "ship", "keep", "invalid"};
  return ids[decision];
}

/* Ends a part of a sentence: its failure is the sentence's. */
static void close_part(cvs_strbuf *out, cvs_strbuf *part) {
  out->failed = out->failed || part->failed;
  cvs_strbuf_free(part);
}

void cvs_words_name(cvs_strbuf *out, const cvs_test_group *group, size_t arm) {
  enum { NAME_COLUMNS = 40 };
  cvs_strbuf visible = {0};
  cvs_utf8_add_visible(&visible, group->arm[arm].name);
  cvs_utf8_add_cut(out, cvs_strbuf_text(&visible), NAME_COLUMNS, true);
  close_part(out, &visible);
}

static bool is_plain(const char *text) {
  static const char signs[] = "._-=,:/@%";
  for (const char *c = text; *c != '\0'; c++) {
    const bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
    if (!letter && strchr(signs, *c) == NULL)
      return false;
  }
  return *text != '\0';
}

void cvs_words_argument(cvs_strbuf *out, const char *text) {
  if (is_plain(text)) {
    cvs_strbuf_add(out, text);
    return;
  }
  cvs_strbuf_add_char(out, '\'');
  for (const char *c = text; *c != '\0'; c++)
    if (*c == '\'')
      cvs_strbuf_add(out, "'\\''");
    else
      cvs_strbuf_add_char(out, *c);
  cvs_strbuf_add_char(out, '\'');
}

void cvs_words_split_p(cvs_strbuf *out, const cvs_test_group *group) {
  const bool adjusted = group->srm_p_adjusted > group->srm.p_value;
  cvs_strbuf_add(out, adjusted ? "adjusted p = " : "p = ");
  cvs_format_p(out, group->srm_p_adjusted, group->srm.ln_p_value);
}

void cvs_words_percent(cvs_strbuf *out, double value, int decimals) {
  cvs_format_value(out, CVS_UNIT_RATE, fabs(value), decimals);
}

void cvs_words_given_percent(cvs_strbuf *out, double value) {
  enum { DECIMALS = 8 };
  static const double READABLE_MAX = 1e15;
  char text[CVS_FIXED_MAX];
  const double percent = fabs(value) * 100;
  if (!(percent < READABLE_MAX)) { /* digits in a row would no longer be read */
    cvs_words_percent(out, value, -1);
    return;
  }
  size_t length = cvs_print_fixed(percent, DECIMALS, text);
  while (length > 0 && text[length - 1] == '0')
    length--;
  if (length > 0 && text[length - 1] == '.')
    length--;
  cvs_strbuf_add_bytes(out, text, length);
  cvs_strbuf_add_char(out, '%');
}

/* An amount on the scale of the sentence: "5.9%" of a lift, "0.21 points" of a difference. */
static void add_amount(cvs_strbuf *out, cvs_unit unit, double value, int decimals) {
  cvs_strbuf text = {0};
  if (unit == CVS_UNIT_LIFT)
    cvs_words_percent(out, value, decimals);
  else {
    cvs_format_value(&text, CVS_UNIT_RATE, fabs(value), decimals);
    if (text.length > 0 && text.text[text.length - 1] == '%')
      cvs_strbuf_add_bytes(out, text.text, text.length - 1);
    cvs_strbuf_add(out, " points");
  }
  close_part(out, &text);
}

typedef struct range_words {
  cvs_unit unit;
  const char *better;
  const char *worse;
} range_words;

static void add_side(cvs_strbuf *out, const range_words *words, double value, int decimals) {
  add_amount(out, words->unit, value, decimals);
  cvs_strbuf_add(out, value < 0 ? words->worse : words->better);
}

static void add_closed(cvs_strbuf *out, const range_words *words, const cvs_interval *interval) {
  int decimals = cvs_interval_decimals(words->unit, interval);
  bool same_side = (interval->lower >= 0) == (interval->upper >= 0);
  if (!same_side) {
    cvs_strbuf_add(out, "anywhere from ");
    add_side(out, words, interval->lower, decimals);
    cvs_strbuf_add(out, " to ");
    add_side(out, words, interval->upper, decimals);
    return;
  }
  bool better = interval->lower >= 0;
  cvs_strbuf_add(out, "between ");
  add_amount(out, words->unit, better ? interval->lower : interval->upper, decimals);
  cvs_strbuf_add(out, " and ");
  add_side(out, words, better ? interval->upper : interval->lower, decimals);
}

static void add_open(cvs_strbuf *out, const range_words *words, const cvs_interval *interval) {
  int decimals = cvs_interval_decimals(words->unit, interval);
  if (!interval->has_lower && !interval->has_upper) {
    cvs_strbuf_add(out, "any amount better or worse");
    return;
  }
  double end = interval->has_lower ? interval->lower : interval->upper;
  bool at_least = interval->has_lower == (end >= 0);
  cvs_strbuf_add(out, at_least ? "at least " : "at most ");
  add_side(out, words, end, decimals);
}

void cvs_words_range(cvs_strbuf *out, const cvs_test_view *view, const cvs_comparison *comparison) {
  const cvs_interval *lift = &comparison->effect[CVS_LIFT];
  const cvs_interval *difference = &comparison->effect[CVS_DIFFERENCE];
  bool margin_in_points = view->options->aim != CVS_AIM_DIFFERENCE && view->options->margin_scale == CVS_DIFFERENCE;
  bool by_lift = lift->exists && lift->has_estimate && !margin_in_points;
  const cvs_interval *interval = by_lift ? lift : difference;
  range_words words = {CVS_UNIT_LIFT, " better", " worse"};
  if (!by_lift)
    words = (range_words){CVS_UNIT_DIFFERENCE, " higher", " lower"};
  if (!interval->exists)
    cvs_strbuf_add(out, "better or worse by an amount that these data do not bound");
  else if (interval->has_lower && interval->has_upper)
    add_closed(out, &words, interval);
  else
    add_open(out, &words, interval);
  cvs_strbuf_add(out, " than ");
  cvs_words_name(out, view->group, comparison->control);
}

size_t cvs_words_most_promising(const cvs_test_group *group) {
  size_t best = 0;
  double highest = -INFINITY;
  for (size_t i = 0; i < group->comparison_count; i++) {
    const cvs_interval *lift = &group->comparison[i].effect[CVS_LIFT];
    double upper = !lift->exists ? -2 : lift->has_upper ? lift->upper : INFINITY;
    if (upper > highest) {
      highest = upper;
      best = i;
    }
  }
  return best;
}

size_t cvs_words_topic(const cvs_test_group *group) {
  return group->decided != SIZE_MAX ? group->decided : cvs_words_most_promising(group);
}

/* Treatments that the same is said of. */
typedef struct named_arms {
  size_t count;
  size_t arm[4]; /* more are not named */
} named_arms;

static bool is_full(const named_arms *named) {
  return named->count == sizeof named->arm / sizeof named->arm[0];
}

static void add_arms(cvs_strbuf *out, const cvs_test_group *group, const named_arms *named) {
  for (size_t i = 0; i < named->count; i++) {
    cvs_strbuf_add(out, i == 0 ? " " : i + 1 == named->count ? " and " : ", ");
    cvs_words_name(out, group, named->arm[i]);
  }
}

/* Treatments that are better too: that another one has the higher lower end makes them no worse. */
static void add_also_better(cvs_strbuf *out, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  named_arms also = {0};
  for (size_t i = 0; i < group->comparison_count && !is_full(&also); i++) {
    const cvs_comparison *comparison = &group->comparison[i];
    if (comparison->control == group->control && comparison->verdict == CVS_VERDICT_BETTER && i != group->decided)
      also.arm[also.count++] = comparison->treatment;
  }
  if (also.count == 0)
    return;
  add_arms(out, group, &also);
  cvs_strbuf_add(out, also.count == 1 ? " is better than " : " are better than ");
  cvs_words_name(out, group, group->control);
  cvs_strbuf_add(out, view->options->all_pairs ? " too." : " too; the treatments are not compared with each other.");
}

/* Treatments that do harm are named even where another one wins. */
static void add_harmful(cvs_strbuf *out, const cvs_test_group *group) {
  named_arms harmful = {0};
  for (size_t i = 0; i < group->comparison_count && !is_full(&harmful); i++) {
    const cvs_comparison *comparison = &group->comparison[i];
    bool worse = comparison->harm || comparison->verdict == CVS_VERDICT_WORSE;
    if (comparison->control == group->control && worse && i != group->decided)
      harmful.arm[harmful.count++] = comparison->treatment;
  }
  if (harmful.count == 0)
    return;
  add_arms(out, group, &harmful);
  cvs_strbuf_add(out, harmful.count == 1 ? " is worse than " : " are worse than ");
  cvs_words_name(out, group, group->control);
  cvs_strbuf_add(out, ".");
}

static void add_inconclusive(cvs_strbuf *out, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  if (group->comparison_count > 1)
    cvs_strbuf_addf(out, "None of the %zu comparisons has a winner. ", group->comparison_count);
  const cvs_comparison *comparison = &group->comparison[cvs_words_most_promising(group)];
  cvs_words_name(out, group, comparison->treatment);
  if (group->strata != NULL && !comparison->has_test) {
    cvs_strbuf_add(out, " and ");
    cvs_words_name(out, group, comparison->control);
    cvs_strbuf_add(out, " do not meet in any stratum: nothing can be compared.");
    return;
  }
  cvs_strbuf_add(out, " may be ");
  cvs_words_range(out, view, comparison);
  bool unadjusted = group->adjust != NULL && !comparison->simultaneous;
  cvs_strbuf_add(out, view->options->aim == CVS_AIM_EQUIVALENCE ? " (interval of the equivalence test)" : "");
  cvs_strbuf_add(out, unadjusted ? " (unadjusted interval)." : ".");
  if (view->options->aim != CVS_AIM_DIFFERENCE)
    cvs_strbuf_add(out, view->options->aim == CVS_AIM_EQUIVALENCE ? " Equivalence is not shown."
                                                                  : " Non-inferiority is not shown.");
  add_harmful(out, group);
}

/* A margin as the user gave it; points come without the percent sign. */
static void add_given(cvs_strbuf *out, cvs_scale scale, double value) {
  cvs_strbuf text = {0};
  cvs_words_given_percent(&text, value);
  cvs_strbuf_add_bytes(out, cvs_strbuf_text(&text), text.length > 0 ? text.length - (scale == CVS_DIFFERENCE) : 0);
  close_part(out, &text);
}

static void add_margin_words(cvs_strbuf *out, const cvs_test_view *view, const cvs_comparison *comparison) {
  const cvs_test_options *options = view->options;
  bool equivalent = comparison->verdict == CVS_VERDICT_EQUIVALENT;
  cvs_strbuf_add(out, equivalent ? " is equivalent to " : " is not worse than ");
  cvs_words_name(out, view->group, comparison->control);
  cvs_strbuf_add(out, equivalent ? " within " : " by as much as ");
  const char *points = options->margin_scale == CVS_DIFFERENCE ? " points" : "";
  cvs_strbuf_add(out, equivalent ? "-" : "");
  add_given(out, options->margin_scale, options->margin_lower);
  if (equivalent) {
    cvs_strbuf_add(out, " to +");
    add_given(out, options->margin_scale, options->margin_upper);
  }
  cvs_strbuf_add(out, points);
  cvs_strbuf_add(out, ": it is ");
  cvs_words_range(out, view, comparison);
  cvs_strbuf_add(out, ".");
  if (!comparison->harm)
    return;
  cvs_strbuf_add(out, " But it is worse (one-sided p = ");
  cvs_format_p(out, comparison->p_harm, 0);
  cvs_strbuf_add(out, "): the margin allows a loss that is real.");
}

/* A margin was asked about, and the ordinary test has decided: its p, and what became of the margin. */
static void add_beside_margin(cvs_strbuf *out, const cvs_test_view *view, const cvs_comparison *comparison) {
  if (view->options->aim == CVS_AIM_DIFFERENCE)
    return;
  cvs_strbuf_add(out, " Better by the ordinary test, p = ");
  cvs_format_p(out, comparison->p_adjusted, comparison->test.ln_p_value);
  bool equivalence = view->options->aim == CVS_AIM_EQUIVALENCE;
  cvs_strbuf_add(out, !equivalence ? "." : "; equivalence is not shown.");
}

static void add_ship(cvs_strbuf *out, const cvs_test_view *view) {
  const cvs_comparison *comparison = &view->group->comparison[view->group->decided];
  cvs_words_name(out, view->group, comparison->treatment);
  if (comparison->verdict != CVS_VERDICT_BETTER)
    add_margin_words(out, view, comparison);
  else {
    cvs_strbuf_add(out, " is ");
    cvs_words_range(out, view, comparison);
    cvs_strbuf_add(out, ".");
    add_beside_margin(out, view, comparison);
    add_also_better(out, view);
  }
  add_harmful(out, view->group);
}

static void add_keep(cvs_strbuf *out, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  if (group->comparison_count > 1) {
    cvs_strbuf_add(out, "Every treatment is worse than ");
    cvs_words_name(out, group, group->control);
    cvs_strbuf_add(out, ". ");
  }
  const cvs_comparison *comparison = &group->comparison[cvs_words_topic(group)];
  cvs_words_name(out, group, comparison->treatment);
  cvs_strbuf_add(out, " is ");
  if (view->options->alternative == CVS_GREATER) {
    cvs_strbuf_add(out, "worse than ");
    cvs_words_name(out, group, comparison->control);
    cvs_strbuf_add(out, " (one-sided p of harm = ");
    cvs_format_p(out, comparison->p_harm, 0);
    cvs_strbuf_add(out, ").");
    return;
  }
  cvs_words_range(out, view, comparison);
  cvs_strbuf_add(out, ".");
}

static void add_invalid(cvs_strbuf *out, const cvs_test_view *view) {
  const cvs_test_group *group = view->group;
  if (group->data_broken) {
    cvs_strbuf_add(out, "There are not two variants with visitors, ");
    cvs_words_name(out, group, group->control);
    cvs_strbuf_add(out, " among them: nothing can be compared.");
    return;
  }
  cvs_strbuf_add(out, "The split of visitors is not the intended one (");
  cvs_words_split_p(out, group);
  cvs_strbuf_add(out, "): somebody was lost or counted twice, and the figures below cannot be trusted.");
}

void cvs_words_verdict(cvs_strbuf *out, const cvs_test_view *view) {
  if (view->group->strata != NULL && view->group->decision != CVS_DECIDE_INVALID)
    cvs_strbuf_add(out, "Within the strata: ");
  switch (view->group->decision) {
  case CVS_DECIDE_SHIP:
    add_ship(out, view);
    break;
  case CVS_DECIDE_KEEP:
    add_keep(out, view);
    break;
  case CVS_DECIDE_INVALID:
    add_invalid(out, view);
    break;
  case CVS_DECIDE_INCONCLUSIVE:
    add_inconclusive(out, view);
    break;
  }
}
