/* Reading JSON files, with errors that name the place: plan.json: looks[2].information is "x",
 * expected a number above 0 and at most 1.
 *
 * Getters fail sticky: the first failure of a document stands, later getters return 0, "" or NULL, and
 * cvs_json_status tells at the end. A value that is absent fails as one of the wrong kind does, unless
 * cvs_json_is_null was asked first. */
#ifndef CVS_BASE_JSON_H
#define CVS_BASE_JSON_H

#include "base/strbuf.h"
#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct cvs_json_document cvs_json_document;

/* Files above this size are refused: a tree takes some ten times as much memory. */
#define CVS_JSON_BYTES_MAX (UINT64_C(1) << 28)

/* Reads a whole file, or standard input where the path is "-". Errors: CVS_EIO; CVS_EDATA with the line (no JSON, a
 * member twice); CVS_ELIMIT; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_json_read(const char *path, cvs_json_document **out, cvs_error *error);
/* The same of bytes in memory; `name` is what messages call them. */
CVS_WARN_UNUSED cvs_status cvs_json_parse(const char *name, const char *bytes, size_t length, cvs_json_document **out,
                                          cvs_error *error);
void cvs_json_free(cvs_json_document *document);
/* CVS_OK, or the first failure of a getter: CVS_EDATA. */
CVS_WARN_UNUSED cvs_status cvs_json_status(const cvs_json_document *document, cvs_error *error);
/* The root as jansson has it, for the other files of base/json. Borrowed. */
void *cvs_json_tree(const cvs_json_document *document);
/* What the file is called in messages. */
const char *cvs_json_source(const cvs_json_document *document);

/* A value and the way to it. Borrows the document and, as a chain, the places above. */
typedef struct cvs_json_place {
  cvs_json_document *document;
  const struct cvs_json_place *parent;
  const char *key; /* of a member; NULL for an item */
  size_t index;    /* of an item */
  void *value;     /* NULL: absent */
} cvs_json_place;

/* The outermost value. */
cvs_json_place cvs_json_root(cvs_json_document *document);
/* A member, absent where there is none; fails where the place is no object. `key` is borrowed. */
cvs_json_place cvs_json_member(const cvs_json_place *object, const char *key);
/* An item, absent from the length on; fails where the place is no array. */
cvs_json_place cvs_json_item(const cvs_json_place *array, size_t index);
/* Items of an array, in [low, high]; 0 on failure. */
size_t cvs_json_length(const cvs_json_place *array, size_t low, size_t high);
/* Whether it is absent or null. */
bool cvs_json_is_null(const cvs_json_place *place);

/* A member; absent also where the place is absent, null or no object: what lies in nothing is nothing. */
cvs_json_place cvs_json_within(const cvs_json_place *object, const char *key);
/* The members of an object, one after another in their order: *cursor is NULL at first, false comes after the last. A
 * member borrows its object's place. */
bool cvs_json_next(const cvs_json_place *object, void **cursor, cvs_json_place *member);
/* Items of an array or members of an object; 0 for anything else. */
size_t cvs_json_size(const cvs_json_place *place);
bool cvs_json_is_text(const cvs_json_place *place);
bool cvs_json_is_number(const cvs_json_place *place);
bool cvs_json_same(const cvs_json_place *left, const cvs_json_place *right);
/* Any text, also none and with control characters; borrowed from the document; "" on failure. */
const char *cvs_json_get_string(const cvs_json_place *place);

/* Numbers that may stand there; an end that is open is no number of it. */
typedef struct cvs_json_range {
  double low;
  double high;
  bool low_open;
  bool high_open;
} cvs_json_range;
double cvs_json_get_number(const cvs_json_place *place, const cvs_json_range *range);
/* A whole number in [low, high], high below 2^53. */
uint64_t cvs_json_get_whole(const cvs_json_place *place, uint64_t low, uint64_t high);
bool cvs_json_get_bool(const cvs_json_place *place);
/* Text without control characters, at least one letter; borrowed from the document; "" on failure. */
const char *cvs_json_get_text(const cvs_json_place *place);
/* Index of the text among `count` ids; 0 on failure. */
size_t cvs_json_get_choice(const cvs_json_place *place, const char *const *ids, size_t count);
/* Fails where the object has a member that is not among `keys`: a slip must not be left out in silence. */
void cvs_json_expect_only(const cvs_json_place *object, const char *const *keys, size_t count);
/* Fails with "PLACE is VALUE, expected ..."; `expected` completes the sentence. */
void cvs_json_refuse(const cvs_json_place *place, const char *expected);
/* The same with what was put together, which it frees; its failure is the document's. */
void cvs_json_refuse_built(const cvs_json_place *place, cvs_strbuf *expected);

#endif
