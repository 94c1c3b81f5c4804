/* convstat methods: which methods there are, what they compute and where they come from. */
#include "cli/command.h"

#include "cli/methods_list.h"
#include <stddef.h>

enum { TEXT, JSON, CSV, MARKDOWN, FORMATS };
static const char *choose_format(size_t index) {
  static const char *const ids[FORMATS] = {[TEXT] = "text", [JSON] = "json", [CSV] = "csv", [MARKDOWN] = "markdown"};
  return index < FORMATS ? ids[index] : NULL;
}

#define PLACE(member) offsetof(cvs_arguments, output.member)
static const cvs_option rows[] = {
    {.name = "format",
     .letter = 'f',
     .kind = CVS_VALUE_CHOICE,
     .argument = "FORMAT",
     .summary = "how the list is written",
     .fallback = "text",
     .choice = choose_format,
     .place = PLACE(format)},
    {.name = "output",
     .letter = 'o',
     .kind = CVS_VALUE_PATH,
     .argument = "FILE",
     .summary = "write to FILE, whole or not at all",
     .otherwise = "standard output",
     .place = PLACE(output)},
    {.name = "explain",
     .kind = CVS_VALUE_FLAG,
     .summary = "formula and source of each method too; the other formats always have them",
     .place = PLACE(explain)},
};

static const cvs_option_group options = {"Output", rows, sizeof rows / sizeof rows[0]};
static const cvs_option_group *const groups[] = {&options, &cvs_options_common};

static cvs_exit run_methods(cvs_arguments *arguments, cvs_error *error) {
  const cvs_output_values *output = &arguments->output;
  cvs_strbuf text = {0};
  if (output->format.choice == JSON)
    cvs_methods_json(&text);
  else if (output->format.choice == CSV)
    cvs_methods_csv(&text);
  else if (output->format.choice == MARKDOWN)
    cvs_methods_markdown(&text);
  else
    cvs_methods_text(&text, output->explain.given);
  const cvs_status status = cvs_write(&text, output->output.text, error);
  cvs_strbuf_free(&text);
  return cvs_exit_of(status);
}

static const cvs_example examples[] = {
    {"convstat methods", "what --method, --interval, --rate-interval and --adjust can be"},
    {"convstat methods --explain", "with the formula and the source of each"},
};

const cvs_command cvs_command_methods = {
    .name = "methods",
    .heading = "Look things up",
    .summary = "the statistical methods, what they compute and where they come from",
    .operands = "",
    .about = "Lists every statistical method with its name, and with --explain its formula and its source.",
    .group = groups,
    .group_count = sizeof groups / sizeof groups[0],
    .example = examples,
    .example_count = sizeof examples / sizeof examples[0],
    .run = run_methods,
};
