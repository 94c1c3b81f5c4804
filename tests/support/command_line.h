/* The options of one command line, for tests of what they mean together. All inline: only tests of
 * the program have its option tables to link with. */
#ifndef CVS_TESTS_SUPPORT_COMMAND_LINE_H
#define CVS_TESTS_SUPPORT_COMMAND_LINE_H

#include "cli/arguments.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { COMMAND_LINE_WORDS_MAX = 20, COMMAND_LINE_BYTES_MAX = 256 };

typedef struct command_line {
  char line[COMMAND_LINE_BYTES_MAX];
  cvs_arguments arguments;
  cvs_error error;
  cvs_status status;
} command_line;

/* Parses a line whose words are parted by spaces; its status is kept and returned. */
static inline cvs_status command_line_parse(command_line *c, const cvs_option_set *set, const char *line) {
  char *argv[COMMAND_LINE_WORDS_MAX];
  int argc = 0;
  memset(c, 0, sizeof *c);
  assert_true(strlen(line) < sizeof c->line);
  strcpy(c->line, line);
  for (char *word = strtok(c->line, " "); word; word = strtok(NULL, " ")) {
    assert_true(argc < COMMAND_LINE_WORDS_MAX);
    argv[argc++] = word;
  }
  const cvs_option_target target = {&c->arguments, &c->arguments.words, &c->arguments.arena};
  c->status = cvs_options_parse(set, argc, argv, &target, &c->error);
  return c->status;
}

static inline void command_line_end(command_line *c) {
  cvs_arena_free(&c->arguments.arena);
}

/* Ends a line that must have been refused as wrong use, with this message. */
static inline void command_line_refused(command_line *c, const char *message) {
  assert_int_equal(c->status, CVS_EUSAGE);
  assert_string_equal(c->error.message, message);
  command_line_end(c);
}

#endif
