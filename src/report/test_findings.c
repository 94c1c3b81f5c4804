/* The sentence of each finding of `test`. */
#include "report/test_words.h"

#include "base/utf8.h"
#include "report/format.h"

static const char *const scale_words[CVS_SCALES] = {"difference", "lift", "odds ratio"};

static void add_pair(cvs_strbuf *out, const cvs_test_view *view, const cvs_finding *finding) {
  const cvs_comparison *comparison = &view->group->comparison[finding->arm];
  cvs_words_name(out, view->group, comparison->treatment);
  cvs_strbuf_add(out, " against ");
  cvs_words_name(out, view->group, comparison->control);
}

static void add_scale(cvs_strbuf *out, const cvs_test_view *view, const cvs_finding *finding, const char *text) {
  add_pair(out, view, finding);
  cvs_strbuf_addf(out, ": the %s %s", scale_words[(size_t)finding->value[0]], text);
}

/* "5,000 and 5,300 visitors where equal shares were expected" */
static void add_split(cvs_strbuf *out, const cvs_test_group *group) {
  enum { SHOWN = 5 };
  for (size_t i = 0; i < group->arm_count && i < SHOWN; i++) {
    cvs_strbuf_add(out, i == 0 ? "" : i + 1 == group->arm_count ? " and " : ", ");
    cvs_format_count(out, group->arm[i].sample.visitors);
  }
  cvs_strbuf_add(out, group->arm_count > SHOWN ? ", ... visitors" : " visitors");
  cvs_strbuf_add(out, group->srm_assumed ? ", equal shares assumed" : ", not the declared shares");
}

static void add_mismatch(cvs_strbuf *out, const cvs_test_view *view) {
  cvs_strbuf_add(out, "the split is broken: ");
  add_split(out, view->group);
  cvs_strbuf_add(out, " (");
  cvs_words_split_p(out, view->group);
  cvs_strbuf_add(out, view->group->srm_assumed ? "); declare another split with --allocation" : ")");
}

static void add_small(cvs_strbuf *out, const cvs_test_view *view, const cvs_finding *finding) {
  const cvs_comparison *comparison = &view->group->comparison[finding->arm];
  add_pair(out, view, finding);
  cvs_strbuf_add(out, ": an expected count is below 5; ");
  cvs_strbuf_add(out, comparison->method->exact ? "the p-value is by " : "a normal approximation may mislead: ");
  cvs_strbuf_add(out, comparison->method->title);
}

static void add_twyman(cvs_strbuf *out, const cvs_test_view *view, const cvs_finding *finding) {
  const cvs_interval *lift = &view->group->comparison[finding->arm].effect[CVS_LIFT];
  add_pair(out, view, finding);
  bool by_lift = finding->value[0] > 0 && lift->has_estimate;
  cvs_strbuf_add(out, by_lift ? ": a lift of " : ": a p-value as small as this");
  if (by_lift) {
    cvs_format_value(out, CVS_UNIT_LIFT, lift->estimate, 0);
    cvs_strbuf_add(out, " on so few conversions");
  }
  cvs_strbuf_add(out, by_lift ? " is more often luck or a fault of tracking than an effect of the page"
                              : " is more often a fault of tracking than an effect of the page");
  cvs_strbuf_add(out, " (Twyman's law); check the data before you act");
}

static void add_strata(cvs_strbuf *out, const cvs_test_view *view, const cvs_finding *finding) {
  add_pair(out, view, finding);
  if (finding->code == CVS_FINDING_NO_STRATA) {
    cvs_strbuf_add(out, ": no stratum has visitors of both and some who converted, so there is no stratified result");
    return;
  }
  if (finding->code == CVS_FINDING_STRATA_DIFFER) {
    cvs_strbuf_add(out, ": the effect differs between the strata (Breslow-Day p = ");
    cvs_format_p(out, finding->value[0], 0);
    cvs_strbuf_add(out, "); one figure for all may suit none of them, look at each with --by");
    return;
  }
  cvs_strbuf_add(out, ": the pooled figures say otherwise, because the strata are mixed differently in the arms; "
                      "trust the stratified result");
}

