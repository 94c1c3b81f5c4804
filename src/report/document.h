/* The document of one group (or of the head): a typed tree for machines and blocks for people.
 *
 * Both speak of the same figures: a block's cell points at a node of the tree, so no figure exists
 * twice. Everything lives in the document's arena. Failure (no memory) is sticky: check
 * `doc->failed` once after building; every adder then returns a harmless dummy.
 *
 * All names (`name`, `label`, `title`) are borrowed string constants; values are copied. */
#ifndef CVS_REPORT_DOCUMENT_H
#define CVS_REPORT_DOCUMENT_H

#include "base/arena.h"
#include "base/strbuf.h"
#include <convstat/method.h>
#include <convstat/sample.h>

typedef enum cvs_unit {
  CVS_UNIT_NONE,
  CVS_UNIT_COUNT,      /* visitors, conversions: 50,000 */
  CVS_UNIT_RATE,       /* 0.1021 -> 10.21% */
  CVS_UNIT_LIFT,       /* 0.021 -> +2.1% */
  CVS_UNIT_DIFFERENCE, /* 0.0021 -> +0.21 pp */
  CVS_UNIT_RATIO,      /* odds ratio: 1.02 */
  CVS_UNIT_P,          /* 0.271, 2.4e-149 */
  CVS_UNIT_LN_P,
  CVS_UNIT_STATISTIC,
  CVS_UNIT_CHANCE,  /* a probability that people read: 86.1%, never 100% of what is less */
  CVS_UNIT_LOSS,    /* a difference of rates that has no sign: 0.013 pp */
  CVS_UNIT_MONEY,   /* in the reader's own currency: 12,300 */
  CVS_UNIT_E_VALUE, /* how many times a stake was multiplied: 12.3, 1.8e12 */
  CVS_UNITS
} cvs_unit;

typedef enum cvs_node_kind {
  CVS_NODE_NULL,
  CVS_NODE_BOOL,
  CVS_NODE_COUNT,
  CVS_NODE_NUMBER,
  CVS_NODE_TEXT,
  CVS_NODE_INTERVAL,
  CVS_NODE_RECORD,
  CVS_NODE_LIST
} cvs_node_kind;

typedef struct cvs_node cvs_node;
struct cvs_node {
  const char *name; /* key in its record; NULL in a list */
  cvs_node_kind kind;
  cvs_unit unit;
  union {
    bool boolean;
    uint64_t count;
    double number;
    const char *text;
    cvs_interval interval;
    struct {
      cvs_node *first;
      cvs_node *last;
    } children;
  } value;
  cvs_node *next;
};

/* Blocks, in the order they are read. */
typedef enum cvs_block_kind {
  CVS_BLOCK_HEADING, /* text: the group, "device = mobile" */
  CVS_BLOCK_VERDICT, /* label "INCONCLUSIVE", text: one sentence; tone */
  CVS_BLOCK_CHECKS,  /* items: tone + text */
  CVS_BLOCK_TABLE,
  CVS_BLOCK_PARAGRAPH, /* label "What to do", text */
  CVS_BLOCK_CHART,     /* text: its title; points. A picture: formats without pictures leave it out */
  CVS_BLOCK_PICTURE    /* picture: for formats that draw (picture.h); a terminal and Markdown leave it out */
} cvs_block_kind;

typedef enum cvs_tone { CVS_TONE_PLAIN, CVS_TONE_GOOD, CVS_TONE_BAD, CVS_TONE_WARN } cvs_tone;

typedef struct cvs_item cvs_item;
struct cvs_item {
  cvs_tone tone; /* GOOD "ok", WARN "note", BAD "FAIL" */
  const char *text;
  cvs_item *next;
};

