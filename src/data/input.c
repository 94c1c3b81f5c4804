/* Where bytes come from: a file, standard input or memory; gzip and zstd are unpacked on the way. */
#include "data/input.h"
#include "base/error.h"
#include "base/mem.h"
#include "data/decompress.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RAW_SIZE = 65536, REASON_MAX = 128 };

struct cvs_input {
  char *name;
  int descriptor;     /* -1: memory */
  const char *memory; /* what is left of it */
  size_t memory_length;
  cvs_decompressor *decompressor; /* NULL: plain */
  bool is_file;                   /* a regular one; it is read from `start` on */
  uint64_t start;
  uint64_t total; /* stored bytes from `start` on; 0: not known */
  uint64_t taken; /* of them */
  bool sniffed;
  bool raw_ended;
  size_t begin; /* raw[begin, end) is read and not yet taken */
  size_t end;
  char raw[RAW_SIZE];
};

static cvs_status fail_errno(cvs_error *error, const char *name, const char *what) {
  char reason[REASON_MAX];
  if (strerror_r(errno, reason, sizeof reason) != 0)
    memcpy(reason, "unknown reason", sizeof "unknown reason");
  return cvs_fail_at(error, CVS_EIO, name, 0, "cannot be %s: %s", what, reason);
}

static cvs_input *new_input(const char *name) {
  cvs_input *input = cvs_calloc(1, sizeof *input);
  const size_t size = strlen(name) + 1;
  char *copy = cvs_malloc(size);
  if (input == NULL || copy == NULL) {
    cvs_free(input);
    cvs_free(copy);
    return NULL;
  }
  memcpy(copy, name, size);
  input->name = copy;
  input->descriptor = -1;
  return input;
}

/* A regular file has a size, and standard input may stand in the middle of one. */
static void examine_file(cvs_input *input, const struct stat *about) {
  const off_t position = lseek(input->descriptor, 0, SEEK_CUR);
  input->is_file = S_ISREG(about->st_mode) && position >= 0;
  if (!input->is_file)
    return;
  input->start = (uint64_t)position;
  input->total = about->st_size > position ? (uint64_t)(about->st_size - position) : 0;
}

static cvs_status open_descriptor(cvs_input *input, const char *path, cvs_error *error) {
  if (strcmp(path, "-") == 0) {
    input->descriptor = STDIN_FILENO;
  } else {
    input->descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (input->descriptor < 0)
      return fail_errno(error, path, "opened");
  }
  struct stat about;
  if (fstat(input->descriptor, &about) != 0)
    return CVS_OK;
  if (S_ISDIR(about.st_mode))
    return cvs_fail_at(error, CVS_EIO, path, 0, "is a directory, expected a file");
  examine_file(input, &about);
  return CVS_OK;
}

cvs_status cvs_input_open(const char *path, cvs_input **out, cvs_error *error) {
  *out = NULL;
  cvs_input *input = new_input(path);
  if (input == NULL)
    return cvs_fail_memory(error);
  const cvs_status status = open_descriptor(input, path, error);
  if (status != CVS_OK) {
    cvs_input_close(input);
    return status;
  }
  *out = input;
  return CVS_OK;
}

cvs_status cvs_input_from_memory(const char *name, const void *bytes, size_t length, cvs_input **out,
                                 cvs_error *error) {
  *out = new_input(name);
  if (*out == NULL)
    return cvs_fail_memory(error);
  (*out)->memory = bytes;
  (*out)->memory_length = length;
  (*out)->total = length;
  return CVS_OK;
}

void cvs_input_close(cvs_input *input) {
  if (input == NULL)
    return;
  if (input->descriptor > STDIN_FILENO)
    (void)close(input->descriptor);
  cvs_decompressor_free(input->decompressor);
  cvs_free(input->name);
  cvs_free(input);
}

const char *cvs_input_name(const cvs_input *input) {
  return input->name;
}

static cvs_status read_memory(cvs_input *input, char *out, size_t capacity, size_t *length) {
  *length = input->memory_length < capacity ? input->memory_length : capacity;
  if (*length > 0)
    memcpy(out, input->memory, *length);
  input->memory = *length > 0 ? input->memory + *length : input->memory;
  input->memory_length -= *length;
  input->taken += *length;
  return CVS_OK;
}

static cvs_status read_raw(cvs_input *input, char *out, size_t capacity, size_t *length, cvs_error *error) {
  if (input->descriptor < 0)
    return read_memory(input, out, capacity, length);
  ssize_t got;
  do
    got = read(input->descriptor, out, capacity);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    return fail_errno(error, input->name, "read");
  *length = (size_t)got;
  input->taken += *length;
  return CVS_OK;
}

