/* A picture by hand, drawn into a string. */
#ifndef CVS_TESTS_SUPPORT_PICTURE_FIXTURE_H
#define CVS_TESTS_SUPPORT_PICTURE_FIXTURE_H

#include "report/svg.h"

#include <string.h>

typedef struct drawn {
  cvs_document doc;
  cvs_picture *picture;
  cvs_strbuf svg;
} drawn;

static inline void drawn_begin(drawn *it, const cvs_picture *picture) {
  memset(it, 0, sizeof *it);
  cvs_document_reset(&it->doc);
  it->picture = cvs_doc_picture(&it->doc, picture);
}

static inline void drawn_end(drawn *it) {
  cvs_strbuf_free(&it->svg);
  cvs_document_free(&it->doc);
}

static inline cvs_interval interval_of(double estimate, double lower, double upper) {
  return (cvs_interval){.estimate = estimate,
                        .lower = lower,
                        .upper = upper,
                        .has_estimate = true,
                        .has_lower = true,
                        .has_upper = true,
                        .exists = true};
}

static inline cvs_interval value_of(double estimate) {
  return (cvs_interval){.estimate = estimate, .has_estimate = true, .exists = true};
}

/* What is drawn, 640 wide. */
static inline const char *drawn_svg(drawn *it) {
  const cvs_svg_style style = {.id = "p1"};
  cvs_strbuf_clear(&it->svg);
  (void)cvs_svg_add_picture(&it->svg, it->picture, &style);
  return cvs_strbuf_text(&it->svg);
}

/* How often a text stands in what was drawn. */
static inline size_t drawn_count(const drawn *it, const char *text) {
  size_t count = 0;
  for (const char *at = strstr(cvs_strbuf_text(&it->svg), text); at != NULL; at = strstr(at + 1, text))
    count++;
  return count;
}

#endif
