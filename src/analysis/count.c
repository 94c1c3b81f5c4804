/* `count`: the arms of each group and their split; nothing is compared. */
#include "analysis/test_run.h"

#include "base/error.h"

/* Users who have not had all their window, of the whole input. */
static void examine_young(cvs_test_run *run, const cvs_test_group *group) {
  const cvs_read_quality *const quality = &cvs_dataset_input(run->dataset)->quality;
  const bool left_out = quality->units_too_young > 0;
  const uint64_t users = left_out ? quality->units_too_young : quality->units_young_kept;
  if (group->group != 0 || users == 0)
    return;
  cvs_test_note(run, &(cvs_finding){.code = left_out ? CVS_FINDING_YOUNG_LEFT_OUT : CVS_FINDING_YOUNG_KEPT,
                                    .field = "input",
                                    .arm = SIZE_MAX,
                                    .value = {(double)users}});
}

cvs_status cvs_count_new(const cvs_dataset *dataset, const cvs_test_options *options, cvs_test_run **out,
                         cvs_error *error) {
  return cvs_test_open(dataset, options, NULL, out, error);
}

cvs_status cvs_count_analyse(cvs_test_run *run, size_t index, cvs_test_group *out, cvs_error *error) {
  const cvs_status status = cvs_test_split(run, index, out, error);
  if (status != CVS_OK)
    return status;
  cvs_test_examine_input(run, out);
  examine_young(run, out);
  out->finding = run->finding;
  out->finding_count = run->finding_count;
  return run->failed ? cvs_fail_memory(error) : CVS_OK;
}
