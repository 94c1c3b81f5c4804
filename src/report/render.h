/* A renderer: how one format writes documents. Adding one is a file and a line in renderers.def. */
#ifndef CVS_REPORT_RENDER_H
#define CVS_REPORT_RENDER_H

#include "base/spool.h"
#include "base/strbuf.h"
#include "report/document.h"
#include <convstat/report.h>

/* What a page keeps for its beginning and its end, while its sections go by. */
enum { CVS_PAGE_METHODS = 128 }; /* of different ones in a page; the registry has fewer */
typedef struct cvs_page {
  cvs_strbuf kicker; /* a word above the title: which program */
  cvs_strbuf title;
  cvs_strbuf about;    /* a line beneath it: which files */
  cvs_strbuf contents; /* a line a section */
  cvs_strbuf closing;  /* input and settings of the last head, for behind its groups */
  cvs_document drawn;  /* pictures that are made of tables */
  cvs_strbuf settings; /* the table of settings that the page has shown last, and below which part's they were */
  cvs_strbuf settings_part;
  size_t settings_count; /* tables of settings so far: the last has this number in its id */
  const cvs_method *method[CVS_PAGE_METHODS];
  size_t method_count;
  size_t sections;
  size_t tables;
  size_t pictures;
} cvs_page;

/* What a file of pictures keeps until its size is known. */
enum { CVS_DRAWING_IDS = 8 };
typedef struct cvs_drawing {
  const char *known[CVS_DRAWING_IDS]; /* ids of pictures that were seen, each once */
  size_t known_count;
  size_t count; /* drawn */
  double width, height;
} cvs_drawing;

/* State a renderer may keep between groups; zeroed at the start. What a renderer writes goes to
 * `scratch`; the report moves it to the spool after every call and counts groups and warnings. */
typedef struct cvs_render_context {
  const cvs_report_style *style;
  const char *command;
  const char *part;     /* what this result is called beside others (cvs_report_part), or NULL */
  size_t groups;        /* groups written so far */
  size_t warning_count; /* warnings written so far */
  cvs_strbuf scratch;
  cvs_spool *held;     /* for what must stand at the end: the warnings of JSON, the input of text */
  size_t csv_columns;  /* of the header; 0 until it is written */
  int last_block;      /* cvs_block_kind of the block that text wrote last */
  cvs_page page;       /* of HTML */
  cvs_drawing drawing; /* of SVG */
  cvs_error failure;   /* a renderer's first failure, through cvs_fail */
} cvs_render_context;

typedef struct cvs_renderer {
  const char *id;      /* what a user types: "json" */
  const char *title;   /* "JSON, numbers exact" */
  bool warnings_apart; /* warnings go to standard error, one line each (CSV) */
  bool shows_blocks;   /* reads blocks: the builder may leave them out otherwise */
  bool shows_rows;     /* reads rows, likewise */
  bool shows_pictures; /* draws the blocks that are pictures, likewise */
  bool explains;       /* says how methods compute whether --explain is given or not */
  bool one_result;     /* cannot hold a second result (cvs_report_part) */
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

/* Frees what the context owns: all but `held`. */
void cvs_render_free(cvs_render_context *context);

/* The row of this id, or NULL. */
const cvs_renderer *cvs_renderer_find(const char *id);

#endif
