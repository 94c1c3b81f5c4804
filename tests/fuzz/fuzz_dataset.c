/* Any bytes as an input file, under options that the first byte chooses.
 *
 * What must hold: no crash, no leak; a failure has a status and a sentence; a success has an arm in
 * every group, conversions of at most the visitors, and tables that sum to the arms. */
#include "data/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void require(bool holds, const char *what) {
  if (holds)
    return;
  fprintf(stderr, "fuzz_dataset: %s\n", what);
  abort();
}

static const char *const by[] = {"device"};
static const char *const stratify[] = {"country"};

/* Each bit turns an option on; bit 7 keeps its byte as the first one of the file. */
static cvs_read_options options_of(uint8_t bits) {
  cvs_read_options options = {0};
  options.skip_bad = (bits & 1U) != 0;
  options.by = by;
  options.by_count = (bits & 2U) != 0 ? 1 : 0;
  options.stratify = stratify;
  options.stratify_count = (bits & 4U) != 0 ? 1 : 0;
  options.encoding = (bits & 8U) != 0 ? "UTF-16LE" : NULL;
  options.decimal = (bits & 16U) != 0 ? ',' : '\0';
  options.shape = (bits & 32U) != 0 ? CVS_SHAPE_COUNTS : CVS_SHAPE_AUTO;
  options.date_format = (bits & 64U) != 0 ? "DD/MM/YYYY" : NULL;
  return options;
}

static void check_table(const cvs_group *group, const cvs_sample *table, size_t rows) {
  for (size_t arm = 0; arm < group->arm_count; arm++) {
    cvs_sample sum = {0};
    for (size_t row = 0; row < rows; row++) {
      sum.visitors += table[row * group->arm_count + arm].visitors;
      sum.conversions += table[row * group->arm_count + arm].conversions;
    }
    require(sum.visitors == group->arm[arm].visitors, "visitors of a table differ from the arm");
    require(sum.conversions == group->arm[arm].conversions, "conversions of a table differ from the arm");
  }
}

static void check_group(const cvs_dataset *dataset, size_t index) {
  cvs_group group;
  cvs_dataset_group(dataset, index, &group);
  require(group.arm_count > 0, "a group without arms");
  for (size_t arm = 0; arm < group.arm_count; arm++) {
    require(group.arm[arm].conversions <= group.arm[arm].visitors, "conversions above visitors");
    require(*cvs_dataset_variant(dataset, group.variant[arm]) != '\0', "a variant without a name");
    require(arm == 0 || group.variant[arm - 1] < group.variant[arm], "arms out of order");
  }
  for (size_t column = 0; column < cvs_dataset_by_count(dataset); column++)
    require(cvs_dataset_by_value(dataset, index, column) != NULL, "a group without its value");
  for (size_t row = 1; row < group.day_count; row++)
    require(group.day[row - 1] < group.day[row], "days out of order");
  if (group.stratum_count > 0)
    check_table(&group, group.stratum_arm, group.stratum_count);
  if (group.day_count > 0)
    check_table(&group, group.day_arm, group.day_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  if (length == 0)
    return 0;
  const size_t taken = (*bytes & 0x80U) != 0 ? 0 : 1;
  const cvs_read_options options = options_of(*bytes & 0x7FU);
  cvs_input *input = NULL;
  cvs_dataset *dataset = NULL;
  cvs_error error = {0};
  cvs_status status = cvs_input_from_memory("fuzz", bytes + taken, length - taken, &input, &error);
  if (status == CVS_OK)
    status = cvs_dataset_read_input(input, &options, &dataset, &error);
  cvs_input_close(input);
  require((status == CVS_OK) == (dataset != NULL), "a status that contradicts the dataset");
  require(status == CVS_OK || (error.status == status && *error.message != '\0'), "a failure without a sentence");
  for (size_t group = 0; dataset != NULL && group < cvs_dataset_group_count(dataset); group++)
    check_group(dataset, group);
  cvs_dataset_free(dataset);
  return 0;
}

#ifdef FUZZ_REPLAY
/* Runs each file named once. */
static bool replay(const char *path) {
  enum { SIZE_MAX_REPLAYED = 1 << 22 };
  FILE *file = fopen(path, "rb");
  uint8_t *bytes = malloc(SIZE_MAX_REPLAYED);
  const bool readable = file != NULL && bytes != NULL;
  if (readable)
    (void)LLVMFuzzerTestOneInput(bytes, fread(bytes, 1, SIZE_MAX_REPLAYED, file));
  else
    fprintf(stderr, "cannot read %s\n", path);
  free(bytes);
  if (file != NULL)
    fclose(file);
  return readable;
}

int main(int count, char **paths) {
  int failed = 0;
  for (int i = 1; i < count; i++)
    failed += replay(paths[i]) ? 0 : 1;
  printf("fuzz_dataset: %d files replayed, %d unreadable\n", count - 1, failed);
  return failed == 0 ? 0 : 1;
}
#endif