/* What a column of a table shows of its cells' nodes. */
typedef enum cvs_column_kind {
  CVS_COLUMN_NAME,     /* text, left */
  CVS_COLUMN_VALUE,    /* a number, count or the estimate of an interval, right */
  CVS_COLUMN_INTERVAL, /* [lower, upper] of an interval */
  CVS_COLUMN_FOREST,   /* the interval drawn on an axis shared by the column; reference `origin` */
  CVS_COLUMN_BAR       /* a number in [0, 1]: a bar and a percentage, the percentage alone without pictures */
} cvs_column_kind;
typedef struct cvs_column {
  const char *title;
  cvs_column_kind kind;
  double origin; /* CVS_COLUMN_FOREST: where the effect is none */
} cvs_column;
typedef struct cvs_table_row cvs_table_row;
struct cvs_table_row {
  const cvs_node **cell; /* [column_count]; NULL = empty */
  cvs_table_row *next;
};

/* A point of a chart, from left to right. Nodes are borrowed from the tree; a null one is not drawn.
 *   label   what stands beneath it ("2026-08-14")
 *   value   an interval, drawn with its estimate; or a number, a dot
 *   bound   numbers, drawn as short lines: above, below, and a third kind
 *   mark    what is said beneath it ("stop: win"), or NULL; of several the first is said */
enum { CVS_CHART_UPPER, CVS_CHART_LOWER, CVS_CHART_THIRD, CVS_CHART_BOUNDS };
typedef struct cvs_chart_point cvs_chart_point;
struct cvs_chart_point {
  const char *label;
  const cvs_node *value;
  const cvs_node *bound[CVS_CHART_BOUNDS];
  const char *mark;
  cvs_chart_point *next;
};

/* Which formats show a block: all; those of text alone, since a picture of the page says the same; those with pictures
 * alone, in its stead. */
typedef enum cvs_medium { CVS_MEDIUM_ALL, CVS_MEDIUM_TEXT, CVS_MEDIUM_PAGE } cvs_medium;

typedef struct cvs_block cvs_block;
struct cvs_block {
  cvs_block_kind kind;
  cvs_medium medium;
  cvs_tone tone;
  const char *label;
  const char *text;
  cvs_item *first_item;
  cvs_item *last_item;
  const cvs_column *column;
  size_t column_count;
  cvs_table_row *first_row;
  cvs_table_row *last_row;
  cvs_chart_point *first_point;
  cvs_chart_point *last_point;
  const struct cvs_picture *picture;
  const cvs_method **method; /* what --explain shows beneath it */
  size_t method_count;
  bool secondary; /* left out where the reader asked for quiet */
  bool continued; /* of a table: columns that find no room beside its first names stand beneath, names again in front */
  cvs_block *next;
};

/* A part of a CSV row: a leaf, or the leaves of a record. Each is named prefix + path with '_'; the
 * path begins with the part's own name, but for items of a list and records directly in the root,
 * of which the prefix says what they are ("", "srm_"). A list has no fixed number of columns, so
 * lists in a record are left out. */
typedef struct cvs_row_part {
  const char *prefix; /* "control_", "srm_", "" */
  const cvs_node *node;
} cvs_row_part;
typedef struct cvs_row cvs_row;
struct cvs_row {
  const cvs_row_part *part;
  size_t part_count;
  cvs_row *next;
};

typedef struct cvs_document {
  cvs_arena arena;
  bool failed;
  cvs_node *root; /* a record */
  cvs_block *first_block;
  cvs_block *last_block;
  cvs_row *first_row;
  cvs_row *last_row;
  cvs_node spare_node; /* what adders return after a failure */
  cvs_block spare_block;
} cvs_document;

/* Empties the document (keeping its memory for reuse) and gives it a root record. A document starts
 * as {0}; it must not be copied or moved between reset and free. */
void cvs_document_reset(cvs_document *doc);
void cvs_document_free(cvs_document *doc);

