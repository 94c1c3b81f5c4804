/* A result on its way from its file to the structures of the builders: what the readers of the commands share. */
#ifndef CVS_REPORT_SAVED_H
#define CVS_REPORT_SAVED_H

#include "base/arena.h"
#include "report/read_bind.h"
#include <convstat/saved.h>

struct cvs_saved_result {
  cvs_json_document *document;
  cvs_arena arena; /* of all that the readers make */
  const char *command;
  const struct cvs_saved_reader *reader;
  cvs_dataset *dataset; /* its frame */
  bool has_input;       /* else "input" is null, and the dataset has its groups alone */
  size_t setting_count;
  cvs_setting *setting;
  size_t group_count;
  size_t *group_of;      /* [group_count] groups of the dataset */
  size_t warnings_taken; /* in their order, group by group */
  bool failed;           /* no memory */
};

/* How the groups of one command are read: one row a command, in saved_readers.def. */
typedef struct cvs_saved_reader {
  const char *command;
  bool own_head; /* the input is no dataset: `begin` writes the head too */
  /* Once, behind the head; NULL: nothing. */
  cvs_status (*begin)(cvs_saved_result *result, cvs_report *report, cvs_error *error);
  /* Group by group; each is checked for sticky failures afterwards. */
  cvs_status (*group)(cvs_saved_result *result, size_t index, cvs_report *report, cvs_error *error);
  /* Treatment and lift that the verdict of a group is about, into a line without them; failures are the result's. NULL:
   * the command decides nothing. */
  void (*line)(cvs_saved_result *result, size_t index, cvs_saved_line *out);
} cvs_saved_reader;

/* Zeroed memory of the result; after a failure NULL, and `failed` is set. */
void *cvs_saved_alloc(cvs_saved_result *result, size_t count, size_t size);
/* CVS_OK, or the first of the sticky failures: of the document, of memory. */
CVS_WARN_UNUSED cvs_status cvs_saved_status(const cvs_saved_result *result, cvs_error *error);

/* The dataset where there was an input, else NULL. */
const cvs_dataset *cvs_saved_input(const cvs_saved_result *result);

/* The settings as text or number; NULL and 0 where they were not given. */
const char *cvs_saved_text(const cvs_saved_result *result, const char *name);
double cvs_saved_number(const cvs_saved_result *result, const char *name);
bool cvs_saved_has(const cvs_saved_result *result, const char *name);
bool cvs_saved_is(const cvs_saved_result *result, const char *name, const char *text);
/* A number, or a span of time such as "180d" in whole days; 0 where it was not given. */
uint64_t cvs_saved_count(const cvs_saved_result *result, const char *name);
uint64_t cvs_saved_days(const cvs_saved_result *result, const char *name);
cvs_alternative cvs_saved_alternative(const cvs_saved_result *result);

/* "groups[index]"; the place of "groups" must outlive it. */
cvs_json_place cvs_saved_groups(cvs_saved_result *result, cvs_json_place *root);

/* Position of the text among the texts `name` of the items of an array; `count` where it is none of them. */
size_t cvs_saved_find(const cvs_json_place *array, const char *name, const char *text);

/* Rows that were left out, by reason, from "quality". */
void cvs_saved_reasons(cvs_saved_result *result, const cvs_json_place *quality, const cvs_skip_reason **out,
                       size_t *count);

/* The findings of group `index` from "warnings", in their order, with their sentences. Call it group by group. */
void cvs_saved_findings(cvs_saved_result *result, const cvs_json_place *group, const cvs_finding **out, size_t *count);

/* One of them. */
void cvs_saved_finding(cvs_saved_result *result, const cvs_json_place *warning, cvs_finding *out);

/* What the groups of several commands have alike: arms, control, sample ratio, findings; into a zeroed group. */
void cvs_saved_frame(cvs_saved_result *result, const cvs_json_place *group, size_t index, cvs_test_group *out);

/* Position of the arm that the text names; refused where it is none. */
size_t cvs_saved_arm(const cvs_test_group *group, const cvs_json_place *name);

#endif
