/* The sentence of each finding of `monitor`. */
#include "report/monitor_words.h"

#include "base/calendar.h"
#include "report/format.h"

static void add_mismatch(cvs_strbuf *out, const cvs_monitor_scene *scene) {
  enum { SHOWN = 5 };
  const cvs_monitor_group *group = scene->group;
  cvs_strbuf_add(out, "the split is broken, most likely since ");
  cvs_calendar_add(out, group->break_date);
  cvs_strbuf_add(out, ": ");
  for (size_t i = 0; i < group->arm_count && i < SHOWN; i++) {
    cvs_strbuf_add(out, i == 0 ? "" : i + 1 == group->arm_count ? " and " : ", ");
    cvs_format_count(out, group->arm[i].sample.visitors);
  }
  cvs_strbuf_add(out, group->arm_count > SHOWN ? ", ... visitors" : " visitors");
  cvs_strbuf_add(out, group->srm_assumed ? ", equal shares assumed" : ", not the declared shares");
  cvs_words_monitor_split_p(out, group);
  cvs_strbuf_add(out, group->srm_assumed ? "; declare another split with --allocation or --allocation-change" : "");
}

/* "3 days have", "1 day has". */
static void add_days(cvs_strbuf *out, const cvs_finding *finding, const char *one, const char *many) {
  const bool is_one = finding->value[0] < 2;
  cvs_format_about(out, finding->value[0]);
  cvs_strbuf_add(out, is_one ? one : many);
}

/* Days without visitors, or, with a second figure, without a running total of each variant. */
static void add_missing(cvs_strbuf *out, const cvs_monitor_scene *scene, const cvs_finding *finding) {
  const cvs_monitor_group *group = scene->group;
  if (finding->value[1] > 0) {
    add_days(out, finding, " day lacks", " days lack");
    cvs_strbuf_add(out, " the running total of a variant: what came in is counted on the next day that has all");
    return;
  }
  cvs_strbuf_addf(out, "%zu of the days from ", group->days_missing);
  cvs_calendar_add(out, group->first);
  cvs_strbuf_add(out, " to ");
  cvs_calendar_add(out, group->last);
  cvs_strbuf_add(out, group->days_missing == 1 ? " has no visitors" : " have no visitors");
}

static void add_revised(cvs_strbuf *out, const cvs_finding *finding) {
  add_days(out, finding, " past day has changed since it was", " past days have changed since they were");
  cvs_strbuf_add(out, " written to the ledger, the first ");
  cvs_calendar_add(out, (int64_t)finding->value[1]);
  cvs_strbuf_add(out, ": the new counts are recorded beside the old ones");
}

static void add_of_days(cvs_strbuf *out, const cvs_monitor_scene *scene, const cvs_finding *finding) {
  switch (finding->code) {
  case CVS_FINDING_PAST_REVISED:
    add_revised(out, finding);
    break;
  case CVS_FINDING_DAYS_OF_ONE_ARM:
    add_days(out, finding, " day has visitors of one variant only and says nothing by itself",
             " days have visitors of one variant only and say nothing by themselves");
    break;
  case CVS_FINDING_LATE_CONVERSIONS:
    add_days(out, finding, " day has more conversions than visitors: those over wait for later visitors",
             " days have more conversions than visitors: those over wait for later visitors");
    break;
  case CVS_FINDING_DAYS_AFTER_STOP:
    add_days(out, finding, " day came after the test was over and changes nothing",
             " days came after the test was over and change nothing");
    break;
  default:
    add_missing(out, scene, finding);
    break;
  }
}

static void add_of_looks(cvs_strbuf *out, const cvs_finding *finding) {
  switch (finding->code) {
  case CVS_FINDING_LOOKS_SKIPPED:
    add_days(out, finding, " planned look was passed over in one day: its error is left for later ones",
             " planned looks were passed over in one day: their error is left for later ones");
    break;
  case CVS_FINDING_LOOKS_EXTRA:
    add_days(out, finding, " look was not planned: the bounds allow for it",
             " looks were not planned: the bounds allow for them");
    break;
  case CVS_FINDING_METHOD_REPLACED:
    cvs_strbuf_add(out, "the plan was made for another test: these looks use the score statistic");
    break;
  default:
    cvs_strbuf_add(out, "the last look came at ");
    cvs_format_value(out, CVS_UNIT_RATE, finding->value[0], 0);
    cvs_strbuf_add(out, " of the planned end: its bound allows for that, the planned size was passed all the same");
    break;
  }
}

static void add_pair(cvs_strbuf *out, const cvs_monitor_scene *scene, const cvs_finding *finding) {
  cvs_words_name(out, scene->test.group, scene->group->treatment[finding->arm].treatment);
  cvs_strbuf_add(out, " against ");
  cvs_words_name(out, scene->test.group, scene->test.group->control);
}

static void add_of_pair(cvs_strbuf *out, const cvs_monitor_scene *scene, const cvs_finding *finding) {
  add_pair(out, scene, finding);
  switch (finding->code) {
  case CVS_FINDING_POOLED_BIAS:
    cvs_strbuf_add(out, ": in one pot the difference would be ");
    cvs_format_value(out, CVS_UNIT_DIFFERENCE, finding->value[0], 2);
    cvs_strbuf_add(out, ", within the periods it is ");
    cvs_format_value(out, CVS_UNIT_DIFFERENCE, finding->value[1], 2);
    cvs_strbuf_add(out, "; trust the latter");
    break;
  case CVS_FINDING_SEQUENCE_WAITS:
    cvs_strbuf_addf(out, ": the sequence starts once each arm has %d conversions and as many visitors without one",
                    (int)finding->value[0]);
    break;
  default:
    cvs_strbuf_add(out, ": an expected count is below 50; the normal approximation of the bounds may mislead, the "
                        "anytime design holds for any counts");
    break;
  }
}

void cvs_words_monitor_finding(cvs_strbuf *out, const cvs_monitor_scene *scene, const cvs_finding *finding) {
  if (finding->said != NULL) {
    cvs_strbuf_add(out, finding->said);
    return;
  }
  switch (finding->code) {
  case CVS_FINDING_SRM_MISMATCH:
    add_mismatch(out, scene);
    break;
  case CVS_FINDING_DAYS_MISSING:
  case CVS_FINDING_PAST_REVISED:
  case CVS_FINDING_DAYS_OF_ONE_ARM:
  case CVS_FINDING_LATE_CONVERSIONS:
  case CVS_FINDING_DAYS_AFTER_STOP:
    add_of_days(out, scene, finding);
    break;
  case CVS_FINDING_LOOKS_SKIPPED:
  case CVS_FINDING_LOOKS_EXTRA:
  case CVS_FINDING_METHOD_REPLACED:
  case CVS_FINDING_END_PASSED:
    add_of_looks(out, finding);
    break;
  case CVS_FINDING_POOLED_BIAS:
  case CVS_FINDING_SEQUENCE_WAITS:
  case CVS_FINDING_SMALL_COUNTS:
    add_of_pair(out, scene, finding);
    break;
  case CVS_FINDING_ALLOCATION_CHANGED:
    cvs_strbuf_add(out, "the split of visitors changed between days (p = ");
    cvs_format_p(out, finding->value[0], finding->value[1]);
    cvs_strbuf_add(out, "): declare it with --allocation-change DATE=A=50,B=50, or pooled figures mislead");
    break;
  default:
    cvs_words_finding(out, &scene->test, finding);
    break;
  }
}
