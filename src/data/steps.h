/* Steps that a unit has reached. */
#ifndef CVS_DATA_STEPS_H
#define CVS_DATA_STEPS_H

#include <convstat/dataset.h>

/* Of the steps in `mask` those that are reached in their order: how many (strict), or a mask (any order, or steps that
 * may be left out). */
uint32_t cvs_steps_reached(const cvs_steps_options *steps, uint32_t mask);
/* The steps that a unit must have taken before one in `mask`, and has not; and above them, as the highest bit, the last
 * step that it took. What comes after the first that is missing is not reached. 0: none is missing, or any order. */
uint32_t cvs_steps_skipped(const cvs_steps_options *steps, uint32_t mask);
/* What is reached, of one or the other form, as a mask. */
uint32_t cvs_steps_mask(const cvs_steps_options *steps, uint32_t reached);
/* True where `reached` has the step. */
bool cvs_steps_has(const cvs_steps_options *steps, uint32_t reached, size_t step);
/* Adds `units` that are alike to the figures of a cell: [count] who reached each step; then, where steps have an order,
 * [count] who skipped it and [count] who took it but are not counted there, as they skipped one before (of steps that
 * all must take). `skipped` is what cvs_steps_skipped gives. */
void cvs_steps_count(const cvs_steps_options *steps, uint32_t reached, uint32_t skipped, uint64_t units,
                     uint64_t *figure);
/* The step that a step is read against: the last before it that may not be left out; SIZE_MAX: the entry. */
size_t cvs_steps_before(const cvs_steps_options *steps, size_t step);

/* Steps up to the one behind the last in `mask`: that many have been passed or left out. */
static inline uint32_t cvs_steps_next(uint32_t mask) {
  return mask == 0 ? 0 : 32 - (uint32_t)__builtin_clz(mask);
}

#endif
