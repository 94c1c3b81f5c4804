/* The settings of a run: what a reader needs to do it again. The number of threads is not among
 * them, since it changes nothing. */
#include "cli/settings.h"

#include <assert.h>

static void add_text(cvs_settings *settings, const char *name, const char *text) {
  assert(settings->count < CVS_SETTINGS_MAX);
  if (text)
    settings->setting[settings->count++] = (cvs_setting){.name = name, .text = text};
}

static void add_number(cvs_settings *settings, const char *name, double number) {
  assert(settings->count < CVS_SETTINGS_MAX);
  settings->setting[settings->count++] = (cvs_setting){.name = name, .number = number};
}

static void add_margins(const cvs_test_options *options, cvs_settings *settings) {
  if (options->aim == CVS_AIM_DIFFERENCE)
    return;
  add_text(settings, "margin_scale", options->margin_scale == CVS_LIFT ? "lift" : "difference");
  add_number(settings, "margin_lower", options->margin_lower);
  if (options->aim == CVS_AIM_EQUIVALENCE)
    add_number(settings, "margin_upper", options->margin_upper);
}

void cvs_settings_test(const cvs_arguments *arguments, const cvs_test_options *options, cvs_settings *out) {
  const cvs_test_values *test = &arguments->test;
  out->count = 0;
  add_number(out, "alpha", options->alpha);
  add_text(out, "alternative", test->alternative.text);
  add_text(out, "control", options->control);
  add_text(out, "allocation", test->allocation.text);
  add_text(out, "method", options->method);
  add_text(out, "interval", options->interval);
  add_text(out, "rate_interval", options->rate_interval);
  add_text(out, "adjust", options->adjust);
  add_text(out, "pairs", test->pairs.text);
  add_text(out, "trend", options->trend ? "yes" : "no");
  add_margins(options, out);
  if (options->mde > 0)
    add_number(out, "mde", options->mde);
  add_text(out, "stratify", test->stratify.text);
  add_text(out, "on_error", arguments->data.on_error.text);
  add_number(out, "seed", (double)arguments->common.seed.count);
}
