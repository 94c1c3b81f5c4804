/* `count`: the arms of each group and their split; nothing is compared. */
#include "analysis/test_run.h"

#include "base/error.h"

/* Something of the input, where there is any. */
static void note(cvs_test_run *run, cvs_finding_code code, uint64_t count) {
  if (count > 0)
    cvs_test_note(run, &(cvs_finding){.code = code, .field = "input", .arm = SIZE_MAX, .value = {(double)count}});
}

/* Users who have not had all their window, of the whole input. */
static void examine_young(cvs_test_run *run) {
  const cvs_read_quality *const quality = &cvs_dataset_input(run->dataset)->quality;
  const bool left_out = quality->units_too_young > 0;
  const uint64_t users = left_out ? quality->units_too_young : quality->units_young_kept;
  note(run, left_out ? CVS_FINDING_YOUNG_LEFT_OUT : CVS_FINDING_YOUNG_KEPT, users);
  note(run, CVS_FINDING_WINDOW_OPEN, quality->units_window_open);
}

static void examine_whole(cvs_test_run *run) {
  if (cvs_dataset_input(run->dataset)->has_no_variants)
    cvs_test_note(run, &(cvs_finding){.code = CVS_FINDING_NO_VARIANT_COLUMN, .field = "input", .arm = SIZE_MAX});
  examine_young(run);
  note(run, CVS_FINDING_TINY_AMOUNTS, cvs_dataset_input(run->dataset)->quality.tiny_amounts);
}

/* How many users took a later step without this one, of all arms. */
static void examine_skips(cvs_test_run *run) {
  const cvs_group *const data = &run->data;
  const size_t steps = cvs_dataset_step_count(run->dataset);
  for (size_t j = 0; j < steps && data->arm_skipped != NULL; j++) {
    uint64_t users = 0;
    for (size_t i = 0; i < data->arm_count; i++)
      users += data->arm_skipped[i * steps + j];
    if (users > 0)
      cvs_test_note(run, &(cvs_finding){.code = CVS_FINDING_STEPS_SKIPPED,
                                        .field = "arms",
                                        .arm = SIZE_MAX,
                                        .value = {(double)j, (double)users}});
  }
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
  if (index == 0)
    examine_whole(run);
  examine_skips(run);
  out->finding = run->finding;
  out->finding_count = run->finding_count;
  return run->failed ? cvs_fail_memory(error) : CVS_OK;
}
