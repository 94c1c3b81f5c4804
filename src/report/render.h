/* A renderer: how one format writes documents. Adding one is a file and a line in renderers.def. */
#ifndef CVS_REPORT_RENDER_H
#define CVS_REPORT_RENDER_H

#include "base/spool.h"
#include "base/strbuf.h"
#include "report/document.h"
#include <convstat/report.h>

/* State a renderer may keep between groups; zeroed at the start. What a renderer writes goes to
 * `scratch`; the report moves it to the spool after every call and counts groups and warnings. */
typedef struct cvs_render_context {
  const cvs_report_style *style;
  const char *command;
  size_t groups;        /* groups written so far */
  size_t warning_count; /* warnings written so far */
  cvs_strbuf scratch;
  cvs_spool *held;    /* for what must stand at the end: the warnings of JSON, the input of text */
  size_t csv_columns; /* of the header; 0 until it is written */
  int last_block;     /* cvs_block_kind of the block that text wrote last */
  cvs_error failure;  /* a renderer's first failure, through cvs_fail */
} cvs_render_context;

typedef struct cvs_renderer {
  const char *id;      /* what a user types: "json" */
  const char *title;   /* "JSON, numbers exact" */
  bool warnings_apart; /* warnings go to standard error, one line each (CSV) */
  bool shows_blocks;   /* reads blocks: the builder may leave them out otherwise */
  bool shows_rows;     /* reads rows, likewise */
  /* The head holds records "input" and "settings" in its root and blocks of its own. Any function
   * but `group` may be NULL. Text and Markdown have no `warning`: their blocks say it. */
  void (*begin)(cvs_render_context *context, const cvs_document *head);
  void (*group)(cvs_render_context *context, const cvs_document *doc);
  void (*warning)(cvs_render_context *context, const cvs_warning *warning); /* writes to `scratch`, moved to `held` */
  void (*end)(cvs_render_context *context, bool tail); /* before (false) and after (true) `held` is appended */
} cvs_renderer;

/* All rows in the order of renderers.def. */
const cvs_renderer *const *cvs_renderers(size_t *count);

/* Moves what stands in `scratch` to `held`. */
void cvs_render_hold(cvs_render_context *context);

/* The row of this id, or NULL. */
const cvs_renderer *cvs_renderer_find(const char *id);

#endif
