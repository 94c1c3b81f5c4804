/* Steps that a unit has reached. */
#include "data/steps.h"

static bool is_optional(const cvs_steps_options *steps, size_t step) {
  return (steps->optional >> step & 1U) != 0;
}

/* Up to the first step that is missing though it may not be left out. */
static uint32_t reached_by_mask(const cvs_steps_options *steps, uint32_t mask) {
  uint32_t reached = 0;
  for (size_t i = 0; i < steps->count; i++) {
    if ((mask >> i & 1U) != 0)
      reached |= UINT32_C(1) << i;
    else if (!is_optional(steps, i))
      return reached;
  }
  return reached;
}

uint32_t cvs_steps_reached(const cvs_steps_options *steps, uint32_t mask) {
  if (steps->any_order)
    return mask;
  const uint32_t reached = reached_by_mask(steps, mask);
  return steps->optional != 0 ? reached : cvs_steps_next(reached);
}

uint32_t cvs_steps_skipped(const cvs_steps_options *steps, uint32_t mask) {
  const uint32_t all = (uint32_t)((UINT64_C(1) << steps->count) - 1);
  const uint32_t taken = mask & all;
  if (steps->any_order || taken == 0)
    return 0;
  const uint32_t last = UINT32_C(1) << (cvs_steps_next(taken) - 1);
  const uint32_t skipped = (last - 1) & ~(taken | steps->optional);
  return skipped == 0 ? 0 : skipped | last;
}

uint32_t cvs_steps_mask(const cvs_steps_options *steps, uint32_t reached) {
  return steps->any_order || steps->optional != 0 ? reached : (uint32_t)((UINT64_C(1) << reached) - 1);
}

bool cvs_steps_has(const cvs_steps_options *steps, uint32_t reached, size_t step) {
  return (cvs_steps_mask(steps, reached) >> step & 1U) != 0;
}

/* Of what cvs_steps_skipped gives: the steps behind the first one that is missing, up to the last that was taken. */
static uint32_t find_uncounted(const cvs_steps_options *steps, uint32_t skipped, uint32_t last) {
  const uint32_t first = skipped & (~skipped + 1);
  const uint32_t up_to_first = (first - 1) | first;
  return ((last - 1) | last) & ~(up_to_first | skipped | steps->optional);
}

/* Few units have skipped any. */
static void count_skips(const cvs_steps_options *steps, uint32_t found, uint64_t units, uint64_t *figure) {
  const uint32_t last = UINT32_C(1) << (cvs_steps_next(found) - 1);
  const uint32_t skipped = found & ~last;
  const uint32_t uncounted = find_uncounted(steps, skipped, last);
  for (size_t i = 0; i < steps->count; i++) {
    figure[i] += (skipped >> i & 1U) * units;
    figure[steps->count + i] += (uncounted >> i & 1U) * units;
  }
}

void cvs_steps_count(const cvs_steps_options *steps, uint32_t reached, uint32_t skipped, uint64_t units,
                     uint64_t *figure) {
  const uint32_t mask = cvs_steps_mask(steps, reached);
  for (size_t i = 0; i < steps->count; i++)
    figure[i] += (mask >> i & 1U) * units;
  if (skipped != 0)
    count_skips(steps, skipped, units, figure + steps->count);
}

size_t cvs_steps_before(const cvs_steps_options *steps, size_t step) {
  for (size_t i = step; i-- > 0;)
    if (!is_optional(steps, i))
      return i;
  return SIZE_MAX;
}