static void add_several(cvs_strbuf *out, const cvs_input_info *input) {
  cvs_format_count(out, input->quality.units_in_several_arms);
  cvs_strbuf_add(out, " of ");
  cvs_format_count(out, input->quality.units);
  cvs_strbuf_add(out, input->kept_in_first ? " users were seen in several arms and are counted in their first one"
                                           : " users were seen in several arms and are left out");
}

static void add_before(cvs_strbuf *out, const cvs_test_view *view) {
  cvs_strbuf_add(out, "the split was broken before users of several arms were left out (p = ");
  cvs_format_p(out, view->group->srm_before.p_value, view->group->srm_before.ln_p_value);
  cvs_strbuf_add(out, "): leaving them out does not repair it");
}

/* Users whose window has not closed: what they have not done yet they may still do. */
static void add_young(cvs_strbuf *out, const cvs_input_info *input, bool kept) {
  const uint64_t users = kept ? input->quality.units_young_kept : input->quality.units_too_young;
  cvs_format_count(out, users);
  cvs_strbuf_add(out, users == 1 ? " user has" : " users have");
  cvs_strbuf_add(out, " not had all the time of --window by the last time of the log and ");
  cvs_strbuf_add(out, users == 1 ? "is" : "are");
  cvs_strbuf_add(out,
                 kept ? " counted all the same: rates come out too low, --young drop leaves them out" : " left out");
}

/* Users who are in no arm, though they had rows to enter by. */
static void add_without_variant(cvs_strbuf *out, const cvs_input_info *input) {
  const uint64_t users = input->quality.units_without_variant, rows = input->quality.rows_without_variant;
  cvs_format_count(out, users);
  cvs_strbuf_add(out, users == 1 ? " user with " : " users with ");
  cvs_format_count(out, rows);
  cvs_strbuf_add(out, rows == 1 ? " row " : " rows ");
  cvs_strbuf_add(out, users == 1 ? "is" : "are");
  cvs_strbuf_add(out, " left out: no row that could be the entry names a variant; if other rows or files do, "
                      "--assignments FILE takes it from there (the same file is possible)");
}

/* Of the log, but in no arm by the assignments. */
static void add_unassigned(cvs_strbuf *out, const cvs_input_info *input, bool early) {
  const cvs_read_quality *const quality = &input->quality;
  const uint64_t users = early ? quality->units_exposed_early : quality->units_not_assigned;
  const uint64_t rows = early ? quality->rows_exposed_early : quality->rows_not_assigned;
  cvs_format_count(out, users);
  cvs_strbuf_add(out, " of ");
  cvs_format_count(out, quality->units_in_log);
  cvs_strbuf_add(out, quality->units_in_log == 1 ? " user of the log, with " : " users of the log, with ");
  cvs_format_count(out, rows);
  cvs_strbuf_add(out, rows == 1 ? " row, " : " rows, ");
  cvs_strbuf_add(out, users == 1 ? "is" : "are");
  cvs_strbuf_add(out, early ? " left out: no --exposure-event at or after the time of their row in --assignments"
                            : " left out: in no row of --assignments that counts; if the experiment had all users, "
                              "check that both files name them alike");
}

/* Users who entered early enough, but began the steps late. */
static void add_open(cvs_strbuf *out, const cvs_input_info *input) {
  const uint64_t users = input->quality.units_window_open;
  cvs_format_count(out, users);
  cvs_strbuf_add(out, users == 1 ? " user entered early enough, but had a --window that began at a step "
                                 : " users entered early enough, but had a --window that began at a step ");
  cvs_strbuf_add(out, "and was still open at the last time of the log: later steps may still come");
}

