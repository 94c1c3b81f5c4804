/* The inner loop of split_masks for processors with AVX2, BMI and a carry-less multiplication: the Makefile compiles
 * this file for them, where the compiler can. It takes three quarters of the time. */
#include "data/split_kernel.h"

#if defined(__AVX2__) && defined(__BMI__) && defined(__POPCNT__)
static void mask_all(cvs_split_masks *masks, const cvs_split_stretch *stretch) {
  cvs_split_mask_all(masks, stretch);
}

cvs_split_masker *cvs_split_kernel_avx2(void) {
  return mask_all;
}
#else
cvs_split_masker *cvs_split_kernel_avx2(void) {
  return NULL;
}
#endif
