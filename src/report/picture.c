/* Pictures of a document: their points in its memory. */
#include "report/picture.h"

#include "base/utf8.h"

/* Zeroed memory of the document, or NULL. */
static void *take(cvs_document *doc, size_t size) {
  void *memory = doc->failed ? NULL : cvs_arena_alloc(&doc->arena, size);
  doc->failed = doc->failed || memory == NULL;
  return memory;
}

/* A name with what does not show made visible, so that its width can be told. */
static const char *copy_name(cvs_document *doc, const char *name) {
  cvs_strbuf visible = {0};
  if (name != NULL)
    cvs_utf8_add_visible(&visible, name);
  const char *copy = cvs_doc_copy_text(doc, cvs_strbuf_text(&visible));
  cvs_doc_close_text(doc, &visible);
  return copy;
}

cvs_picture *cvs_doc_picture(cvs_document *doc, const cvs_picture *picture) {
  cvs_picture *copy = take(doc, sizeof *copy);
  if (copy == NULL)
    return NULL;
  copy->kind = picture->kind;
  copy->id = picture->id;
  copy->title = cvs_doc_copy_text(doc, picture->title);
  copy->description = cvs_doc_copy_text(doc, picture->description);
  copy->x = picture->x;
  copy->y = picture->y;
  cvs_doc_picture_block(doc, copy);
  return copy;
}

cvs_picture_series *cvs_doc_series(cvs_document *doc, cvs_picture *picture, cvs_series_kind kind, const char *name) {
  cvs_picture_series *series = picture != NULL ? take(doc, sizeof *series) : NULL;
  if (series == NULL)
    return NULL;
  series->kind = kind;
  series->name = copy_name(doc, name);
  series->tint = picture->count;
  if (picture->last != NULL)
    picture->last->next = series;
  else
    picture->first = series;
  picture->last = series;
  picture->count++;
  return series;
}

void cvs_doc_point(cvs_document *doc, cvs_picture_series *series, const cvs_picture_point *point) {
  cvs_picture_point *copy = series != NULL ? take(doc, sizeof *copy) : NULL;
  if (copy == NULL)
    return;
  *copy = *point;
  copy->label = copy_name(doc, point->label);
  copy->note = cvs_doc_copy_text(doc, point->note);
  copy->next = NULL;
  if (series->last != NULL)
    series->last->next = copy;
  else
    series->first = copy;
  series->last = copy;
  series->count++;
}

void cvs_doc_mark(cvs_document *doc, cvs_picture *picture, const cvs_picture_mark *mark) {
  cvs_picture_mark *copy = picture != NULL ? take(doc, sizeof *copy) : NULL;
  if (copy == NULL)
    return;
  *copy = *mark;
  copy->text = cvs_doc_copy_text(doc, mark->text);
  copy->next = NULL;
  if (picture->last_mark != NULL)
    picture->last_mark->next = copy;
  else
    picture->first_mark = copy;
  picture->last_mark = copy;
}

cvs_interval cvs_point_interval(const cvs_picture_point *point) {
  const cvs_node *node = point->value;
  if (node == NULL)
    return point->drawn;
  if (node->kind == CVS_NODE_INTERVAL)
    return node->value.interval;
  if (node->kind == CVS_NODE_NUMBER)
    return (cvs_interval){.exists = true, .has_estimate = true, .estimate = node->value.number};
  if (node->kind == CVS_NODE_COUNT)
    return (cvs_interval){.exists = true, .has_estimate = true, .estimate = (double)node->value.count};
  return (cvs_interval){0};
}

bool cvs_picture_shows(const cvs_picture *picture) {
  for (const cvs_picture_series *series = picture->first; series != NULL; series = series->next)
    for (const cvs_picture_point *point = series->first; point != NULL; point = point->next) {
      const cvs_interval interval = cvs_point_interval(point);
      if (interval.exists && (interval.has_estimate || interval.has_lower || interval.has_upper))
        return true;
    }
  return false;
}
