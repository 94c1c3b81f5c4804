/* Kept rows by unit and time: a counting sort by unit, which keeps the order they came in, then a merge sort by time
 * for those units whose rows did not come in that order. */
#include "data/unit_sort.h"

#include "base/mem.h"

static const cvs_unit_fact *fact_at(const cvs_unit_list *rows, size_t index) {
  return cvs_unit_list_at(rows, index);
}

/* Merges two sorted halves; of equal times those of the first half come first. */
static void merge(const cvs_unit_turn *from, size_t half, size_t count, cvs_unit_turn *to) {
  size_t left = 0, right = half;
  for (size_t i = 0; i < count; i++) {
    const bool takes_left = left < half && (right >= count || from[left].time <= from[right].time);
    to[i] = takes_left ? from[left++] : from[right++];
  }
}

static bool is_sorted(const cvs_unit_turn *turn, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (turn[i].time < turn[i - 1].time)
      return false;
  return true;
}

static void sort_by_time(cvs_unit_turn *turn, size_t count, cvs_unit_turn *scratch) {
  if (is_sorted(turn, count))
    return;
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t at = 0; at < count; at += 2 * width) {
      const size_t pair = count - at < 2 * width ? count - at : 2 * width;
      merge(turn + at, width < pair ? width : pair, pair, scratch + at);
    }
    memcpy(turn, scratch, count * sizeof *turn);
  }
}

/* Where the turns of each unit end, from [1] on; [0] is 0. */
static void count_rows(const cvs_unit_list *rows, size_t units, uint32_t *end) {
  for (size_t i = 0; i < rows->count; i++)
    end[fact_at(rows, i)->unit + 1]++;
  for (size_t unit = 0; unit < units; unit++)
    end[unit + 1] += end[unit];
}

static void sort_all(const cvs_unit_list *rows, size_t units, uint32_t *end, cvs_unit_turn *turn) {
  cvs_unit_turn *scratch = turn + rows->count;
  count_rows(rows, units, end);
  for (size_t i = 0; i < rows->count; i++) {
    const cvs_unit_fact *fact = fact_at(rows, i);
    turn[end[fact->unit]++] = (cvs_unit_turn){fact->time, (uint32_t)i};
  }
  /* end[unit] is now where the unit's turns end */
  for (size_t unit = 0; unit < units; unit++) {
    const size_t begin = unit > 0 ? end[unit - 1] : 0;
    sort_by_time(turn + begin, end[unit] - begin, scratch);
  }
}

cvs_status cvs_unit_sort(const cvs_unit_list *rows, size_t units, cvs_unit_turn **out) {
  *out = NULL;
  if (rows->count > UINT32_MAX)
    return CVS_ELIMIT;
  uint32_t *end = cvs_calloc(units + 1, sizeof *end);
  cvs_unit_turn *turn = cvs_malloc(2 * rows->count * sizeof *turn);
  if (end && turn) {
    sort_all(rows, units, end, turn);
    *out = turn;
    turn = NULL;
  }
  cvs_free(end);
  cvs_free(turn);
  return *out ? CVS_OK : CVS_ENOMEM;
}

size_t cvs_unit_sort_size(size_t rows, size_t units) {
  return rows == 0 ? 0 : 2 * rows * sizeof(cvs_unit_turn) + (units + 1) * sizeof(uint32_t);
}
