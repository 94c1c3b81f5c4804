/* Commands: one row each, at the end of its cmd_<name>.c, and one line in commands.def. Help, man
 * pages and completion come from the rows. */
#ifndef CVS_CLI_COMMAND_H
#define CVS_CLI_COMMAND_H

#include "cli/arguments.h"
#include "cli/message.h"

typedef struct cvs_example {
  const char *line;  /* what is typed */
  const char *shows; /* what it is for; half a sentence, lower case */
} cvs_example;

typedef struct cvs_command {
  const char *name;
  const char *heading;  /* of its part of the overview; NULL: not listed there */
  const char *summary;  /* one line, lower case, no full stop */
  const char *operands; /* "[FILE...]"; "" if none */
  const char *about;    /* paragraphs, parted by newlines */
  const cvs_option_group *const *group;
  size_t group_count;
  const cvs_example *example;
  size_t example_count;
  cvs_choice_fn *operand_choice; /* what its one word may be; NULL: files */
  bool operand_required;
  /* Does the work; `error` is filled where the exit code is neither 0 nor 1. */
  cvs_exit (*run)(cvs_arguments *arguments, cvs_error *error);
} cvs_command;

#define CVS_COMMAND(name) extern const cvs_command cvs_command_##name;
#include "cli/commands.def"
#undef CVS_COMMAND

/* All commands in the order of help; *count receives how many. */
const cvs_command *const *cvs_commands(size_t *count);
/* The row of this name, or NULL. */
const cvs_command *cvs_command_find(const char *name);
/* CVS_EUSAGE with what may have been meant. */
cvs_status cvs_command_unknown(const char *word, cvs_error *error);
/* Names of the commands that are listed, as choices. */
cvs_choice_fn cvs_choice_command;

/* Runs the program; returns the exit code. */
int cvs_program(int argc, char **argv);

#endif
