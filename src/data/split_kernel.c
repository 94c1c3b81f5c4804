/* The inner loop of split_masks as every processor can run it. */
#include "data/split_kernel.h"

void cvs_split_kernel(cvs_split_masks *masks, const cvs_split_stretch *stretch) {
  cvs_split_mask_all(masks, stretch);
}
