/* Data of which only the frame is known, for reports of results that were kept: what was read, and which groups there
 * were. */
#ifndef CONVSTAT_RECALL_H
#define CONVSTAT_RECALL_H

#include <convstat/dataset.h>
#include <convstat/ideas.h>

#ifdef __cplusplus
extern "C" {
#endif

/* All texts are borrowed and must outlive the dataset.
 *   by_value   [group_count x by_count], row major
 *   info       as it was then; its files too
 *   group_of   [group_count] receives the dataset's group of each; groups of the same values are one */
typedef struct cvs_recall {
  size_t by_count;
  const char **by_name;
  size_t group_count;
  const char *const *by_value;
  const cvs_input_info *info;
  size_t *group_of;
} cvs_recall;

/* A dataset whose groups have their by values and no counts. Errors: CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_dataset_recall(const cvs_recall *what, cvs_dataset **out, cvs_error *error);

/* What cvs_dataset_group shows of any group from now on; zeroed: no counts. Its arrays are borrowed. */
CVS_API void cvs_dataset_recall_group(cvs_dataset *dataset, const cvs_group *group);

/* A backlog of which the ideas stay the caller's: count and input alone. Borrows `info`. Errors: CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_ideas_recall(const cvs_ideas_info *info, size_t count, cvs_ideas **out,
                                                    cvs_error *error);

#ifdef __cplusplus
}
#endif

#endif