/* Adders to a record (name) or a list (name NULL). They return the new node, never NULL. */
cvs_node *cvs_doc_record(cvs_document *doc, cvs_node *parent, const char *name);
cvs_node *cvs_doc_list(cvs_document *doc, cvs_node *parent, const char *name);
cvs_node *cvs_doc_null(cvs_document *doc, cvs_node *parent, const char *name, cvs_unit unit);
cvs_node *cvs_doc_bool(cvs_document *doc, cvs_node *parent, const char *name, bool value);
cvs_node *cvs_doc_count(cvs_document *doc, cvs_node *parent, const char *name, uint64_t value);
cvs_node *cvs_doc_number(cvs_document *doc, cvs_node *parent, const char *name, cvs_unit unit, double value);
/* NULL: null, where there is no figure. */
cvs_node *cvs_doc_number_or_null(cvs_document *doc, cvs_node *parent, const char *name, cvs_unit unit,
                                 const double *value);
cvs_node *cvs_doc_text(cvs_document *doc, cvs_node *parent, const char *name, const char *value);
/* exists false becomes null in JSON but keeps its kind, so CSV has its three columns. */
cvs_node *cvs_doc_interval(cvs_document *doc, cvs_node *parent, const char *name, cvs_unit unit,
                           const cvs_interval *value);
/* A record field that is null as a whole yet keeps its CSV columns cannot exist: leave it out of rows. */

/* Ends a text that was written for the document: its failure is the document's. */
void cvs_doc_close_text(cvs_document *doc, cvs_strbuf *text);

/* Rows of CSV. `part` is copied. */
void cvs_doc_row(cvs_document *doc, const cvs_row_part *part, size_t part_count);

/* Adders of blocks, in the order they are read. They return the new block, never NULL. */
cvs_block *cvs_doc_heading(cvs_document *doc, const char *text);
cvs_block *cvs_doc_verdict(cvs_document *doc, cvs_tone tone, const char *label, const char *text);
cvs_block *cvs_doc_checks(cvs_document *doc, const char *label);
void cvs_doc_check(cvs_document *doc, cvs_block *checks, cvs_tone tone, const char *text);
/* Whether it has nothing to say, and no format shows it: checks of which none was made. */
bool cvs_block_is_empty(const cvs_block *block);
/* The widest is that of count: a date, an arm, two counts and as many steps as there may be. */
enum { CVS_TABLE_COLUMNS_MAX = 36 };
/* `columns` is copied; count <= CVS_TABLE_COLUMNS_MAX, at most one of them a forest. */
cvs_block *cvs_doc_table(cvs_document *doc, const cvs_column *columns, size_t count);
/* `cells` has column_count entries and is copied; the nodes are borrowed from the tree. */
void cvs_doc_table_row(cvs_document *doc, cvs_block *table, const cvs_node *const *cells);
cvs_block *cvs_doc_paragraph(cvs_document *doc, const char *label, const char *text);
/* How a paragraph on methods ends; formats that explain methods anyway leave it out. */
#define CVS_EXPLAIN_MORE "; --explain for more"
/* A chart whose line of no effect is 0; `title` is copied, and so are points with their texts. */
cvs_block *cvs_doc_chart(cvs_document *doc, const char *title);
void cvs_doc_chart_point(cvs_document *doc, cvs_block *chart, const cvs_chart_point *point);
/* The block of a picture that picture.h has made in the document's memory. */
void cvs_doc_picture_block(cvs_document *doc, const struct cvs_picture *picture);
/* Text in the document's memory; "" for NULL and after a failure. */
const char *cvs_doc_copy_text(cvs_document *doc, const char *text);
/* Methods named under the block by --explain; each at most once; NULL is ignored. */
void cvs_doc_explain(cvs_document *doc, cvs_block *block, const cvs_method *method);

/* One warning, for the list at the end of the document. */
typedef struct cvs_warning {
  const char *code;    /* "srm-mismatch" */
  const char *message; /* one sentence */
  const char *field;   /* "groups[].srm" style path within the group, or "" */
  const cvs_node *by;  /* record of by values of its group, or NULL */
  size_t group;        /* index of the group; SIZE_MAX for the whole input */
} cvs_warning;

#endif
