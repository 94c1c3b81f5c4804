/* --plot: a picture beside the output, as SVG or by rsvg-convert as PNG. */
#include "cli/plot.h"

#include "base/error.h"
#include "base/spool.h"
#include "base/strbuf.h"
#include "cli/process.h"
#include "cli/terminal.h"
#include "data/problem.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const CONVERTER = "rsvg-convert";

static bool ends_with(const char *text, const char *end) {
  const size_t length = strlen(text), tail = strlen(end);
  return length > tail && strcmp(text + length - tail, end) == 0;
}

static bool is_png(const char *path) {
  return ends_with(path, ".png") || ends_with(path, ".PNG");
}

/* A picture over what is read or written besides would destroy it. */
static cvs_status check_path(const cvs_arguments *arguments, const char *path, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  const cvs_value *output = &arguments->output.output;
  if (output->given && strcmp(output->text, path) == 0)
    return cvs_fail(error, CVS_EUSAGE, "--plot: %s is that of --output too, expected another file",
                    cvs_show_value(shown, path));
  for (size_t i = 0; i < arguments->words.count; i++)
    if (strcmp(arguments->words.word[i], path) == 0)
      return cvs_fail(error, CVS_EUSAGE, "--plot: %s is an input too, expected another file",
                      cvs_show_value(shown, path));
  return CVS_OK;
}

static bool draws_svg(const cvs_arguments *arguments) {
  const char *format = arguments->output.format.text;
  return format && strcmp(format, "svg") == 0;
}

cvs_status cvs_plot_check(const cvs_arguments *arguments, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  const cvs_value *plot = &arguments->picture.plot;
  if (arguments->picture.id.given && !plot->given && !draws_svg(arguments))
    return cvs_fail(error, CVS_EUSAGE, "--picture chooses what is drawn, expected --plot FILE or --format svg with it");
  if (!plot->given)
    return CVS_OK;
  if (!is_png(plot->text) && !ends_with(plot->text, ".svg") && !ends_with(plot->text, ".SVG"))
    return cvs_fail(error, CVS_EUSAGE, "--plot: %s ends neither in .svg nor in .png",
                    cvs_show_value(shown, plot->text));
  if (is_png(plot->text) && !cvs_process_exists(CONVERTER))
    return cvs_fail(error, CVS_EUSAGE,
                    "--plot: a .png is made by %s, which is not installed (Debian: librsvg2-bin); a .svg needs nothing",
                    CONVERTER);
  return check_path(arguments, plot->text, error);
}

/* --- PNG --- */

/* An open file without a name. */
static int open_nameless(cvs_error *error) {
  const char *folder = cvs_environment("TMPDIR");
  cvs_strbuf path = {0};
  cvs_strbuf_addf(&path, "%s/convstat-plot-XXXXXX", folder ? folder : "/tmp");
  const int descriptor = path.failed ? -1 : mkstemp(path.text);
  if (descriptor >= 0)
    (void)unlink(path.text);
  else
    (void)cvs_fail(error, CVS_EIO, "no temporary file can be made in %s: %s", folder ? folder : "/tmp",
                   path.failed ? "out of memory" : strerror(errno));
  cvs_strbuf_free(&path);
  return descriptor;
}

/* Reads all of a file that is no longer written to. */
static cvs_status read_all(int descriptor, cvs_spool *spool, cvs_error *error) {
  enum { PIECE = 65536 };
  char piece[PIECE];
  ssize_t taken = lseek(descriptor, 0, SEEK_SET) == 0 ? read(descriptor, piece, sizeof piece) : -1;
  while (taken > 0) { /* until its end */
    cvs_spool_write(spool, piece, (size_t)taken);
    taken = read(descriptor, piece, sizeof piece);
  }
  return taken == 0 ? CVS_OK : cvs_fail(error, CVS_EIO, "the picture cannot be read back: %s", strerror(errno));
}

/* Twice the size of the drawing: sharp on a slide. */
static cvs_status convert(cvs_report *picture, int drawing, int made, cvs_error *error) {
  static const char *const words[] = {"rsvg-convert", "--format", "png", "--zoom", "2", NULL};
  cvs_status status = cvs_report_copy(picture, drawing, "the temporary file of --plot", error);
  if (status == CVS_OK && lseek(drawing, 0, SEEK_SET) != 0)
    status = cvs_fail(error, CVS_EIO, "the temporary file of --plot cannot be read: %s", strerror(errno));
  return status == CVS_OK ? cvs_process_run(words, drawing, made, error) : status;
}

static cvs_status save_png(cvs_report *picture, const char *path, cvs_error *error) {
  cvs_spool *spool = NULL;
  const int drawing = open_nameless(error);
  const int made = drawing >= 0 ? open_nameless(error) : -1;
  cvs_status status = made >= 0 ? convert(picture, drawing, made, error) : CVS_EIO;
  if (status == CVS_OK)
    status = cvs_spool_new(cvs_environment("TMPDIR"), &spool, error);
  if (status == CVS_OK)
    status = read_all(made, spool, error);
  if (status == CVS_OK)
    status = cvs_spool_save(spool, path, error);
  cvs_spool_free(spool);
  if (drawing >= 0)
    (void)close(drawing);
  if (made >= 0)
    (void)close(made);
  return status;
}

cvs_status cvs_plot_save(const cvs_arguments *arguments, cvs_report *picture, cvs_error *error) {
  const char *path = arguments->picture.plot.text;
  return is_png(path) ? save_png(picture, path, error) : cvs_report_save(picture, path, error);
}
