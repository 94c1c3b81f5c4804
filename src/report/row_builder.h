/* One CSV row in the making, part by part, with the same columns whatever is null. */
#ifndef CVS_REPORT_ROW_BUILDER_H
#define CVS_REPORT_ROW_BUILDER_H

#include "report/document.h"

enum { CVS_ROW_PARTS_MAX = 448 };

/* Set `doc`, zero the rest. */
typedef struct cvs_row_builder {
  cvs_document *doc;
  cvs_row_part part[CVS_ROW_PARTS_MAX];
  size_t count;
} cvs_row_builder;

/* Adds a node of the tree; nothing for NULL. */
void cvs_row_add(cvs_row_builder *row, const char *prefix, const cvs_node *node);
/* Children of a record by name, the last name NULL; each is null where the record is, or has none of it. */
void cvs_row_add_children(cvs_row_builder *row, const char *prefix, const cvs_node *record, const char *const *names);
/* A node right under the root. */
const cvs_node *cvs_row_top(const cvs_row_builder *row, const char *name);
/* Gives the row to the document. */
void cvs_row_end(cvs_row_builder *row);

#endif
