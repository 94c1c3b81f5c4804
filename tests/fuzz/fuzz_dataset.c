/* Any bytes as an input file, under options that the first byte chooses, in each of the ways to ask for counts, users
 * and events.
 *
 * What must hold: no crash, no leak; a failure has a status and a sentence; a success has an arm in
 * every group, conversions of at most the visitors, and tables that sum to the arms; and threads and
 * small blocks change neither the one nor the other. */
#include "data/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "support/fuzz_replay.h"

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

static const char *const steps[] = {"view", "cart"};
static const char *const where[] = {"device=x,y|country=z"};

/* What is asked for besides, in turn: counts, users and events with all that they have. */
enum { WAYS = 7 };

/* Funnels: with what is left out, and with what is kept of those who are still on their way. */
static void ask_funnel(cvs_read_options *options, bool censors) {
  static const char *const exclude[] = {"see"};
  options->steps = (cvs_steps_options){.step = steps,
                                       .count = 2,
                                       .window = 1000000,
                                       .window_from_entry = true,
                                       .window_from_previous = !censors,
                                       .exclude = exclude,
                                       .exclude_count = censors ? 0 : 1};
  options->first_step_enters = true;
  options->want_step_times = true;
  options->drop_young = !censors;
  options->keep_step_times = censors;
  options->without_days = censors;
}

