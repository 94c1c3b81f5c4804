/* Output that is held back until it is complete. */
#include "base/spool.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is kept in memory; above it the bytes go to a file. */
enum { MEMORY_MAX = 1 << 20, READ_BLOCK = 1 << 16 };

struct cvs_spool {
  const char *directory;
  char *memory; /* the last bytes written, not yet in the file */
  size_t used;
  size_t capacity;
  int file; /* unlinked; -1 while everything fits in memory */
  uint64_t in_file;
  cvs_error error; /* the first failure */
};

/* Calls write until all is written; 0 or errno. Ends: each turn writes a byte or fails. */
static int write_all(int descriptor, const char *bytes, size_t length) {
  while (length > 0) {
    const ssize_t written = write(descriptor, bytes, length);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return errno;
    if (written == 0)
      return EIO;
    bytes += written;
    length -= (size_t)written;
  }
  return 0;
}

/* Says that `name` could not be written; a closed pipe is known to whoever closed it: no words. */
static cvs_status fail_write(cvs_error *error, const char *name, int number) {
  if (number == EPIPE)
    return cvs_fail(error, CVS_EIO, "%s", "");
  return cvs_fail_at(error, CVS_EIO, name, 0, "cannot be written: %s", strerror(number));
}

static void make_file(cvs_spool *spool, char *path) {
  spool->file = mkstemp(path);
  if (spool->file < 0)
    (void)cvs_fail_at(&spool->error, CVS_EIO, spool->directory, 0, "no temporary file can be made here: %s",
                      strerror(errno));
  else
    (void)unlink(path);
}

static void open_file(cvs_spool *spool) {
  cvs_strbuf path = {0};
  cvs_strbuf_add(&path, spool->directory);
  cvs_strbuf_add(&path, "/convstat-XXXXXX");
  if (path.failed)
    (void)cvs_fail_memory(&spool->error);
  else
    make_file(spool, path.text);
  cvs_strbuf_free(&path);
}

static void write_file(cvs_spool *spool, const char *bytes, size_t length) {
  const int number = write_all(spool->file, bytes, length);
  if (number)
    (void)cvs_fail_at(&spool->error, CVS_EIO, spool->directory, 0, "a temporary file cannot be written: %s",
                      strerror(number));
  else
    spool->in_file += length;
}

/* Moves what is in memory to the file. */
static void empty_memory(cvs_spool *spool) {
  if (spool->file < 0)
    open_file(spool);
  if (spool->error.status == CVS_OK)
    write_file(spool, spool->memory, spool->used);
  spool->used = 0;
}

static void keep_in_memory(cvs_spool *spool, const char *bytes, size_t length) {
  char *memory = cvs_array_grow(spool->memory, &spool->capacity, spool->used + length, 1);
  if (!memory) {
    (void)cvs_fail_memory(&spool->error);
    return;
  }
  spool->memory = memory;
  memcpy(spool->memory + spool->used, bytes, length);
  spool->used += length;
}

cvs_status cvs_spool_new(const char *directory, cvs_spool **out, cvs_error *error) {
  *out = cvs_calloc(1, sizeof **out);
  if (!*out)
    return cvs_fail_memory(error);
  (*out)->directory = directory ? directory : "/tmp";
  (*out)->file = -1;
  return CVS_OK;
}

void cvs_spool_free(cvs_spool *spool) {
  if (!spool)
    return;
  if (spool->file >= 0)
    (void)close(spool->file);
  cvs_free(spool->memory);
  cvs_free(spool);
}

void cvs_spool_write(cvs_spool *spool, const char *bytes, size_t length) {
  if (spool->error.status != CVS_OK || length == 0)
    return;
  if (length > MEMORY_MAX - spool->used) {
    empty_memory(spool);
    if (spool->error.status != CVS_OK)
      return;
  }
  if (length > MEMORY_MAX)
    write_file(spool, bytes, length);
  else
    keep_in_memory(spool, bytes, length);
}

void cvs_spool_puts(cvs_spool *spool, const char *text) {
  cvs_spool_write(spool, text, strlen(text));
}

uint64_t cvs_spool_length(const cvs_spool *spool) {
  return spool->in_file + spool->used;
}

static cvs_status report_sticky(const cvs_spool *spool, cvs_error *error) {
  const cvs_error *first = &spool->error;
  return cvs_fail_at(error, first->status, first->source, first->line, "%s", first->message);
}

cvs_status cvs_spool_check(const cvs_spool *spool, cvs_error *error) {
  return spool->error.status == CVS_OK ? CVS_OK : report_sticky(spool, error);
}

/* Where a spool's bytes go: another spool, or a descriptor. */
typedef struct sink {
  cvs_spool *spool; /* NULL: `descriptor` */
  int descriptor;
  const char *name;
} sink;

static cvs_status pour(const sink *to, const char *bytes, size_t length, cvs_error *error) {
  if (to->spool) {
    cvs_spool_write(to->spool, bytes, length);
    return cvs_spool_check(to->spool, error);
  }
  const int number = write_all(to->descriptor, bytes, length);
  return number ? fail_write(error, to->name, number) : CVS_OK;
}

static cvs_status pour_file(const cvs_spool *from, const sink *to, char *block, cvs_error *error) {
  uint64_t done = 0;
  while (done < from->in_file) {
    const ssize_t got = pread(from->file, block, READ_BLOCK, (off_t)done);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return cvs_fail_at(error, CVS_EIO, from->directory, 0, "a temporary file cannot be read: %s",
                         got < 0 ? strerror(errno) : "it is too short");
    const cvs_status status = pour(to, block, (size_t)got, error);
    if (status != CVS_OK)
      return status;
    done += (uint64_t)got;
  }
  return CVS_OK;
}

static cvs_status pour_all(const cvs_spool *from, const sink *to, cvs_error *error) {
  if (from->error.status != CVS_OK)
    return report_sticky(from, error);
  if (from->in_file > 0) {
    char *block = cvs_malloc(READ_BLOCK);
    if (!block)
      return cvs_fail_memory(error);
    const cvs_status status = pour_file(from, to, block, error);
    cvs_free(block);
    if (status != CVS_OK)
      return status;
  }
  return pour(to, from->memory, from->used, error);
}

cvs_status cvs_spool_append(cvs_spool *to, cvs_spool *from, cvs_error *error) {
  return pour_all(from, &(sink){.spool = to}, error);
}

cvs_status cvs_spool_copy(cvs_spool *spool, int descriptor, const char *name, cvs_error *error) {
  return pour_all(spool, &(sink){.descriptor = descriptor, .name = name}, error);
}