static void add_input(cvs_strbuf *out, const cvs_test_view *view, const cvs_finding *finding) {
  const cvs_input_info *input = cvs_dataset_input(view->dataset);
  if (finding->code == CVS_FINDING_SEVERAL_ARMS) {
    add_several(out, input);
    return;
  }
  if (finding->code == CVS_FINDING_ROWS_SKIPPED) {
    cvs_format_count(out, input->rows_skipped);
    cvs_strbuf_add(out, input->rows_skipped == 1 ? " row was skipped" : " rows were skipped");
    for (size_t i = 0; i < input->reason_count; i++) {
      cvs_strbuf_addf(out, "%s%s ", i == 0 ? ": " : ", ", input->reason[i].reason);
      cvs_format_count(out, input->reason[i].rows);
    }
    return;
  }
  if (finding->code == CVS_FINDING_YOUNG_KEPT || finding->code == CVS_FINDING_YOUNG_LEFT_OUT) {
    add_young(out, input, finding->code == CVS_FINDING_YOUNG_KEPT);
    return;
  }
  if (finding->code == CVS_FINDING_WITHOUT_VARIANT || finding->code == CVS_FINDING_WINDOW_OPEN) {
    (finding->code == CVS_FINDING_WINDOW_OPEN ? add_open : add_without_variant)(out, input);
    return;
  }
  if (finding->code == CVS_FINDING_NOT_ASSIGNED || finding->code == CVS_FINDING_EXPOSED_EARLY) {
    add_unassigned(out, input, finding->code == CVS_FINDING_EXPOSED_EARLY);
    return;
  }
  if (finding->code == CVS_FINDING_STEP_EMPTY) {
    cvs_strbuf_add(out, "steps whose column is empty in every row, so that nobody is counted there: ");
    cvs_strbuf_add(out, input->steps_empty);
    return;
  }
  if (finding->code == CVS_FINDING_TINY_AMOUNTS) {
    cvs_format_count(out, input->quality.tiny_amounts);
    cvs_strbuf_add(out, input->quality.tiny_amounts == 1 ? " amount is" : " amounts are");
    cvs_strbuf_add(out, " not 0, but less than half a millionth, and counted as 0: give values in a smaller unit");
    return;
  }
  if (finding->code == CVS_FINDING_NO_VARIANT_COLUMN) {
    cvs_strbuf_add(out, "no column names the variant: all are counted as one arm, \"all\"; --variant COL names it, "
                        "or of a log --assignments FILE");
    return;
  }
  if (finding->code == CVS_FINDING_NO_TIMES) {
    cvs_strbuf_add(out, "the events have no time: whatever their order, a step counts for whoever has it and all "
                        "steps before it; --time COL says it");
    return;
  }
  if (finding->code == CVS_FINDING_WHERE_UNSEEN) {
    cvs_strbuf_add(out, "--where ");
    cvs_utf8_add_visible(out, input->where_unseen);
    cvs_strbuf_add(out, " never occurs; the other values of it do");
    return;
  }
  cvs_strbuf_add(out, "column \"");
  cvs_utf8_add_visible(out, input->weak_unit != NULL ? input->weak_unit : "");
  cvs_strbuf_add(out, "\" counts no randomised unit: one visitor may stand in it several times, "
                      "and p-values come out too small");
}

static void add_skipped(cvs_strbuf *out, const cvs_test_view *view, const cvs_finding *finding) {
  const char *const step = cvs_dataset_step(view->dataset, (size_t)finding->value[0]);
  const bool many = finding->value[1] > 1;
  cvs_format_about(out, finding->value[1]);
  cvs_strbuf_add(out, many ? " users did a later step without \"" : " user did a later step without \"");
  cvs_utf8_add_visible(out, step);
  cvs_strbuf_add(out, many ? "\" before it and are" : "\" before it and is");
  cvs_strbuf_add(out,
                 " not counted there: events that were not logged, or a way round it (--order any counts each step "
                 "by itself)");
}

