/* The arms of a group: which is the control, what share was intended, does the split agree. */
#include "analysis/test_run.h"

#include "base/error.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#include <string.h>

/* Names that mean "control", by priority. */
static const char *const control_names[] = {"control", "baseline", "a", "original", "0", "off"};
enum { CONTROL_NAMES = sizeof control_names / sizeof control_names[0] };

static bool matches_folded(const char *name, const char *wanted, bool *failed) {
  cvs_strbuf folded = {0};
  cvs_utf8_add_folded(&folded, name, strlen(name));
  bool same = strcmp(cvs_strbuf_text(&folded), wanted) == 0;
  *failed = *failed || folded.failed;
  cvs_strbuf_free(&folded);
  return same;
}

static const cvs_share *find_share(const cvs_test_options *options, const char *name) {
  for (size_t i = 0; i < options->share_count; i++)
    if (options->share[i].name != NULL && strcmp(options->share[i].name, name) == 0)
      return &options->share[i];
  return NULL;
}

static bool shares_are_named(const cvs_test_options *options) {
  return options->share_count > 0 && options->share[0].name != NULL;
}

static size_t find_arm(const cvs_arm_result *arms, size_t count, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(arms[i].name, name) == 0)
      return i;
  return SIZE_MAX;
}

/* A long name is left alone: none of the names looked for is longer than this. */
enum { CONTROL_NAME_MAX = 16 };

size_t cvs_test_choose_control(const cvs_arm_result *arms, size_t count, const char *wanted, bool *failed) {
  if (wanted != NULL)
    return find_arm(arms, count, wanted);
  for (size_t k = 0; k < CONTROL_NAMES; k++)
    for (size_t i = 0; i < count; i++)
      if (strlen(arms[i].name) <= CONTROL_NAME_MAX && matches_folded(arms[i].name, control_names[k], failed))
        return i;
  return 0;
}

/* Arms that --allocation names and that have no row in this group had no visitors at all. */
static size_t add_absent_arms(const cvs_test_options *options, cvs_arm_result *arms, size_t count) {
  size_t total = count;
  if (!shares_are_named(options))
    return total;
  for (size_t i = 0; i < options->share_count; i++)
    if (find_arm(arms, count, options->share[i].name) == SIZE_MAX)
      arms[total++] = (cvs_arm_result){.name = options->share[i].name};
  return total;
}

static cvs_status set_shares(const cvs_test_options *options, cvs_arm_result *arms, size_t count, cvs_error *error) {
  double sum = 0;
  if (options->share_count > 0 && !shares_are_named(options) && options->share_count != count)
    return cvs_fail(error, CVS_EDATA, "--allocation has %zu weights, the data have %zu variants", options->share_count,
                    count);
  for (size_t i = 0; i < count; i++) {
    const cvs_share *share = find_share(options, arms[i].name);
    if (shares_are_named(options) && share == NULL)
      return cvs_fail(error, CVS_EDATA,
                      "variant \"%s\" is in the data but not in --allocation, expected a share for it", arms[i].name);
    arms[i].share = share != NULL ? share->weight : options->share_count > 0 ? options->share[i].weight : 1;
    sum += arms[i].share;
  }
  for (size_t i = 0; i < count; i++)
    arms[i].share /= sum;
  return CVS_OK;
}

cvs_status cvs_test_arms(cvs_test_run *run, size_t index, cvs_test_group *out, cvs_error *error) {
  const cvs_test_options *options = run->options;
  cvs_group data;
  cvs_dataset_group(run->dataset, index, &data);
  size_t room = data.arm_count + options->share_count;
  cvs_arm_result *arms = cvs_arena_alloc(&run->arena, (room + 1) * sizeof *arms);
  if (arms == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < data.arm_count; i++)
    arms[i] = (cvs_arm_result){.name = cvs_dataset_variant(run->dataset, data.variant[i]),
                               .sample = data.arm[i],
                               .before = data.arm_before != NULL ? data.arm_before[i] : 0};
  run->arms = arms;
  out->arm = arms;
  out->arm_count = add_absent_arms(options, arms, data.arm_count);
  out->control = cvs_test_choose_control(arms, out->arm_count, options->control, &run->failed);
  /* A control that is named but absent here: an arm without visitors, so that the group is broken. */
  if (out->control == SIZE_MAX) {
    out->control = out->arm_count;
    arms[out->arm_count++] = (cvs_arm_result){.name = options->control};
  }
  return run->failed ? cvs_fail_memory(error) : set_shares(options, arms, out->arm_count, error);
}

