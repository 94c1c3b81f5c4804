/* A page over a folder of results: its files, their dates and links. */
#include "cli/report_index.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/message.h"
#include "data/problem.h"
#include "report/saved_index.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static const char ending[] = ".json";

/* A folder on its way to a page. */
typedef struct folder {
  const char *path;
  cvs_strbuf prefix; /* of its files in links */
  cvs_index_entry *entry;
  size_t count;
  size_t capacity;
  cvs_arena arena; /* of texts */
} folder;

static char *keep(folder *in, const cvs_strbuf *text) {
  return text->failed ? NULL : cvs_arena_copy(&in->arena, cvs_strbuf_text(text), text->length);
}

/* --- links --- */

/* What is more than letters, digits and the like would be read as something else in a link. */
static void add_encoded(cvs_strbuf *out, const char *text) {
  static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  static const char digits[] = "0123456789ABCDEF";
  enum { NIBBLE = 4, MASK = 15 };
  for (const char *c = text; *c != '\0'; c++) {
    if (strchr(plain, *c) != NULL) {
      cvs_strbuf_add_char(out, *c);
      continue;
    }
    cvs_strbuf_add_char(out, '%');
    cvs_strbuf_add_char(out, digits[(unsigned char)*c >> NIBBLE]);
    cvs_strbuf_add_char(out, digits[(unsigned char)*c & MASK]);
  }
}

static size_t folder_length(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash == NULL ? 0 : (size_t)(slash - path);
}