static void ask(cvs_read_options *options, int way) {
  options->goal_optional = true;
  options->multiple = way == 1 ? CVS_MULTIPLE_FIRST : way == 2 ? CVS_MULTIPLE_ERROR : CVS_MULTIPLE_DROP;
  options->by_day = way == 1 || way == 3;
  options->want_value = way == 3;
  options->experiment = way == 4 ? "country" : NULL;
  options->stratify_count = way == 4 ? 0 : options->stratify_count;
  options->goal = way == 3 ? "buy" : NULL;
  options->exposure_event = way == 4 ? "see" : NULL;
  options->steps.step = steps;
  options->steps.count = way == 1 || way == 4 ? 2 : 0;
  options->steps.any_order = way == 4;
  options->steps.window = way == 4 ? 1000000 : 0;
  if (way > 4)
    ask_funnel(options, way == 6);
  options->where = where;
  options->where_count = way == 2 ? 1 : 0;
  if (way == 2)
    options->column[CVS_ROLE_USER] = "none";
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

static void check_funnel(cvs_dataset *dataset, size_t index) {
  cvs_group group;
  cvs_dataset_group(dataset, index, &group);
  const size_t steps_there = cvs_dataset_step_count(dataset);
  for (size_t i = 0; group.arm_seconds != NULL && i < group.arm_count * steps_there; i++) {
    const cvs_step_seconds *const step = &group.arm_seconds[i];
    require(step->units <= group.arm_step[i], "more times of a step than users of it");
    require(step->seconds.lower >= 0 && step->seconds.lower <= step->seconds.median &&
                step->seconds.median <= step->seconds.upper,
            "quartiles out of order");
  }
}

/* What is known of units on their way is the same for other blocks, and there are as many as visitors. */
static void check_same_times(cvs_dataset *a, cvs_dataset *b, size_t index) {
  cvs_group group;
  cvs_dataset_group(a, index, &group);
  for (size_t arm = 0; arm < group.arm_count; arm++) {
    cvs_funnel_times left;
    cvs_funnel_times right;
    cvs_error error = {0};
    const cvs_status status = cvs_dataset_step_times(a, index, arm, &left, &error);
    require(status == cvs_dataset_step_times(b, index, arm, &right, &error), "times depend on the blocks");
    if (status != CVS_OK)
      return;
    const size_t times = left.units * left.steps;
    require(left.units == group.arm[arm].visitors && left.units == right.units, "other units than visitors");
    require(memcmp(left.step_seconds, right.step_seconds, times * sizeof *left.step_seconds) == 0, "other times");
    require(memcmp(left.followed_seconds, right.followed_seconds, left.units * sizeof(double)) == 0, "other ends");
    for (size_t i = 0; i < times; i++)
      require(left.step_seconds[i] >= 0, "a step before the entry");
  }
}

static cvs_dataset *read(const uint8_t *bytes, size_t length, const cvs_read_options *options, cvs_tuning tuning,
                         cvs_error *error) {
  cvs_input *input = NULL;
  cvs_dataset *dataset = NULL;
  cvs_status status = cvs_input_from_memory("fuzz", bytes, length, &input, error);
  if (status == CVS_OK)
    status = cvs_dataset_read_inputs(&(cvs_inputs){&input, 1, tuning}, options, &dataset, error);
  cvs_input_close(input);
  require((status == CVS_OK) == (dataset != NULL), "a status that contradicts the dataset");
  require(status == CVS_OK || (error->status == status && *error->message != '\0'), "a failure without a sentence");
  for (size_t group = 0; dataset != NULL && group < cvs_dataset_group_count(dataset); group++)
    check_group(dataset, group);
  for (size_t group = 0; dataset != NULL && group < cvs_dataset_group_count(dataset); group++)
    check_funnel(dataset, group);
  return dataset;
}

static void check_same_group(const cvs_dataset *a, const cvs_dataset *b, size_t index) {
  cvs_group left;
  cvs_group right;
  cvs_dataset_group(a, index, &left);
  cvs_dataset_group(b, index, &right);
  require(left.arm_count == right.arm_count && left.day_count == right.day_count, "other tables by other blocks");
  require(memcmp(left.variant, right.variant, left.arm_count * sizeof *left.variant) == 0,
          "other arms by other blocks");
  require(memcmp(left.arm, right.arm, left.arm_count * sizeof *left.arm) == 0, "other counts by other blocks");
  for (size_t column = 0; column < cvs_dataset_by_count(a); column++)
    require(strcmp(cvs_dataset_by_value(a, index, column), cvs_dataset_by_value(b, index, column)) == 0,
            "other groups by other blocks");
}

static void check_same(cvs_dataset *a, cvs_dataset *b, const cvs_error *left, const cvs_error *right) {
  require((a == NULL) == (b == NULL), "success depends on the blocks");
  require(strcmp(left->message, right->message) == 0 && left->line == right->line, "an error depends on the blocks");
  if (a == NULL)
    return;
  require(cvs_dataset_group_count(a) == cvs_dataset_group_count(b), "other groups by other blocks");
  for (size_t group = 0; group < cvs_dataset_group_count(a); group++)
    check_same_group(a, b, group);
  for (size_t group = 0; group < cvs_dataset_group_count(a); group++)
    check_same_times(a, b, group);
  require(cvs_dataset_input(a)->rows == cvs_dataset_input(b)->rows, "other rows by other blocks");
  require(cvs_dataset_input(a)->rows_skipped == cvs_dataset_input(b)->rows_skipped, "other bad rows by other blocks");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  if (length == 0)
    return 0;
  const size_t taken = (*bytes & 0x80U) != 0 ? 0 : 1;
  const cvs_tuning tuning = {.block_size = 1 + (*bytes & 63U), .slots = 3};
  for (int way = 0; way < WAYS; way++) {
    cvs_read_options options = options_of(*bytes & 0x7FU);
    cvs_error usual_error = {0};
    cvs_error other_error = {0};
    ask(&options, way);
    options.threads = 1;
    cvs_dataset *const usual = read(bytes + taken, length - taken, &options, (cvs_tuning){0}, &usual_error);
    options.threads = 1 + (unsigned)way % 3;
    cvs_dataset *const other = read(bytes + taken, length - taken, &options, tuning, &other_error);
    check_same(usual, other, &usual_error, &other_error);
    cvs_dataset_free(usual);
    cvs_dataset_free(other);
  }
  return 0;
}