/* The split of these visitors. CVS_EUNDEF, without a message, where there is nothing to split. */
static cvs_status test_split(cvs_test_run *run, const cvs_test_group *group, const uint64_t *visitors,
                             cvs_srm_result *out, cvs_error *error) {
  uint64_t total = 0;
  double *share = cvs_arena_alloc(&run->arena, (group->arm_count + 1) * sizeof *share);
  if (share == NULL)
    return cvs_fail_memory(error);
  for (size_t i = 0; i < group->arm_count; i++) {
    share[i] = group->arm[i].share;
    total += visitors[i];
  }
  if (group->arm_count < 2 || total == 0)
    return CVS_EUNDEF;
  return cvs_srm_test(visitors, share, group->arm_count, out, error);
}

cvs_status cvs_test_sample_ratio(cvs_test_run *run, cvs_test_group *out, cvs_error *error) {
  bool dropped = false;
  uint64_t *visitors = cvs_arena_alloc(&run->arena, (2 * out->arm_count + 1) * sizeof *visitors);
  if (visitors == NULL)
    return cvs_fail_memory(error);
  uint64_t *before = visitors + out->arm_count;
  for (size_t i = 0; i < out->arm_count; i++) {
    visitors[i] = out->arm[i].sample.visitors;
    before[i] = out->arm[i].before;
    dropped = dropped || before[i] > visitors[i];
  }
  out->srm_assumed = run->options->share_count == 0;
  cvs_status status = test_split(run, out, visitors, &out->srm, error);
  out->has_srm = status == CVS_OK;
  if (dropped && (status == CVS_OK || status == CVS_EUNDEF)) {
    status = test_split(run, out, before, &out->srm_before, error);
    out->has_before = status == CVS_OK;
  }
  out->before_mismatch = out->has_before && out->srm_before.p_value < CVS_SRM_ALPHA;
  return status == CVS_EUNDEF ? CVS_OK : status;
}

static bool name_is_variant(const cvs_dataset *dataset, const char *name, const char **nearest) {
  uint32_t count = (uint32_t)cvs_dataset_variant_count(dataset);
  for (uint32_t i = 0; i < count; i++)
    if (strcmp(cvs_dataset_variant(dataset, i), name) == 0)
      return true;
  *nearest = NULL;
  for (uint32_t i = 0; i < count && *nearest == NULL; i++) {
    const char *candidate = cvs_dataset_variant(dataset, i);
    *nearest = cvs_utf8_nearest(name, &candidate, 1);
  }
  return false;
}

/* Names of the variants for a message, the first few. */
static void add_variants(cvs_strbuf *out, const cvs_dataset *dataset) {
  enum { SHOWN = 8, NAME_COLUMNS = 30 };
  size_t count = cvs_dataset_variant_count(dataset);
  for (uint32_t i = 0; i < count && i < SHOWN; i++) {
    cvs_strbuf_add(out, i > 0 ? ", " : "");
    cvs_strbuf visible = {0};
    cvs_utf8_add_visible(&visible, cvs_dataset_variant(dataset, i));
    cvs_utf8_add_cut(out, cvs_strbuf_text(&visible), NAME_COLUMNS, false);
    cvs_strbuf_free(&visible);
  }
  cvs_strbuf_add(out, count > SHOWN ? ", ..." : "");
}

static cvs_status check_name(const cvs_dataset *dataset, const char *option, const char *name, cvs_error *error) {
  const char *nearest = NULL;
  if (name == NULL || name_is_variant(dataset, name, &nearest))
    return CVS_OK;
  cvs_strbuf found = {0};
  add_variants(&found, dataset);
  cvs_status status = cvs_fail(error, CVS_EDATA, "%s \"%s\" is not a variant of the data%s%s%s; it has: %s", option,
                               name, nearest != NULL ? ", did you mean \"" : "", nearest != NULL ? nearest : "",
                               nearest != NULL ? "\"" : "", cvs_strbuf_text(&found));
  cvs_strbuf_free(&found);
  return status;
}

cvs_status cvs_test_check_two_arms(const cvs_dataset *dataset, cvs_error *error) {
  cvs_group group;
  if (cvs_dataset_by_count(dataset) > 0)
    return CVS_OK;
  cvs_dataset_group(dataset, 0, &group);
  if (group.arm_count > 1)
    return CVS_OK;
  const cvs_input_info *input = cvs_dataset_input(dataset);
  const char *source = input->file_count > 0 ? input->file[0].name : NULL;
  return cvs_fail_at(error, CVS_EDATA, source, 0,
                     "there is one variant only (\"%s\"), expected at least two to compare",
                     cvs_dataset_variant(dataset, group.variant[0]));
}

cvs_status cvs_test_check_names(const cvs_test_run *run, cvs_error *error) {
  cvs_status status = check_name(run->dataset, "--control", run->options->control, error);
  for (size_t i = 0; i < run->options->share_count && status == CVS_OK; i++)
    status = check_name(run->dataset, "--allocation", run->options->share[i].name, error);
  return status;
}
