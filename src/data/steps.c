/* Steps that a unit has reached. */
#include "data/steps.h"

uint32_t cvs_steps_reached(const cvs_steps_options *steps, uint32_t mask) {
  if (steps->any_order)
    return mask;
  uint32_t count = 0;
  while (count < steps->count && (mask >> count & 1U) != 0)
    count++;
  return count;
}

bool cvs_steps_has(const cvs_steps_options *steps, uint32_t reached, size_t step) {
  return steps->any_order ? (reached >> step & 1U) != 0 : step < reached;
}
