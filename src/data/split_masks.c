/* Where delimiters and line ends stand in text: the lists, and who fills them. */
#include "data/split_masks.h"
#include "base/mem.h"

/* What one block of text may add at most, used or not. */
enum { SLACK = 64 };

/* What this processor can run. */
static cvs_split_masker *choose_masker(void) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("popcnt") && cvs_split_kernel_avx512() != NULL)
    return cvs_split_kernel_avx512();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt") &&
      cvs_split_kernel_avx2() != NULL)
    return cvs_split_kernel_avx2();
#endif
  return cvs_split_kernel;
}

cvs_status cvs_split_masks_new(size_t capacity, cvs_split_masks *out) {
  *out = (cvs_split_masks){0};
  out->stop = cvs_malloc((capacity + 1 + SLACK) * sizeof *out->stop);
  out->notice = cvs_malloc((capacity + 1 + SLACK) * sizeof *out->notice);
  if (out->stop == NULL || out->notice == NULL) {
    cvs_split_masks_free(out);
    return CVS_ENOMEM;
  }
  out->masker = choose_masker();
  cvs_split_masks_start(out);
  return CVS_OK;
}

void cvs_split_masks_free(cvs_split_masks *masks) {
  cvs_free(masks->stop);
  cvs_free(masks->notice);
  *masks = (cvs_split_masks){0};
}

static void end_notices(cvs_split_masks *masks) {
  masks->notice[masks->notice_count] = (cvs_split_notice){CVS_SPLIT_NOWHERE, 0};
}

void cvs_split_masks_start(cvs_split_masks *masks) {
  masks->stop[0] = UINT32_MAX;
  masks->stop_count = 1;
  masks->line_count = 0;
  masks->notice_count = 0;
  masks->carry = (cvs_split_carry){.stopped = 1};
  end_notices(masks);
}

void cvs_split_masks_forget(cvs_split_masks *masks, uint32_t taken, size_t stops, size_t notices) {
  masks->stop_count -= stops;
  for (size_t i = 0; i < masks->stop_count; i++)
    masks->stop[1 + i] = masks->stop[stops + i] - taken;
  masks->stop[0] = UINT32_MAX;
  masks->stop_count++;
  masks->line_count = 0;
  masks->notice_count -= notices;
  for (size_t i = 0; i < masks->notice_count; i++)
    masks->notice[i] = (cvs_split_notice){masks->notice[notices + i].at - taken, masks->notice[notices + i].kind};
  end_notices(masks);
}

void cvs_split_masks_add(cvs_split_masks *masks, const char *base, uint32_t at, uint32_t length, char delimiter) {
  masks->masker(masks, &(cvs_split_stretch){base, at, at + length, delimiter});
  end_notices(masks);
}
