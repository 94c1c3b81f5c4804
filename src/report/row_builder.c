/* One CSV row in the making. */
#include "report/row_builder.h"

#include "report/build_test.h"

#include <assert.h>

void cvs_row_add(cvs_row_builder *row, const char *prefix, const cvs_node *node) {
  if (node == NULL)
    return;
  assert(row->count < CVS_ROW_PARTS_MAX);
  row->part[row->count++] = (cvs_row_part){prefix, node};
}

void cvs_row_add_children(cvs_row_builder *row, const char *prefix, const cvs_node *record, const char *const *names) {
  for (size_t i = 0; names[i] != NULL; i++) {
    const cvs_node *child = record != NULL && record->kind == CVS_NODE_RECORD ? cvs_node_child(record, names[i]) : NULL;
    cvs_row_add(row, prefix, child != NULL ? child : cvs_doc_null(row->doc, NULL, names[i], CVS_UNIT_NONE));
  }
}

const cvs_node *cvs_row_top(const cvs_row_builder *row, const char *name) {
  return cvs_node_child(row->doc->root, name);
}

void cvs_row_end(cvs_row_builder *row) {
  cvs_doc_row(row->doc, row->part, row->count);
}
