/* A dataset without its counts. */
#include <convstat/recall.h>

#include "base/error.h"
#include "base/strbuf.h"
#include "data/store.h"

#include <string.h>

static cvs_status add_group(cvs_dataset *dataset, const cvs_recall *what, size_t group, cvs_error *error) {
  cvs_strbuf key = {0};
  for (size_t i = 0; i < what->by_count; i++) {
    const char *value = what->by_value[group * what->by_count + i];
    cvs_strbuf_add_bytes(&key, value, strlen(value) + 1);
  }
  uint32_t index = 0;
  bool added = false;
  const bool failed =
      key.failed || cvs_map_intern(dataset->groups, cvs_strbuf_text(&key), key.length, &index, &added) != CVS_OK;
  cvs_strbuf_free(&key);
  if (failed)
    return cvs_fail_memory(error);
  what->group_of[group] = index;
  return CVS_OK;
}

cvs_status cvs_dataset_recall(const cvs_recall *what, cvs_dataset **out, cvs_error *error) {
  cvs_dataset *dataset = NULL;
  cvs_status status = cvs_dataset_new(&dataset, error);
  *out = NULL;
  for (size_t i = 0; i < what->group_count && status == CVS_OK; i++)
    status = add_group(dataset, what, i, error);
  if (status != CVS_OK) {
    cvs_dataset_free(dataset);
    return status;
  }
  dataset->is_recalled = true;
  dataset->by_count = what->by_count;
  dataset->by_name = what->by_name;
  dataset->info = *what->info;
  dataset->summary.group_count = cvs_map_count(dataset->groups);
  *out = dataset;
  return CVS_OK;
}

void cvs_dataset_recall_group(cvs_dataset *dataset, const cvs_group *group) {
  dataset->recalled = *group;
}
