/* The table of commands. */
#include "cli/command.h"

#include <string.h>

static const cvs_command *const rows[] = {
#define CVS_COMMAND(name) &cvs_command_##name,
#include "cli/commands.def"
#undef CVS_COMMAND
};

enum { COMMANDS = sizeof rows / sizeof rows[0] };

const cvs_command *const *cvs_commands(size_t *count) {
  *count = COMMANDS;
  return rows;
}

const cvs_command *cvs_command_find(const char *name) {
  for (size_t i = 0; i < COMMANDS; i++)
    if (strcmp(rows[i]->name, name) == 0)
      return rows[i];
  return NULL;
}

const char *cvs_choice_command(size_t index) {
  size_t listed = 0;
  for (size_t i = 0; i < COMMANDS; i++)
    if (rows[i]->heading && listed++ == index)
      return rows[i]->name;
  return NULL;
}
