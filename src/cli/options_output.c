/* Options that say what is written, where, and how a screen is used. */
#include "cli/option_rows.h"

#include "cli/message.h"
#include "cli/terminal.h"
#include <string.h>
#include <unistd.h>

enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
static const char *choose_color(size_t index) {
  static const char *const ids[] = {[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

#define PLACE(member) offsetof(cvs_arguments, output.member)
/* The rows of a command whose usual format is `usual`, one of `formats`; the gates stand last. */
#define ROWS(usual, formats)                                                                                           \
  {                                                                                                                    \
    {.name = "format",                                                                                                 \
     .letter = 'f',                                                                                                    \
     .kind = CVS_VALUE_CHOICE,                                                                                         \
     .argument = "FORMAT",                                                                                             \
     .summary = "how the result is written",                                                                           \
     .fallback = (usual),                                                                                              \
     .choice = (formats),                                                                                              \
     .place = PLACE(format)},                                                                                          \
        {.name = "output",                                                                                             \
         .letter = 'o',                                                                                                \
         .kind = CVS_VALUE_PATH,                                                                                       \
         .argument = "FILE",                                                                                           \
         .summary = "write to FILE, whole or not at all",                                                              \
         .otherwise = "standard output",                                                                               \
         .place = PLACE(output)},                                                                                      \
        {.name = "explain",                                                                                            \
         .kind = CVS_VALUE_FLAG,                                                                                       \
         .summary = "under each table the method's name, its formula and its source",                                  \
         .place = PLACE(explain)},                                                                                     \
        {.name = "quiet",                                                                                              \
         .letter = 'q',                                                                                                \
         .kind = CVS_VALUE_FLAG,                                                                                       \
         .summary = "the verdict and the warnings alone",                                                              \
         .place = PLACE(quiet)},                                                                                       \
        {.name = "ascii", .kind = CVS_VALUE_FLAG, .summary = "pictures in plain ASCII", .place = PLACE(ascii)},        \
        {.name = "color",                                                                                              \
         .kind = CVS_VALUE_CHOICE,                                                                                     \
         .argument = "WHEN",                                                                                           \
         .summary = "colour; auto: on a terminal, unless NO_COLOR is set",                                             \
         .fallback = "auto",                                                                                           \
         .choice = choose_color,                                                                                       \
         .place = PLACE(color)},                                                                                       \
        CVS_ROW_FAIL_ON(cvs_choice_gate_test),                                                                         \
  }
static const cvs_option rows[] = ROWS("text", cvs_choice_format);
static const cvs_option rows_csv[] = ROWS("csv", cvs_choice_format_table);
static const cvs_option rows_html[] = ROWS("html", cvs_choice_format);

static bool is_to_file(const cvs_output_values *values) {
  return values->output.given && strcmp(values->output.text, "-") != 0;
}

cvs_report_style cvs_output_style(const cvs_arguments *arguments) {
  const cvs_output_values *values = &arguments->output;
  const cvs_terminal terminal = is_to_file(values) ? cvs_terminal_none() : cvs_terminal_of(STDOUT_FILENO);
  return (cvs_report_style){
      .columns = terminal.columns,
      .unicode = terminal.unicode && !values->ascii.given,
      .color = values->color.choice == COLOR_ALWAYS || (values->color.choice == COLOR_AUTO && terminal.color),
      .explain = values->explain.given,
      .quiet = values->quiet.given,
      .picture = arguments->picture.id.given ? arguments->picture.id.text : NULL,
      .directory = cvs_environment("TMPDIR"),
  };
}

cvs_status cvs_output_deliver(const cvs_arguments *arguments, cvs_report *report, cvs_error *error) {
  const cvs_output_values *values = &arguments->output;
  const cvs_status status = is_to_file(values) ? cvs_report_save(report, values->output.text, error)
                                               : cvs_report_copy(report, STDOUT_FILENO, "standard output", error);
  if (status == CVS_OK)
    cvs_message_warnings(cvs_report_warnings(report));
  return status;
}

const cvs_option_group cvs_options_output = {"Output", rows, sizeof rows / sizeof rows[0]};
const cvs_option_group cvs_options_output_ungated = {"Output", rows, sizeof rows / sizeof rows[0] - 1};
const cvs_option_group cvs_options_output_counts = {"Output", rows_csv, sizeof rows_csv / sizeof rows_csv[0] - 1};
const cvs_option_group cvs_options_output_page = {"Output", rows_html, sizeof rows_html / sizeof rows_html[0] - 1};
