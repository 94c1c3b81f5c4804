/* Text of pictures. */
#include "report/svg_text.h"

#include "base/utf8.h"

#include <string.h>

/* Advances of DejaVu Sans 2.37 in thousandths of its size, from space to tilde. */
static const short advances[] = {318,  401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
                                 636,  636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
                                 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
                                 603,  787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
                                 500,  613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
                                 635,  635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838};
enum { FIRST_ADVANCE = ' ', LAST_ADVANCE = '~' };

/* Other letters are 0.55 (Hebrew) to 0.69 (Arabic) wide on average, signs (dashes, arrows) up to 1, and what takes two
 * columns of a terminal is 1 wide (Chinese) to 1.25 (emoji). */
static const double LETTER_ADVANCE = 0.8;
static const double SIGN_ADVANCE = 1;
static const double WIDE_ADVANCE = 1.25;
enum { FIRST_SIGN = 0x2010, LAST_SIGN = 0x2BFF };
static const double THOUSAND = 1000;

enum { CHARACTER_BYTES_MAX = 4 };

/* Takes the next character; its width in sizes, or -1 at the end. */
static double take_advance(const char **text) {
  const char *begin = *text;
  int32_t code = 0;
  if (!cvs_utf8_next(text, &code))
    return -1;
  if (code >= FIRST_ADVANCE && code <= LAST_ADVANCE)
    return advances[code - FIRST_ADVANCE] / THOUSAND;
  char character[CHARACTER_BYTES_MAX + 1] = "";
  const size_t length = (size_t)(*text - begin);
  memcpy(character, begin, length < CHARACTER_BYTES_MAX ? length : CHARACTER_BYTES_MAX);
  const size_t columns = cvs_utf8_width(character);
  if (columns == 0)
    return 0;
  if (columns > 1)
    return WIDE_ADVANCE;
  return code >= FIRST_SIGN && code <= LAST_SIGN ? SIGN_ADVANCE : LETTER_ADVANCE;
}

double cvs_svg_text_width(const char *text, double size) {
  double width = 0;
  for (double advance = take_advance(&text); advance >= 0; advance = take_advance(&text))
    width += advance;
  return width * size;
}

size_t cvs_svg_text_line(const char *text, double size, double room) {
  const char *end = text;
  double width = -1e-6; /* a text of exactly this width fits, however it is summed */
  for (const char *at = text; *at != '\0';) {
    if (*at == ' ' && (width <= room || end == text))
      end = at;
    if (width > room && end != text)
      return (size_t)(end - text);
    width += take_advance(&at) * size;
  }
  return width <= room || end == text ? strlen(text) : (size_t)(end - text);
}

/* Bytes of the longest beginning within a width. */
static size_t fit_head(const char *text, double size, double room) {
  const char *end = text;
  double width = 0;
  for (const char *next = text; *next != '\0'; end = next) {
    width += take_advance(&next) * size;
    if (width > room)
      break;
  }
  return (size_t)(end - text);
}

/* Where the longest end within a width begins, `left` being the width of all: never before a mark that combines. */
static const char *fit_tail(const char *text, double size, double room, double left) {
  for (const char *next = text; *next != '\0'; text = next) {
    const double advance = take_advance(&next) * size;
    if (left <= room && advance > 0)
      break;
    left -= advance;
  }
  return text;
}

double cvs_svg_add_fitted(cvs_strbuf *out, const char *text, double size, double room) {
  static const char ellipsis[] = "\u2026";
  static const double head_part = 0.6;
  const double whole = cvs_svg_text_width(text, size), dots = cvs_svg_text_width(ellipsis, size);
  if (whole <= room) {
    cvs_strbuf_add(out, text);
    return whole;
  }
  const size_t head = fit_head(text, size, head_part * (room - dots));
  cvs_strbuf fitted = {0};
  cvs_strbuf_add_bytes(&fitted, text, head);
  cvs_strbuf_add(&fitted, ellipsis);
  const double used = cvs_svg_text_width(cvs_strbuf_text(&fitted), size);
  cvs_strbuf_add(&fitted, fit_tail(text + head, size, room - used, cvs_svg_text_width(text + head, size)));
  const double width = cvs_svg_text_width(cvs_strbuf_text(&fitted), size);
  cvs_strbuf_add(out, cvs_strbuf_text(&fitted));
  out->failed |= fitted.failed;
  cvs_strbuf_free(&fitted);
  return width;
}

static bool is_latin_letter(int32_t code) {
  return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

/* Letters beyond ASCII are taken for left to right unless they are not; digits and signs have no direction. */
bool cvs_svg_starts_rtl(const char *text) {
  const int32_t first_beyond = 0xC0;
  int32_t code = 0;
  for (const char *begin = text; cvs_utf8_next(&text, &code); begin = text) {
    char character[CHARACTER_BYTES_MAX + 1] = "";
    memcpy(character, begin, (size_t)(text - begin));
    if (cvs_utf8_is_rtl(character))
      return true;
    if (is_latin_letter(code) || code >= first_beyond)
      return false;
  }
  return false;
}

static const char *find_entity(char c) {
  switch (c) {
  case '&':
    return "&amp;";
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '"':
    return "&quot;";
  case '\'':
    return "&#39;";
  default:
    return NULL;
  }
}

/* U+FFFE and U+FFFF are valid UTF-8 but no characters of XML. */
static bool is_forbidden(const char *at) {
  return strncmp(at, "\xEF\xBF\xBE", 3) == 0 || strncmp(at, "\xEF\xBF\xBF", 3) == 0;
}

void cvs_svg_add_escaped(cvs_strbuf *out, const char *text) {
  cvs_strbuf visible = {0};
  cvs_utf8_add_visible(&visible, text);
  for (const char *at = cvs_strbuf_text(&visible); *at != '\0'; at++) {
    const char *entity = find_entity(*at);
    if (entity != NULL) {
      cvs_strbuf_add(out, entity);
    } else if (is_forbidden(at)) {
      cvs_strbuf_add(out, "\uFFFD");
      at += 2;
    } else {
      cvs_strbuf_add_char(out, *at);
    }
  }
  out->failed |= visible.failed;
  cvs_strbuf_free(&visible);
}
