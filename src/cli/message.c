/* Messages on standard error, one line each, and the exit code of a status. */
#include "cli/message.h"

#include "base/error.h"
#include "base/spool.h"
#include "base/utf8.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const char *cvs_exit_meaning(cvs_exit code) {
  static const char *const meanings[CVS_EXITS] = {
      [CVS_EXIT_DONE] = "done",
      [CVS_EXIT_GATE] = "a gate of --fail-on did not hold",
      [CVS_EXIT_USAGE] = "usage: an option or a word is wrong",
      [CVS_EXIT_DATA] = "the input data are bad",
      [CVS_EXIT_STREAM] = "a file or stream could not be read or written",
      [CVS_EXIT_NUMBERS] = "the numbers could not be computed",
  };
  return meanings[code];
}

cvs_exit cvs_exit_of(cvs_status status) {
  switch (status) {
  case CVS_OK:
    return CVS_EXIT_DONE;
  case CVS_EUSAGE:
    return CVS_EXIT_USAGE;
  case CVS_EDATA:
    return CVS_EXIT_DATA;
  case CVS_EIO:
    return CVS_EXIT_STREAM;
  case CVS_EINVAL:
  case CVS_EUNDEF:
  case CVS_ELIMIT:
  case CVS_ENOCONV:
  case CVS_ENOMEM:
  case CVS_ECANCELLED:
    break;
  }
  return CVS_EXIT_NUMBERS;
}

/* Names and values come from outside: control characters must not reach a terminal, nor a newline
 * break the line. */
void cvs_message_error(const cvs_error *error) {
  cvs_strbuf line = {0};
  if (error->message[0] == '\0')
    return;
  if (error->source[0]) {
    cvs_utf8_add_visible(&line, error->source);
    if (error->line > 0)
      cvs_strbuf_addf(&line, ":%" PRIu64, error->line);
    cvs_strbuf_add(&line, ": ");
  }
  cvs_utf8_add_visible(&line, error->message);
  fprintf(stderr, "convstat: %s\n", line.failed ? "out of memory" : cvs_strbuf_text(&line));
  cvs_strbuf_free(&line);
}

/* In one piece: a file of many experiments may have a warning for each. */
void cvs_message_warnings(const char *lines) {
  cvs_strbuf text = {0};
  while (*lines) {
    const size_t length = strcspn(lines, "\n");
    cvs_strbuf_add(&text, "convstat: warning: ");
    cvs_strbuf_add_bytes(&text, lines, length);
    cvs_strbuf_add_char(&text, '\n');
    lines += length + (lines[length] == '\n');
  }
  fputs(cvs_strbuf_text(&text), stderr);
  cvs_strbuf_free(&text);
}

cvs_status cvs_write(const cvs_strbuf *text, const char *path, cvs_error *error) {
  cvs_spool *spool = NULL;
  if (text->failed)
    return cvs_fail_memory(error);
  cvs_status status = cvs_spool_new(NULL, &spool, error);
  if (status != CVS_OK)
    return status;
  cvs_spool_write(spool, cvs_strbuf_text(text), text->length);
  if (path && strcmp(path, "-") != 0)
    status = cvs_spool_save(spool, path, error);
  else
    status = cvs_spool_copy(spool, STDOUT_FILENO, "standard output", error);
  cvs_spool_free(spool);
  return status;
}

cvs_status cvs_print(const cvs_strbuf *text, cvs_error *error) {
  return cvs_write(text, NULL, error);
}
