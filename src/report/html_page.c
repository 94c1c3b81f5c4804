/* The frame of a page and its pieces. */
#include "report/html_page.h"

#include "report/html_text.h"
#include <convstat/convstat.h>

#include <string.h>

void cvs_html_add_tone(cvs_strbuf *out, cvs_tone tone) {
  static const char *const names[] = {
      [CVS_TONE_PLAIN] = "plain", [CVS_TONE_GOOD] = "good", [CVS_TONE_BAD] = "bad", [CVS_TONE_WARN] = "warn"};
  cvs_strbuf_add(out, names[tone]);
}

void cvs_html_add_tag(cvs_strbuf *out, cvs_tone tone, const char *word) {
  cvs_strbuf_add(out, "<span class=\"tag ");
  cvs_html_add_tone(out, tone);
  cvs_strbuf_add(out, "\">");
  cvs_html_add_escaped(out, word);
  cvs_strbuf_add(out, "</span>");
}

void cvs_html_begin(cvs_strbuf *out, const char *kicker, const char *title, const char *about) {
  cvs_strbuf_add(out, "<!DOCTYPE html>\n"
                      "<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n"
                      "<head>\n"
                      "<meta charset=\"utf-8\"/>\n"
                      "<meta http-equiv=\"Content-Security-Policy\" "
                      "content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                      "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
                      "<title>");
  cvs_html_add_escaped(out, title);
  if (about != NULL && *about != '\0') {
    cvs_strbuf_add(out, ": ");
    cvs_html_add_escaped(out, about);
  }
  cvs_strbuf_add(out, "</title>\n<style>\n");
  cvs_html_add_style(out);
  cvs_strbuf_add(out, "</style>\n</head>\n<body>\n<main>\n<header>\n");
  if (kicker != NULL) {
    cvs_strbuf_add(out, "<p class=\"kicker\">");
    cvs_html_add_escaped(out, kicker);
    cvs_strbuf_add(out, "</p>\n");
  }
  cvs_strbuf_add(out, "<h1 id=\"top\">");
  cvs_html_add_text(out, title);
  cvs_strbuf_add(out, "</h1>\n");
  if (about != NULL && *about != '\0') {
    cvs_strbuf_add(out, "<p class=\"about\">");
    cvs_html_add_text(out, about);
    cvs_strbuf_add(out, "</p>\n");
  }
  cvs_strbuf_add(out, "</header>\n");
}

void cvs_html_end(cvs_strbuf *out) {
  cvs_strbuf_add(out, "</main>\n<footer><p>Written by convstat " CVS_VERSION "</p></footer>\n</body>\n</html>\n");
}

void cvs_html_open_table(cvs_strbuf *out, const char *caption, bool shown, const char *kind, size_t number) {
  cvs_strbuf_addf(out, "<div class=\"box\" role=\"region\" tabindex=\"0\" aria-label=\"Table %zu: ", number);
  cvs_html_add_escaped(out, caption);
  cvs_strbuf_add(out, "\"><table");
  if (kind[0] != '\0')
    cvs_strbuf_addf(out, " class=\"%s\"", kind);
  if (strcmp(kind, "stack") == 0)
    cvs_strbuf_add(out, " role=\"table\"");
  cvs_strbuf_add(out, shown ? ">\n<caption>" : ">\n<caption class=\"aside\">");
  cvs_html_add_text(out, caption);
  cvs_strbuf_add(out, "</caption>\n");
}

void cvs_html_close_table(cvs_strbuf *out) {
  cvs_strbuf_add(out, "</table></div>\n");
}
