/* convstat version: which program this is, and under which licence. */
#include "cli/command.h"

#include <convstat/convstat.h>

static cvs_exit run_version(cvs_arguments *arguments, cvs_error *error) {
  (void)arguments;
  cvs_strbuf text = {0};
  cvs_strbuf_addf(&text, "convstat %s\n", cvs_version());
  cvs_strbuf_add(&text, "License GPL-3.0-or-later: free software, without any warranty.\n");
  const cvs_status status = cvs_print(&text, error);
  cvs_strbuf_free(&text);
  return cvs_exit_of(status);
}

const cvs_command cvs_command_version = {
    .name = "version",
    .heading = "Look things up",
    .summary = "the version and the licence",
    .operands = "",
    .about = "Prints the version of the program and its licence, as 'convstat --version' does.",
    .run = run_version,
};