static void add_of_arms(cvs_strbuf *out, const cvs_test_view *view, const cvs_finding *finding) {
  switch (finding->code) {
  case CVS_FINDING_ONE_ARM:
    cvs_strbuf_add(out, "there is one variant only (");
    cvs_words_name(out, view->group, finding->arm);
    cvs_strbuf_add(out, "), expected at least two to compare");
    break;
  case CVS_FINDING_EMPTY_ARM:
    cvs_words_name(out, view->group, finding->arm);
    cvs_strbuf_add(out, " has no visitors");
    break;
  case CVS_FINDING_ALLOCATION_CHANGED:
    cvs_strbuf_add(out, "the split of visitors changed between days (p = ");
    cvs_format_p(out, finding->value[0], finding->value[1]);
    cvs_strbuf_add(out, "): pooled figures can mislead; use --stratify date");
    break;
  default:
    add_mismatch(out, view);
    break;
  }
}

void cvs_words_finding(cvs_strbuf *out, const cvs_test_view *view, const cvs_finding *finding) {
  if (finding->said != NULL) {
    cvs_strbuf_add(out, finding->said);
    return;
  }
  switch (finding->code) {
  case CVS_FINDING_SRM_BEFORE:
    add_before(out, view);
    break;
  case CVS_FINDING_UNIT_NOT_RANDOMISED:
  case CVS_FINDING_WHERE_UNSEEN:
  case CVS_FINDING_NO_TIMES:
  case CVS_FINDING_NO_VARIANT_COLUMN:
  case CVS_FINDING_WITHOUT_VARIANT:
  case CVS_FINDING_NOT_ASSIGNED:
  case CVS_FINDING_EXPOSED_EARLY:
  case CVS_FINDING_STEP_EMPTY:
  case CVS_FINDING_WINDOW_OPEN:
  case CVS_FINDING_TINY_AMOUNTS:
  case CVS_FINDING_YOUNG_KEPT:
  case CVS_FINDING_YOUNG_LEFT_OUT:
  case CVS_FINDING_SEVERAL_ARMS:
  case CVS_FINDING_ROWS_SKIPPED:
    add_input(out, view, finding);
    break;
  case CVS_FINDING_STEPS_SKIPPED:
    add_skipped(out, view, finding);
    break;
  case CVS_FINDING_NO_VARIATION:
    add_pair(out, view, finding);
    cvs_strbuf_add(out, ": all rates are 0% or all are 100%, so there is no p-value");
    break;
  case CVS_FINDING_SMALL_COUNTS:
    add_small(out, view, finding);
    break;
  case CVS_FINDING_NO_INTERVAL:
    add_scale(out, view, finding, "has no interval by this method");
    break;
  case CVS_FINDING_NO_ESTIMATE:
    add_scale(out, view, finding, "does not exist (a rate of 0% or 100%)");
    break;
  case CVS_FINDING_UNBOUNDED_INTERVAL:
    add_scale(out, view, finding, "is not bounded on one side by these data");
    break;
  case CVS_FINDING_INTERVAL_DISAGREES:
    add_scale(out, view, finding, "has an interval that says otherwise than the p-value; the p-value decides");
    break;
  case CVS_FINDING_INTERVAL_REPLACED:
    add_scale(out, view, finding, "is too large a table for its exact interval; the score interval is shown");
    break;
  case CVS_FINDING_ADJUST_REPLACED:
    cvs_strbuf_add(out, "Dunnett's adjustment needs a normal statistic of every comparison; Holm's is used");
    break;
  case CVS_FINDING_METHOD_DISAGREES:
    add_pair(out, view, finding);
    cvs_strbuf_add(out, ": the score test says otherwise than Wald's; trust the score test");
    break;
  case CVS_FINDING_TWYMAN:
    add_twyman(out, view, finding);
    break;
  case CVS_FINDING_STRATA_DISAGREE:
  case CVS_FINDING_STRATA_DIFFER:
  case CVS_FINDING_NO_STRATA:
    add_strata(out, view, finding);
    break;
  default:
    add_of_arms(out, view, finding);
    break;
  }
}
