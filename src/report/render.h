/* A renderer: how one format writes documents. Adding one is a file and a line in renderers.def. */
#ifndef CVS_REPORT_RENDER_H
#define CVS_REPORT_RENDER_H

#include "base/spool.h"
#include "base/strbuf.h"
#include "report/document.h"
#include <convstat/report.h>

/* State a renderer may keep between groups; zeroed at the start. */
typedef struct cvs_render_context {
  cvs_spool *out;
  const cvs_report_style *style;
  const char *command;
  size_t groups;          /* groups written so far */
  cvs_strbuf scratch;     /* reused between groups */
  cvs_spool *warnings;    /* held back by formats that end with their warnings (JSON) */
  size_t warning_count;
} cvs_render_context;

typedef struct cvs_renderer {
  const char *id;    /* what a user types: "json" */
  const char *title; /* "JSON, numbers exact" */
  bool warnings_apart; /* warnings go to standard error, one line each (CSV) */
  /* The head holds records "input" and "settings" in its root and blocks of its own. */
  void (*begin)(cvs_render_context *context, const cvs_document *head);
  void (*group)(cvs_render_context *context, const cvs_document *doc);
  void (*warning)(cvs_render_context *context, const cvs_warning *warning);
  void (*end)(cvs_render_context *context);
} cvs_renderer;

/* The row of this id, or NULL. */
const cvs_renderer *cvs_renderer_find(const char *id);

#endif
