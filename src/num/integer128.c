/* Differences of products of counts, exact before the one rounding. */
#include "num/num.h"

__extension__ typedef __int128 wide;

double cvs_product_difference(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
  return (double)((wide)a * b - (wide)c * d);
}
