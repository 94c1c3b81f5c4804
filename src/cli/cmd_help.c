/* convstat help: the overview, or all about one command. */
#include "cli/help.h"

static cvs_status find_topic(const cvs_words *words, const cvs_command **topic, cvs_error *error) {
  *topic = &cvs_command_help;
  if (words->count == 0)
    return CVS_OK;
  *topic = cvs_command_find(words->word[0]);
  if (*topic)
    return CVS_OK;
  return cvs_command_unknown(words->word[0], error);
}

static cvs_exit run_help(cvs_arguments *arguments, cvs_error *error) {
  const cvs_command *topic = NULL;
  cvs_status status = find_topic(&arguments->words, &topic, error);
  if (status == CVS_OK)
    status = cvs_help_print(topic, error);
  return cvs_exit_of(status);
}

const cvs_command cvs_command_help = {
    .name = "help",
    .heading = "Look things up",
    .summary = "this overview, or all about one command",
    .operands = "[COMMAND]",
    .about = "Prints the overview, or what a command does, its options and examples.",
    .operand_choice = cvs_choice_command,
    .run = run_help,
};
