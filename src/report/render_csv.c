/* CSV (RFC 4180, lines end in LF): a header, then one row for each row of the documents. */
#include "report/render.h"

#include "base/error.h"
#include "base/map.h"
#include "base/number.h"

#include <assert.h>
#include <string.h>

/* Quotes what would otherwise be read as something else; spaces at the ends because readers trim. */
static bool needs_quotes(const char *text) {
  const size_t length = strlen(text);
  if (length == 0)
    return false;
  const char last = text[length - 1];
  if (text[0] == ' ' || text[0] == '\t' || last == ' ' || last == '\t')
    return true;
  return text[strcspn(text, ",\"\r\n")] != '\0';
}

static void add_field(cvs_strbuf *out, const char *text) {
  if (!needs_quotes(text)) {
    cvs_strbuf_add(out, text);
    return;
  }
  cvs_strbuf_add_char(out, '"');
  for (const char *at = text; *at; at++) {
    if (*at == '"')
      cvs_strbuf_add_char(out, '"');
    cvs_strbuf_add_char(out, *at);
  }
  cvs_strbuf_add_char(out, '"');
}

static void add_number(cvs_strbuf *out, double value) {
  char digits[CVS_NUMBER_MAX];
  cvs_strbuf_add_bytes(out, digits, cvs_print_double(value, digits));
}

static void add_interval(cvs_strbuf *out, const cvs_interval *interval) {
  if (interval->has_estimate)
    add_number(out, interval->estimate);
  cvs_strbuf_add_char(out, ',');
  if (interval->has_lower)
    add_number(out, interval->lower);
  cvs_strbuf_add_char(out, ',');
  if (interval->has_upper)
    add_number(out, interval->upper);
}

/* Adds the cell or cells of a leaf; returns how many. */
static size_t add_leaf(cvs_strbuf *out, const cvs_node *node) {
  char digits[CVS_NUMBER_MAX];
  switch (node->kind) {
  case CVS_NODE_BOOL:
    cvs_strbuf_add(out, node->value.boolean ? "true" : "false");
    return 1;
  case CVS_NODE_COUNT:
    cvs_strbuf_add_bytes(out, digits, cvs_print_u64(node->value.count, digits));
    return 1;
  case CVS_NODE_NUMBER:
    add_number(out, node->value.number);
    return 1;
  case CVS_NODE_TEXT:
    add_field(out, node->value.text);
    return 1;
  case CVS_NODE_INTERVAL:
    add_interval(out, &node->value.interval);
    return 3;
  default:
    return 1; /* null is empty */
  }
}

/* Adds the cells of a leaf or record behind `columns` others; returns the columns then. */
static size_t add_cells(cvs_strbuf *out, const cvs_node *node, size_t columns) {
  if (node->kind == CVS_NODE_LIST)
    return columns;
  if (node->kind == CVS_NODE_RECORD) {
    for (const cvs_node *child = node->value.children.first; child; child = child->next)
      columns = add_cells(out, child, columns);
    return columns;
  }
  if (columns > 0)
    cvs_strbuf_add_char(out, ',');
  return columns + add_leaf(out, node);
}

/* The header while it is made. */
typedef struct header {
  cvs_strbuf *out;
  cvs_strbuf path; /* names of the records around */
  cvs_map *seen;
  cvs_render_context *context;
} header;

/* Adds one column; a name that stands already is the user's by column (ours are unique: tested). */
static void add_column(header *head, const char *name) {
  uint32_t index = 0;
  bool added = false;
  if (cvs_map_intern(head->seen, name, strlen(name), &index, &added) != CVS_OK) {
    (void)cvs_fail_memory(&head->context->failure);
    return;
  }
  if (!added)
    (void)cvs_fail(&head->context->failure, CVS_EUSAGE,
                   "column \"%s\" of --by has the name of a column of the CSV output, rename it or use another format",
                   name);
  if (head->context->csv_columns++ > 0)
    cvs_strbuf_add_char(head->out, ',');
  add_field(head->out, name);
}

static void cut_path(cvs_strbuf *path, size_t length) {
  if (path->failed || !path->text)
    return;
  path->length = length;
  path->text[length] = '\0';
}

/* Adds path + name as a column, or path + name + end as three. */
static void add_leaf_columns(header *head, const cvs_node *node) {
  static const char *const ends[] = {"_estimate", "_lower", "_upper"};
  const size_t base = head->path.length;
  cvs_strbuf_add(&head->path, node->name);
  const size_t stem = head->path.length;
  if (node->kind != CVS_NODE_INTERVAL)
    add_column(head, cvs_strbuf_text(&head->path));
  for (size_t i = 0; i < 3 && node->kind == CVS_NODE_INTERVAL; i++) {
    cvs_strbuf_add(&head->path, ends[i]);
    add_column(head, cvs_strbuf_text(&head->path));
    cut_path(&head->path, stem);
  }
  cut_path(&head->path, base);
}

/* Adds the columns of a leaf or record; `named` where the record's name is part of the path. */
static void add_columns(header *head, const cvs_node *node, bool named) {
  if (node->kind == CVS_NODE_LIST)
    return;
  if (node->kind != CVS_NODE_RECORD) {
    add_leaf_columns(head, node);
    return;
  }
  const size_t base = head->path.length;
  if (named) {
    cvs_strbuf_add(&head->path, node->name);
    cvs_strbuf_add_char(&head->path, '_');
  }
  for (const cvs_node *child = node->value.children.first; child; child = child->next)
    add_columns(head, child, true);
  cut_path(&head->path, base);
}

/* Records in the root and items of a list are named by their prefix. */
static bool has_own_name(const cvs_document *doc, const cvs_node *node) {
  if (!node->name || node == doc->root)
    return false;
  for (const cvs_node *top = doc->root->value.children.first; top; top = top->next)
    if (top == node)
      return false;
  return true;
}

static void write_header(cvs_render_context *context, const cvs_document *doc, const cvs_row *row) {
  header head = {.out = &context->scratch, .context = context};
  if (cvs_map_new(&head.seen) != CVS_OK) {
    (void)cvs_fail_memory(&context->failure);
    return;
  }
  for (size_t i = 0; i < row->part_count; i++) {
    cvs_strbuf_clear(&head.path);
    cvs_strbuf_add(&head.path, row->part[i].prefix);
    add_columns(&head, row->part[i].node, has_own_name(doc, row->part[i].node));
    context->scratch.failed |= head.path.failed;
  }
  cvs_strbuf_add_char(&context->scratch, '\n');
  cvs_strbuf_free(&head.path);
  cvs_map_free(head.seen);
}

static void write_rows(cvs_render_context *context, const cvs_document *doc) {
  for (const cvs_row *row = doc->first_row; row; row = row->next) {
    if (context->csv_columns == 0)
      write_header(context, doc, row);
    size_t columns = 0;
    for (size_t i = 0; i < row->part_count; i++)
      columns = add_cells(&context->scratch, row->part[i].node, columns);
    assert(columns == context->csv_columns || context->failure.status != CVS_OK);
    cvs_strbuf_add_char(&context->scratch, '\n');
  }
}

const cvs_renderer cvs_renderer_csv = {
    .id = "csv",
    .title = "CSV, one row a comparison; warnings go to standard error",
    .warnings_apart = true,
    .shows_rows = true,
    .one_result = true,
    .group = write_rows,
};
