/* From cells in the order they were read to compact tables, group by group. */
#include "data/summarise.h"
#include "base/error.h"
#include "base/mem.h"
#include "data/numbers.h"
#include <float.h>
#include <stdlib.h>
#include <string.h>

/* Tables are dense: days x arms. A group with thousands of both would take all memory there is. */
enum { TABLE_CELLS_MAX = 1 << 25 };

/* Work space of one call. */
typedef struct work {
  const cvs_summary_input *input;
  cvs_summary *out;
  cvs_error *error;
  size_t *start;       /* [group_count + 1] into order */
  uint32_t *order;     /* cells, group by group */
  uint32_t *day_rank;  /* [day_count] by day index */
  int64_t *ranked_day; /* the distinct days, ascending */
  uint32_t *key;       /* [widest group] keys of one group */
  cvs_amount_sum *sum; /* [sum_capacity] values of one group's arms, then of its table of days */
  size_t sum_capacity;
} work;

static int compare_keys(const void *a, const void *b) {
  const uint32_t left = *(const uint32_t *)a;
  const uint32_t right = *(const uint32_t *)b;
  return (left > right) - (left < right);
}

static int compare_days(const void *a, const void *b) {
  const int64_t left = *(const int64_t *)a;
  const int64_t right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

/* Sorts and drops repeats; returns how many are left. Most groups have two cells. */
static size_t sort_distinct(uint32_t *key, size_t count) {
  if (count == 2 && key[0] > key[1]) {
    const uint32_t first = key[0];
    key[0] = key[1];
    key[1] = first;
  } else if (count > 2) {
    qsort(key, count, sizeof *key, compare_keys);
  }
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (kept == 0 || key[kept - 1] != key[i])
      key[kept++] = key[i];
  return kept;
}

/* Where `wanted` stands among ascending keys that hold it. */
static size_t position_of(const uint32_t *key, size_t count, uint32_t wanted) {
  size_t low = 0;
  size_t high = count;
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    if (key[middle] <= wanted)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* Counting sort of the cells by group; keeps their order within a group. */
static cvs_status order_cells(work *w) {
  const cvs_cells *const cells = w->input->cells;
  const size_t groups = w->input->group_count;
  w->start = cvs_calloc(groups + 2, sizeof *w->start);
  w->order = cvs_calloc(cells->count, sizeof *w->order);
  if (w->start == NULL || w->order == NULL)
    return cvs_fail_memory(w->error);
  for (size_t i = 0; i < cells->count; i++)
    w->start[cells->cell[i].group + 2]++;
  for (size_t g = 0; g < groups; g++)
    w->start[g + 2] += w->start[g + 1];
  for (size_t i = 0; i < cells->count; i++)
    w->order[w->start[cells->cell[i].group + 1]++] = (uint32_t)i;
  size_t widest = 0;
  for (size_t g = 0; g < groups; g++)
    widest = w->start[g + 1] - w->start[g] > widest ? w->start[g + 1] - w->start[g] : widest;
  w->key = cvs_calloc(widest, sizeof *w->key);
  return w->key == NULL ? cvs_fail_memory(w->error) : CVS_OK;
}

/* Numbers the distinct days in the order of time. */
static cvs_status rank_days(work *w) {
  const size_t count = w->input->day_count;
  w->day_rank = cvs_calloc(count, sizeof *w->day_rank);
  w->ranked_day = cvs_calloc(count, sizeof *w->ranked_day);
  if (w->day_rank == NULL || w->ranked_day == NULL)
    return cvs_fail_memory(w->error);
  if (count == 0)
    return CVS_OK;
  memcpy(w->ranked_day, w->input->day, count * sizeof *w->ranked_day);
  qsort(w->ranked_day, count, sizeof *w->ranked_day, compare_days);
  size_t distinct = 0;
  for (size_t i = 0; i < count; i++)
    if (distinct == 0 || w->ranked_day[distinct - 1] != w->ranked_day[i])
      w->ranked_day[distinct++] = w->ranked_day[i];
  for (size_t i = 0; i < count; i++) {
    const int64_t *const found =
        bsearch(&w->input->day[i], w->ranked_day, distinct, sizeof *w->ranked_day, compare_days);
    w->day_rank[i] = found == NULL ? 0 : (uint32_t)(found - w->ranked_day);
  }
  return CVS_OK;
}

static cvs_status start_split(const work *w, cvs_split *split) {
  split->key_start = cvs_calloc(w->input->group_count + 1, sizeof *split->key_start);
  split->row_start = cvs_calloc(w->input->group_count + 1, sizeof *split->row_start);
  return split->key_start == NULL || split->row_start == NULL ? cvs_fail_memory(w->error) : CVS_OK;
}

/* What arms have besides their sample. */
static bool allocate_measures(work *w) {
  cvs_summary *const out = w->out;
  const size_t count = w->input->cells->count;
  out->step_count = w->input->cells->step_count;
  out->before = w->input->has_before ? cvs_calloc(count, sizeof *out->before) : NULL;
  out->young = w->input->has_young ? cvs_calloc(count, sizeof *out->young) : NULL;
  out->value = w->input->has_value ? cvs_calloc(count, sizeof *out->value) : NULL;
  out->amount = w->input->has_value ? cvs_calloc(count, sizeof *out->amount) : NULL;
  const bool has_skipped = out->step_count > 0 && w->input->cells->has_skipped;
  out->step = out->step_count > 0 ? cvs_calloc(count * out->step_count, sizeof *out->step) : NULL;
  out->skipped = has_skipped ? cvs_calloc(count * out->step_count, sizeof *out->skipped) : NULL;
  out->uncounted = has_skipped ? cvs_calloc(count * out->step_count, sizeof *out->uncounted) : NULL;
  if (w->input->has_value)
    w->sum = cvs_array_grow(w->sum, &w->sum_capacity, count + 1, sizeof *w->sum);
  return (out->before != NULL || !w->input->has_before) && (out->young != NULL || !w->input->has_young) &&
         ((out->value != NULL && out->amount != NULL && w->sum != NULL) || !w->input->has_value) &&
         (out->step != NULL || out->step_count == 0) &&
         ((out->skipped != NULL && out->uncounted != NULL) || !has_skipped);
}

static cvs_status allocate(work *w) {
  cvs_summary *const out = w->out;
  out->group_count = w->input->group_count;
  out->has_strata = w->input->has_strata;
  out->has_days = w->input->has_days;
  out->arm_start = cvs_calloc(out->group_count + 1, sizeof *out->arm_start);
  out->variant = cvs_calloc(w->input->cells->count, sizeof *out->variant);
  out->arm = cvs_calloc(w->input->cells->count, sizeof *out->arm);
  if (out->arm_start == NULL || out->variant == NULL || out->arm == NULL)
    return cvs_fail_memory(w->error);
  if (!allocate_measures(w))
    return cvs_fail_memory(w->error);
  cvs_status status = out->has_strata ? start_split(w, &out->strata) : CVS_OK;
  if (status == CVS_OK && out->has_days)
    status = start_split(w, &out->days);
  return status == CVS_OK && out->has_days ? rank_days(w) : status;
}

static const cvs_cell *cell_at(const work *w, size_t position) {
  return &w->input->cells->cell[w->order[position]];
}

static cvs_status fail_sum(const work *w) {
  return cvs_fail(w->error, CVS_EDATA,
                  "the visitors of one variant add up to more than 9007199254740991, expected at most 2^53 - 1");
}

/* The figures of a cell's steps. */
static const uint64_t *steps_of(const work *w, const cvs_cell *cell) {
  const cvs_cells *const cells = w->input->cells;
  return cells->step + (size_t)(cell - cells->cell) * cvs_cells_width(cells);
}

static void add_steps(const work *w, const uint64_t *more, uint64_t *step) {
  for (size_t i = 0; i < w->out->step_count; i++)
    step[i] += more[i];
}

/* A sum that a double holds exactly is divided once, to the nearest double; a larger one goes in whole ones and
 * millionths. */
static double value_of(cvs_amount_sum sum) {
  static const cvs_amount_sum exact = (cvs_amount_sum)1 << DBL_MANT_DIG;
  if (sum >= -exact && sum <= exact)
    return (double)sum / (double)CVS_AMOUNT_ONE;
  return (double)(sum / CVS_AMOUNT_ONE) + (double)(sum % CVS_AMOUNT_ONE) / (double)CVS_AMOUNT_ONE;
}

/* 2^53 visitors and what each may bring are below 10^35: `high` has room. */
static cvs_amount amount_of(cvs_amount_sum sum) {
  static const cvs_amount_sum quintillion = INT64_C(1000000000000000000);
  return (cvs_amount){.high = (int64_t)(sum / quintillion), .low = (int64_t)(sum % quintillion)};
}

/* The first `count` sums as they are told. */
static void write_values(const work *w, double *value, cvs_amount *amount, size_t count) {
  for (size_t i = 0; i < count; i++) {
    value[i] = value_of(w->sum[i]);
    amount[i] = amount_of(w->sum[i]);
  }
}

/* What arms [first, first + count) have besides their sample. */
static void sum_measures(work *w, size_t group, size_t first, size_t count) {
  cvs_summary *const out = w->out;
  if (w->sum != NULL)
    memset(w->sum, 0, count * sizeof *w->sum);
  for (size_t i = w->start[group]; i < w->start[group + 1]; i++) {
    const cvs_cell *const cell = cell_at(w, i);
    const size_t arm = position_of(out->variant + first, count, cell->variant);
    if (out->before != NULL)
      out->before[first + arm] += cell->before;
    if (out->young != NULL)
      out->young[first + arm] += cell->young;
    if (w->sum != NULL)
      w->sum[arm] += cell->value;
    if (out->step != NULL)
      add_steps(w, steps_of(w, cell), out->step + (first + arm) * out->step_count);
    if (out->skipped != NULL)
      add_steps(w, steps_of(w, cell) + out->step_count, out->skipped + (first + arm) * out->step_count);
    if (out->uncounted != NULL)
      add_steps(w, steps_of(w, cell) + 2 * out->step_count, out->uncounted + (first + arm) * out->step_count);
  }
  if (out->value != NULL)
    write_values(w, out->value + first, out->amount + first, count);
}

/* The arms of a group, each summed over everything. */
static cvs_status sum_arms(work *w, size_t group) {
  cvs_summary *const out = w->out;
  const size_t begin = w->start[group];
  const size_t end = w->start[group + 1];
  uint32_t *const variant = out->variant + out->arm_start[group];
  cvs_sample *const arm = out->arm + out->arm_start[group];
  for (size_t i = begin; i < end; i++)
    variant[i - begin] = cell_at(w, i)->variant;
  const size_t count = sort_distinct(variant, end - begin);
  memset(arm, 0, count * sizeof *arm);
  out->arm_start[group + 1] = out->arm_start[group] + (uint32_t)count;
  for (size_t i = begin; i < end; i++) {
    const cvs_cell *const cell = cell_at(w, i);
    if (cvs_sample_add(&arm[position_of(variant, count, cell->variant)], &cell->sample) != CVS_OK)
      return fail_sum(w);
  }
  sum_measures(w, group, out->arm_start[group], count);
  return CVS_OK;
}

static uint32_t key_of(const work *w, const cvs_split *split, const cvs_cell *cell) {
  return split == &w->out->strata ? cell->stratum : w->day_rank[cell->day];
}

/* Room for the steps of `more` cells of days, zeroed. */
static cvs_status grow_steps(const work *w, cvs_split *split, size_t more) {
  const size_t steps = w->out->step_count;
  const size_t used = split->sample_count * steps;
  uint64_t *step = cvs_array_grow(split->step, &split->step_capacity, used + more * steps, sizeof *step);
  if (step == NULL)
    return cvs_fail_memory(w->error);
  split->step = step;
  memset(step + used, 0, more * steps * sizeof *step);
  return CVS_OK;
}

/* Room for the values of `more` cells of days, and for their sums, zeroed. */
static cvs_status grow_values(work *w, cvs_split *split, size_t more) {
  double *value = cvs_array_grow(split->value, &split->value_capacity, split->sample_count + more, sizeof *value);
  if (value == NULL)
    return cvs_fail_memory(w->error);
  split->value = value;
  cvs_amount *amount =
      cvs_array_grow(split->amount, &split->amount_capacity, split->sample_count + more, sizeof *amount);
  if (amount == NULL)
    return cvs_fail_memory(w->error);
  split->amount = amount;
  cvs_amount_sum *sum = cvs_array_grow(w->sum, &w->sum_capacity, more, sizeof *sum);
  if (sum == NULL)
    return cvs_fail_memory(w->error);
  w->sum = sum;
  memset(sum, 0, more * sizeof *sum);
  return CVS_OK;
}

/* What days have besides their samples. */
static cvs_status grow_measures(work *w, cvs_split *split, size_t more) {
  const cvs_status status = w->out->step_count > 0 ? grow_steps(w, split, more) : CVS_OK;
  return status == CVS_OK && w->input->has_value ? grow_values(w, split, more) : status;
}

/* Room for a group's table, zeroed. */
static cvs_status grow_split(work *w, cvs_split *split, size_t keys, size_t arms) {
  if (keys * arms > TABLE_CELLS_MAX - split->sample_count)
    return cvs_fail(w->error, CVS_ELIMIT,
                    "the table of strata or days and variants is too large, expected at most %d cells",
                    TABLE_CELLS_MAX);
  uint32_t *key = cvs_array_grow(split->key, &split->key_capacity, split->key_count + keys, sizeof *key);
  if (key == NULL)
    return cvs_fail_memory(w->error);
  split->key = key;
  cvs_sample *sample =
      cvs_array_grow(split->sample, &split->sample_capacity, split->sample_count + keys * arms, sizeof *sample);
  if (sample == NULL)
    return cvs_fail_memory(w->error);
  split->sample = sample;
  memset(sample + split->sample_count, 0, keys * arms * sizeof *sample);
  return split == &w->out->days ? grow_measures(w, split, keys * arms) : CVS_OK;
}

/* The table of one group: a row a key, a column an arm. */
static cvs_status fill_split(work *w, cvs_split *split, size_t group) {
  const cvs_summary *const out = w->out;
  const size_t begin = w->start[group];
  const size_t end = w->start[group + 1];
  const size_t arms = out->arm_start[group + 1] - out->arm_start[group];
  for (size_t i = begin; i < end; i++)
    w->key[i - begin] = key_of(w, split, cell_at(w, i));
  const size_t keys = sort_distinct(w->key, end - begin);
  const cvs_status status = grow_split(w, split, keys, arms);
  if (status != CVS_OK)
    return status;
  memcpy(split->key + split->key_count, w->key, keys * sizeof *w->key);
  cvs_sample *const table = split->sample + split->sample_count;
  for (size_t i = begin; i < end; i++) {
    const cvs_cell *const cell = cell_at(w, i);
    const size_t row = position_of(w->key, keys, key_of(w, split, cell));
    const size_t column = position_of(out->variant + out->arm_start[group], arms, cell->variant);
    if (cvs_sample_add(&table[row * arms + column], &cell->sample) != CVS_OK)
      return fail_sum(w);
    if (split->step != NULL)
      add_steps(w, steps_of(w, cell), split->step + (split->sample_count + row * arms + column) * out->step_count);
    if (split->value != NULL)
      w->sum[row * arms + column] += cell->value;
  }
  if (split->value != NULL)
    write_values(w, split->value + split->sample_count, split->amount + split->sample_count, keys * arms);
  split->key_count += keys;
  split->sample_count += keys * arms;
  split->key_start[group + 1] = split->key_count;
  split->row_start[group + 1] = split->sample_count;
  return CVS_OK;
}

static cvs_status summarise_groups(work *w) {
  cvs_status status = CVS_OK;
  for (size_t g = 0; g < w->input->group_count && status == CVS_OK; g++) {
    status = sum_arms(w, g);
    if (status == CVS_OK && w->out->has_strata)
      status = fill_split(w, &w->out->strata, g);
    if (status == CVS_OK && w->out->has_days)
      status = fill_split(w, &w->out->days, g);
  }
  return status;
}

static cvs_status name_days(work *w) {
  cvs_summary *const out = w->out;
  out->day = cvs_calloc(out->days.key_count, sizeof *out->day);
  if (out->day == NULL)
    return cvs_fail_memory(w->error);
  for (size_t i = 0; i < out->days.key_count; i++)
    out->day[i] = w->ranked_day[out->days.key[i]];
  return CVS_OK;
}

cvs_status cvs_summarise(const cvs_summary_input *input, cvs_summary *out, cvs_error *error) {
  work w = {.input = input, .out = out, .error = error};
  *out = (cvs_summary){0};
  cvs_status status = order_cells(&w);
  if (status == CVS_OK)
    status = allocate(&w);
  if (status == CVS_OK)
    status = summarise_groups(&w);
  if (status == CVS_OK && out->has_days)
    status = name_days(&w);
  cvs_free(w.start);
  cvs_free(w.order);
  cvs_free(w.day_rank);
  cvs_free(w.ranked_day);
  cvs_free(w.key);
  cvs_free(w.sum);
  if (status != CVS_OK)
    cvs_summary_free(out);
  return status;
}
