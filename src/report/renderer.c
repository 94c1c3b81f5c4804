/* The table of formats. */
#include "report/render.h"

#include "base/error.h"

#include <string.h>

#define CVS_RENDERER(name) extern const cvs_renderer cvs_renderer_##name;
#include "report/renderers.def"
#undef CVS_RENDERER

static const cvs_renderer *const renderers[] = {
#define CVS_RENDERER(name) &cvs_renderer_##name,
#include "report/renderers.def"
#undef CVS_RENDERER
};

static const char *const ids[] = {
#define CVS_RENDERER(name) #name,
#include "report/renderers.def"
#undef CVS_RENDERER
};

enum { RENDERERS = sizeof renderers / sizeof *renderers };

void cvs_render_hold(cvs_render_context *context) {
  if (context->scratch.failed)
    (void)cvs_fail_memory(&context->failure);
  cvs_spool_write(context->held, cvs_strbuf_text(&context->scratch), context->scratch.length);
  cvs_strbuf_clear(&context->scratch);
}

void cvs_render_free(cvs_render_context *context) {
  cvs_strbuf_free(&context->scratch);
  cvs_strbuf_free(&context->page.kicker);
  cvs_strbuf_free(&context->page.title);
  cvs_strbuf_free(&context->page.about);
  cvs_strbuf_free(&context->page.contents);
  cvs_strbuf_free(&context->page.closing);
  cvs_strbuf_free(&context->page.settings);
  cvs_strbuf_free(&context->page.settings_part);
  cvs_document_free(&context->page.drawn);
}

const cvs_renderer *const *cvs_renderers(size_t *count) {
  *count = RENDERERS;
  return renderers;
}

const cvs_renderer *cvs_renderer_find(const char *id) {
  for (size_t i = 0; i < RENDERERS; i++)
    if (strcmp(renderers[i]->id, id) == 0)
      return renderers[i];
  return NULL;
}

const char *const *cvs_report_formats(size_t *count) {
  *count = RENDERERS;
  return ids;
}