static bool is_same_folder(const char *left, const char *right) {
  struct stat one, other;
  return stat(left, &one) == 0 && stat(right, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/* Links lead from the page to the folder. A page on standard output is taken to end up in the folder itself. */
static void find_prefix(folder *in, const cvs_value *output) {
  if (!output->given || strcmp(output->text, "-") == 0)
    return;
  cvs_strbuf beside = {0};
  cvs_strbuf_add_bytes(&beside, output->text, folder_length(output->text));
  const bool in_root = output->text[0] == '/' && beside.length == 0;
  const char *page = in_root ? "/" : beside.length == 0 ? "." : cvs_strbuf_text(&beside);
  const bool climbs = in->path[0] != '/' && page[0] != '/';
  if (!is_same_folder(page, in->path)) {
    for (const char *c = page; climbs && *c != '\0'; c++)
      if ((c == page || c[-1] == '/') && *c != '/' && !(c[0] == '.' && (c[1] == '/' || c[1] == '\0')))
        cvs_strbuf_add(&in->prefix, "../");
    add_encoded(&in->prefix, in->path);
    cvs_strbuf_add_char(&in->prefix, '/');
  }
  in->prefix.failed |= beside.failed;
  cvs_strbuf_free(&beside);
}

/* To the page beside the result where there is one, else to the result. */
static char *make_link(folder *in, const char *file) {
  cvs_strbuf page = {0}, path = {0}, link = {0};
  struct stat found;
  cvs_strbuf_add_bytes(&page, file, strlen(file) - (sizeof ending - 1));
  cvs_strbuf_add(&page, ".html");
  cvs_strbuf_add(&path, in->path);
  cvs_strbuf_add(&path, "/");
  cvs_strbuf_add(&path, cvs_strbuf_text(&page));
  const bool exists = stat(cvs_strbuf_text(&path), &found) == 0 && S_ISREG(found.st_mode);
  cvs_strbuf_add(&link, in->prefix.length > 0 ? cvs_strbuf_text(&in->prefix) : "");
  add_encoded(&link, exists ? cvs_strbuf_text(&page) : file);
  link.failed |= page.failed || path.failed || in->prefix.failed;
  char *kept = keep(in, &link);
  cvs_strbuf_free(&page);
  cvs_strbuf_free(&path);
  cvs_strbuf_free(&link);
  return kept;
}

/* --- files --- */

/* Names are bytes; what is not UTF-8 is shown as question marks. */
static char *make_name(folder *in, const char *file) {
  char *name = cvs_arena_copy(&in->arena, file, strlen(file) - (sizeof ending - 1));
  size_t bad = 0;
  for (size_t from = 0; name != NULL && !cvs_utf8_valid(name + from, strlen(name + from), &bad);) {
    from += bad;
    name[from] = '?';
  }
  return name;
}

static int64_t day_of(const char *path) {
  enum { DAY_SECONDS = 86400 };
  struct stat found;
  return stat(path, &found) == 0 ? (int64_t)found.st_mtime / DAY_SECONDS : 0;
}

/* Why a file could not be read, without its name, which stands beside it. */
static char *make_problem(folder *in, const cvs_error *problem) {
  cvs_strbuf text = {0};
  if (problem->line > 0)
    cvs_strbuf_addf(&text, "line %llu: ", (unsigned long long)problem->line);
  cvs_strbuf_add(&text, problem->message);
  char *kept = keep(in, &text);
  cvs_strbuf_free(&text);
  return kept;
}

/* Whether each of its groups can be shown: what contradicts itself is listed with the files that could not be read. */
static cvs_status check_lines(cvs_saved_result *result, cvs_error *problem) {
  cvs_status status = CVS_OK;
  cvs_saved_line line;
  for (size_t i = 0; i < cvs_saved_result_group_count(result) && status == CVS_OK; i++)
    status = cvs_saved_result_line(result, i, &line, problem);
  return status;
}

static cvs_status read_result(const char *path, cvs_saved_result **out, cvs_error *problem) {
  cvs_status status = cvs_saved_result_read(path, out, problem);
  if (status == CVS_OK)
    status = check_lines(*out, problem);
  if (status == CVS_OK || *out == NULL)
    return status;
  cvs_saved_result_free(*out);
  *out = NULL;
  return status;
}

static cvs_status read_entry(folder *in, const char *file, cvs_index_entry *out, cvs_error *error) {
  cvs_strbuf path = {0};
  cvs_error problem = {.status = CVS_OK};
  cvs_strbuf_add(&path, in->path);
  cvs_strbuf_add(&path, "/");
  cvs_strbuf_add(&path, file);
  *out = (cvs_index_entry){.name = make_name(in, file), .link = make_link(in, file)};
  cvs_status status = path.failed || out->name == NULL || out->link == NULL ? CVS_ENOMEM : CVS_OK;
  if (status == CVS_OK)
    status = read_result(cvs_strbuf_text(&path), &out->result, &problem);
  out->day = day_of(cvs_strbuf_text(&path));
  if (status == CVS_OK)
    out->day_of_data = cvs_saved_result_last_day(out->result, &out->day);
  else if (status != CVS_ENOMEM)
    out->problem = make_problem(in, &problem);
  cvs_strbuf_free(&path);
  return status == CVS_ENOMEM || (out->result == NULL && out->problem == NULL) ? cvs_fail_memory(error) : CVS_OK;
}

static bool is_result_name(const char *name) {
  const size_t length = strlen(name);
  return name[0] != '.' && length > sizeof ending - 1 && strcmp(name + length - (sizeof ending - 1), ending) == 0;
}

static cvs_status add_file(folder *in, const char *file, cvs_error *error) {
  cvs_index_entry *grown = cvs_array_grow(in->entry, &in->capacity, in->count + 1, sizeof *grown);
  if (grown == NULL)
    return cvs_fail_memory(error);
  in->entry = grown;
  return read_entry(in, file, &in->entry[in->count++], error);
}

static cvs_status read_folder(folder *in, cvs_error *error) {
  DIR *listing = opendir(in->path);
  if (listing == NULL)
    return cvs_fail_at(error, CVS_EIO, in->path, 0, "cannot be opened as a folder: %s", strerror(errno));
  cvs_status status = CVS_OK;
  errno = 0;
  for (const struct dirent *file = readdir(listing); file != NULL && status == CVS_OK; file = readdir(listing)) {
    if (is_result_name(file->d_name))
      status = add_file(in, file->d_name, error);
    errno = 0;
  }
  if (status == CVS_OK && errno != 0)
    status = cvs_fail_at(error, CVS_EIO, in->path, 0, "cannot be read: %s", strerror(errno));
  (void)closedir(listing);
  return status;
}

/* --- the page --- */

static cvs_status check_usage(const cvs_arguments *arguments, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  if (arguments->words.count > 0)
    return cvs_fail(error, CVS_EUSAGE, "--index lists a folder, and %s is given besides, expected one of them",
                    cvs_show_value(shown, arguments->words.word[0]));
  if (strcmp(arguments->output.format.text, "html") != 0)
    return cvs_fail(error, CVS_EUSAGE, "--index is a page of links, and --format is %s, expected html",
                    arguments->output.format.text);
  if (arguments->picture.plot.given || arguments->picture.id.given)
    return cvs_fail(error, CVS_EUSAGE, "--index is a page of links, and %s is given besides, expected one of them",
                    arguments->picture.plot.given ? "--plot" : "--picture");
  return CVS_OK;
}

static cvs_status write_page(folder *in, const cvs_arguments *arguments, cvs_error *error) {
  const char *title = arguments->report.title.given ? arguments->report.title.text : "Experiments";
  cvs_strbuf page = {0};
  cvs_status status = cvs_index_write(&page, title, in->entry, in->count, error);
  if (status == CVS_OK)
    status = cvs_write(&page, arguments->output.output.text, error);
  cvs_strbuf_free(&page);
  return status;
}

cvs_status cvs_report_index(const cvs_arguments *arguments, cvs_error *error) {
  folder in = {.path = arguments->report.index.text};
  cvs_status status = check_usage(arguments, error);
  if (status == CVS_OK)
    find_prefix(&in, &arguments->output.output);
  if (status == CVS_OK)
    status = read_folder(&in, error);
  if (status == CVS_OK)
    status = write_page(&in, arguments, error);
  for (size_t i = 0; i < in.count; i++)
    cvs_saved_result_free(in.entry[i].result);
  cvs_free(in.entry);
  cvs_strbuf_free(&in.prefix);
  cvs_arena_free(&in.arena);
  return status;
}
