/* Reading a text in blocks while the k-th allocation fails: from a file, and through a decoder, with records that go
 * over the borders of blocks. */
#include "fault/failing.h"

#include "data/blocks.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINES = 400, LINE = 8 };

/* Records end behind ";\n", which few lines do. */
static cvs_status parse(void *context, cvs_block *block, cvs_error *error) {
  size_t end = block->last ? block->length : 0;
  (void)context;
  (void)error;
  for (size_t i = 1; i < block->length && !block->last; i++)
    end = block->text[i - 1] == ';' && block->text[i] == '\n' ? i + 1 : end;
  block->rest = block->length - end;
  block->lines = cvs_text_count_lines(block->text, end);
  return CVS_OK;
}

static cvs_status accept(void *context, const cvs_block *block, cvs_error *error) {
  (void)error;
  *(uint64_t *)context += block->lines;
  return CVS_OK;
}

static cvs_status fold(void *context, unsigned part, size_t count, cvs_error *error) {
  (void)context;
  (void)part;
  (void)count;
  (void)error;
  return CVS_OK;
}

static cvs_status run(cvs_text *text, cvs_error *error) {
  uint64_t lines = 0;
  const cvs_blocks_style style = {.workers = 1, .block_size = 100, .slots = 4};
  const cvs_blocks_work work = {&lines, parse, accept, fold, NULL};
  const char *begin = NULL;
  size_t length = 0;
  cvs_status status = cvs_text_peek(text, LINE, &begin, &length, error);
  if (status != CVS_OK)
    return status;
  cvs_text_drop(text, length);
  status = cvs_blocks_run(text, &style, &work, error);
  return status != CVS_OK || lines == LINES - 1 ? status : CVS_EINVAL;
}

static cvs_status read_input(cvs_input *input, const char *encoding, cvs_error *error) {
  cvs_text *text = NULL;
  cvs_status status = cvs_text_new(input, encoding, &text, error);
  if (status == CVS_OK)
    status = run(text, error);
  cvs_text_free(text);
  cvs_input_close(input);
  return status;
}

static void make_lines(char text[LINES * LINE]) {
  for (size_t i = 0; i < LINES; i++)
    memcpy(text + i * LINE, i % 50 == 49 ? "aaa,bb;\n" : "aaa,bbb\n", LINE);
}

static cvs_status read_a_file(void) {
  char text[LINES * LINE];
  char path[] = "/tmp/convstat-fault-XXXXXX";
  cvs_error error = {0};
  cvs_input *input = NULL;
  make_lines(text);
  const int file = mkstemp(path);
  if (file < 0 || write(file, text, sizeof text) != (ssize_t)sizeof text || close(file) != 0)
    return CVS_EIO;
  cvs_status status = cvs_input_open(path, &input, &error);
  if (status == CVS_OK)
    status = read_input(input, NULL, &error);
  return unlink(path) == 0 && error.status == status ? status : CVS_EIO;
}

static cvs_status read_a_stream(void) {
  char text[LINES * LINE];
  cvs_error error = {0};
  cvs_input *input = NULL;
  make_lines(text);
  cvs_status status = cvs_input_from_memory("memory", text, sizeof text, &input, &error);
  if (status == CVS_OK)
    status = read_input(input, "windows-1252", &error);
  return error.status == status ? status : CVS_EINVAL;
}

static const scenario scenarios[] = {
    {"a file is read in blocks", read_a_file},
    {"a decoded text is read in blocks", read_a_stream},
};

int main(void) {
  return run_scenarios(scenarios, sizeof scenarios / sizeof scenarios[0]);
}