/* Adds to raw[begin, end) until it holds `wanted` bytes or the source ends. */
static cvs_status fill_raw(cvs_input *input, size_t wanted, cvs_error *error) {
  if (input->begin > 0) {
    memmove(input->raw, input->raw + input->begin, input->end - input->begin);
    input->end -= input->begin;
    input->begin = 0;
  }
  while (input->end < wanted && !input->raw_ended) {
    size_t length = 0;
    const cvs_status status = read_raw(input, input->raw + input->end, RAW_SIZE - input->end, &length, error);
    if (status != CVS_OK)
      return status;
    input->end += length;
    input->raw_ended = length == 0;
  }
  return CVS_OK;
}

static cvs_status sniff(cvs_input *input, cvs_error *error) {
  input->sniffed = true;
  const cvs_status status = fill_raw(input, CVS_PACKING_MAGIC, error);
  if (status != CVS_OK)
    return status;
  const unsigned char *const begin = (const unsigned char *)input->raw;
  const char *const refused = cvs_packing_refusal(begin, input->end);
  if (refused != NULL)
    return cvs_fail(error, CVS_EDATA, "is %s", refused);
  const cvs_packing packing = cvs_packing_of(begin, input->end);
  return packing == CVS_PACKING_NONE ? CVS_OK : cvs_decompressor_new(packing, &input->decompressor, error);
}

static cvs_status read_plain(cvs_input *input, char *out, size_t capacity, size_t *length, cvs_error *error) {
  const size_t held = input->end - input->begin;
  if (held == 0)
    return read_raw(input, out, capacity, length, error);
  *length = held < capacity ? held : capacity;
  memcpy(out, input->raw + input->begin, *length);
  input->begin += *length;
  return CVS_OK;
}

/* Each turn takes packed bytes, makes unpacked ones, or reaches the end. */
static cvs_status read_packed(cvs_input *input, char *out, size_t capacity, size_t *length, cvs_error *error) {
  cvs_status status = CVS_OK;
  bool at_end = false;
  while (status == CVS_OK && *length == 0 && !at_end) {
    if (input->begin == input->end)
      status = fill_raw(input, 1, error);
    if (status != CVS_OK)
      return status;
    cvs_unpack step = {input->raw + input->begin, input->end - input->begin, input->raw_ended, out, capacity, 0};
    status = cvs_decompressor_step(input->decompressor, &step, error);
    input->begin = input->end - step.in_length;
    *length = step.out_length;
    at_end = input->raw_ended && input->begin == input->end;
  }
  return status;
}

cvs_status cvs_input_read(cvs_input *input, char *out, size_t capacity, size_t *length, cvs_error *error) {
  *length = 0;
  const cvs_status status = input->sniffed ? CVS_OK : sniff(input, error);
  if (status != CVS_OK)
    return status;
  return input->decompressor == NULL ? read_plain(input, out, capacity, length, error)
                                     : read_packed(input, out, capacity, length, error);
}

uint64_t cvs_input_total(const cvs_input *input) {
  return input->total;
}

uint64_t cvs_input_taken(const cvs_input *input) {
  return input->taken;
}

bool cvs_input_can_rewind(const cvs_input *input) {
  return input->is_file || input->descriptor < 0;
}

cvs_status cvs_input_rewind(cvs_input *input, cvs_error *error) {
  if (input->descriptor < 0) {
    input->memory = input->memory == NULL ? NULL : input->memory - input->taken;
    input->memory_length = (size_t)input->total;
  } else if (lseek(input->descriptor, (off_t)input->start, SEEK_SET) < 0) {
    return fail_errno(error, input->name, "read again");
  }
  cvs_decompressor_free(input->decompressor);
  input->decompressor = NULL;
  input->sniffed = false;
  input->raw_ended = false;
  input->begin = input->end = 0;
  input->taken = 0;
  return CVS_OK;
}

bool cvs_input_is_plain_file(const cvs_input *input, uint64_t *offset, uint64_t *end) {
  *offset = input->start + input->taken - (input->end - input->begin);
  *end = input->start + input->total;
  /* Files of /proc claim a size of 0: they are read to their end, not to their size. */
  return input->is_file && input->sniffed && input->decompressor == NULL && input->total > 0 && *offset <= *end;
}

cvs_status cvs_input_read_at(const cvs_input *input, cvs_stretch *stretch, cvs_error *error) {
  stretch->length = 0;
  while (stretch->length < stretch->capacity) { /* each turn reads a byte at least, or was interrupted */
    const ssize_t got = pread(input->descriptor, stretch->out + stretch->length, stretch->capacity - stretch->length,
                              (off_t)(stretch->offset + stretch->length));
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return fail_errno(error, input->name, "read");
    if (got == 0)
      return CVS_OK;
    stretch->length += (size_t)got;
  }
  return CVS_OK;
}
