/* The inner loop of split_masks for processors with AVX-512 (BW and VBMI2): the Makefile compiles this file for them,
 * where the compiler can. */
#include "data/split_kernel.h"

#ifdef CVS_SPLIT_WIDEST
static void mask_all(cvs_split_masks *masks, const cvs_split_stretch *stretch) {
  cvs_split_mask_all(masks, stretch);
}

cvs_split_masker *cvs_split_kernel_avx512(void) {
  return mask_all;
}
#else
cvs_split_masker *cvs_split_kernel_avx512(void) {
  return NULL;
}
#endif
