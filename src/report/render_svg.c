/* SVG: one picture of each group, beneath each other, as a file of its own. */
#include "report/render.h"

#include "base/error.h"
#include "report/svg.h"

#include <math.h>
#include <string.h>

/* A slide has room for few; more is a mistake. */
enum { PICTURES_MAX = 24 };

/* Keeps the id for the message that names what there is. */
static void note_id(cvs_drawing *drawing, const char *id) {
  for (size_t i = 0; i < drawing->known_count; i++)
    if (strcmp(drawing->known[i], id) == 0)
      return;
  if (drawing->known_count < CVS_DRAWING_IDS)
    drawing->known[drawing->known_count++] = id;
}

/* What was asked for, else the first picture of all. */
static bool is_wanted(cvs_render_context *context, const cvs_picture *picture) {
  cvs_drawing *drawing = &context->drawing;
  note_id(drawing, picture->id);
  const char *wanted = context->style->picture != NULL ? context->style->picture : drawing->known[0];
  return strcmp(picture->id, wanted) == 0;
}

static void grow(cvs_drawing *drawing, cvs_svg_size part) {
  drawing->width = fmax(drawing->width, part.width);
  drawing->height += part.height;
}

static void draw(cvs_render_context *context, const cvs_picture *picture) {
  cvs_drawing *drawing = &context->drawing;
  if (++drawing->count > PICTURES_MAX) {
    (void)cvs_fail(&context->failure, CVS_EUSAGE,
                   "more than %d pictures do not fit into one file, expected fewer groups (--where) or another format",
                   PICTURES_MAX);
    return;
  }
  cvs_strbuf words = {0};
  if (cvs_picture_shows(picture)) {
    cvs_strbuf_addf(&words, "p%zu", drawing->count);
    const cvs_svg_style style = {.id = cvs_strbuf_text(&words), .placed = true, .top = drawing->height};
    grow(drawing, cvs_svg_add_picture(&context->scratch, picture, &style));
  } else {
    cvs_strbuf_addf(&words, "%s: nothing to draw", picture->title);
    grow(drawing, cvs_svg_add_words(&context->scratch, cvs_strbuf_text(&words), drawing->height));
  }
  context->scratch.failed |= words.failed;
  cvs_strbuf_free(&words);
}

/* A picture may stand alone on its slide: of several groups each has its name above it. */
static void write_group(cvs_render_context *context, const cvs_document *doc) {
  cvs_drawing *drawing = &context->drawing;
  const char *heading = NULL;
  for (const cvs_block *block = doc->first_block; block != NULL; block = block->next) {
    if (block->kind == CVS_BLOCK_HEADING)
      heading = block->text;
    if (block->kind != CVS_BLOCK_PICTURE || !is_wanted(context, block->picture))
      continue;
    if (heading != NULL)
      grow(drawing, cvs_svg_add_words(&context->scratch, heading, drawing->height));
    heading = NULL;
    draw(context, block->picture);
  }
  cvs_render_hold(context);
}

/* "no picture 'days', expected one of lift, rates" */
static void say_what_there_is(cvs_render_context *context) {
  const cvs_drawing *drawing = &context->drawing;
  if (drawing->known_count == 0) {
    (void)cvs_fail(&context->failure, CVS_EUSAGE, "'%s' has no picture of this, expected another format",
                   context->command);
    return;
  }
  cvs_strbuf ids = {0};
  for (size_t i = 0; i < drawing->known_count; i++)
    cvs_strbuf_addf(&ids, "%s%s", i > 0 ? ", " : "", drawing->known[i]);
  (void)cvs_fail(&context->failure, ids.failed ? CVS_ENOMEM : CVS_EUSAGE,
                 "--picture: there is no such picture of these data, expected one of %s", cvs_strbuf_text(&ids));
  cvs_strbuf_free(&ids);
}

static void end_svg(cvs_render_context *context, bool tail) {
  const cvs_drawing *drawing = &context->drawing;
  if (tail) {
    cvs_strbuf_add(&context->scratch, "</svg>\n");
    return;
  }
  if (drawing->count == 0)
    say_what_there_is(context);
  const cvs_svg_size size = {drawing->width, drawing->height};
  cvs_svg_begin_file(&context->scratch, &size);
}

const cvs_renderer cvs_renderer_svg = {
    .id = "svg",
    .title = "one picture, for a slide (--picture)",
    .shows_blocks = true,
    .shows_pictures = true,
    .one_result = true,
    .group = write_group,
    .end = end_svg,
};
