/* convstat man: the man pages, for whoever builds or packages the program. */
#include "cli/man.h"

static cvs_exit run_man(cvs_arguments *arguments, cvs_error *error) {
  const cvs_words *words = &arguments->words;
  const cvs_command *command = words->count > 0 ? cvs_command_find(words->word[0]) : NULL;
  cvs_strbuf page = {0};
  if (words->count > 0 && !command)
    return cvs_exit_of(cvs_command_unknown(words->word[0], error));
  if (command)
    cvs_man_command(&page, command);
  else
    cvs_man_program(&page);
  const cvs_status status = cvs_print(&page, error);
  cvs_strbuf_free(&page);
  return cvs_exit_of(status);
}

const cvs_command cvs_command_man = {
    .name = "man",
    .summary = "the man page of the program or of a command, as troff",
    .operands = "[COMMAND]",
    .about = "Prints a man page as troff, for whoever builds or packages the program.",
    .operand_choice = cvs_choice_command,
    .run = run_man,
};
