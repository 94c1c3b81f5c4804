/* Figures of a saved result that must fit each other. */
#include "report/saved_check.h"

#include <inttypes.h>
#include <math.h>

void cvs_saved_check_rate(const cvs_json_place *place, uint64_t count, uint64_t all) {
  static const double rounding = 1e-12;
  const cvs_json_place estimate = cvs_json_within(place, "estimate");
  if (all == 0 || cvs_json_is_null(&estimate))
    return;
  const double rate = (double)count / (double)all;
  if (fabs(cvs_take_number(&estimate) - rate) <= rounding)
    return;
  cvs_strbuf expected = {0};
  cvs_strbuf_addf(&expected, "%" PRIu64 " of %" PRIu64 ", which is %.6g", count, all, rate);
  cvs_json_refuse_built(&estimate, &expected);
}

void cvs_saved_check_step(const cvs_json_place *step, uint64_t users, uint64_t before) {
  const cvs_json_place place = cvs_json_within(step, "users");
  if (users <= before)
    return;
  cvs_strbuf expected = {0};
  cvs_strbuf_addf(&expected, "at most the %" PRIu64 " who could come to it", before);
  cvs_json_refuse_built(&place, &expected);
}

static bool has_won(cvs_verdict verdict) {
  return verdict == CVS_VERDICT_BETTER || verdict == CVS_VERDICT_NONINFERIOR || verdict == CVS_VERDICT_EQUIVALENT;
}

static bool all_are_worse(const cvs_test_group *group) {
  for (size_t i = 0; i < group->comparison_count; i++)
    if (group->comparison[i].control == group->control && group->comparison[i].verdict != CVS_VERDICT_WORSE)
      return false;
  return true;
}

void cvs_saved_check_decision(const cvs_json_place *group, const cvs_test_group *found) {
  const cvs_json_place decision = cvs_json_within(group, "decision"), code = cvs_json_within(&decision, "code");
  const bool ships = found->decision == CVS_DECIDE_SHIP && found->decided < found->comparison_count;
  if (ships && !has_won(found->comparison[found->decided].verdict))
    cvs_json_refuse(&code,
                    "another decision, since the verdict on its treatment is not \"better\", \"non-inferior\" or "
                    "\"equivalent\"");
  if (found->decision == CVS_DECIDE_KEEP && !all_are_worse(found))
    cvs_json_refuse(&code, "another decision, since the verdict on a treatment is not \"worse\"");
}
