/* Steps that a unit has reached. */
#ifndef CVS_DATA_STEPS_H
#define CVS_DATA_STEPS_H

#include <convstat/dataset.h>

/* Of the steps in `mask` those that are reached in their order: how many (strict), or the mask itself (any order). */
uint32_t cvs_steps_reached(const cvs_steps_options *steps, uint32_t mask);
/* True where `reached` has the step. */
bool cvs_steps_has(const cvs_steps_options *steps, uint32_t reached, size_t step);

#endif
