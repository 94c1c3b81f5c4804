/* How a page looks: on a phone, on a desk, in the dark, on paper. */
#include "report/html_page.h"

#include "report/svg.h"

/* Colours of the tones, as text (-ink) and as the ground beneath it: each pair has a contrast above 4.5, and so has
 * each text on the page's own ground. */
static const char tones_light[] = "--good:#116a3b;--good-g:#eaf6ef;--bad:#a8201a;--bad-g:#fdeeec;"
                                  "--warn:#7a4f00;--warn-g:#fdf5e3;--plain:#0b5aa3;--plain-g:#ecf3fb;--soft:#f6f7f9";
static const char tones_dark[] = "--good:#7fd8a4;--good-g:#12271b;--bad:#ff9d94;--bad-g:#331b19;"
                                 "--warn:#f0c674;--warn-g:#2c2412;--plain:#8cc3ff;--plain-g:#142537;--soft:#1c2025";

/* A later rule wins over an earlier one. */
static const char *const rules[] = {
    "*{box-sizing:border-box}",
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}",
    "body{margin:0;background:var(--cvs-paper);color:var(--cvs-ink);font:1rem/1.6 system-ui,-apple-system,'Segoe "
    "UI',Roboto,'Noto Sans',sans-serif;overflow-wrap:anywhere}",
    "main,footer{max-width:54rem;margin:0 auto;padding:0 1.25rem}",
    "header{margin:3rem 0 2rem}",
    "h1{font-size:2rem;line-height:1.2;letter-spacing:-.015em;margin:0}",
    "h2{font-size:1.4rem;line-height:1.3;letter-spacing:-.01em;margin:0 0 1rem}",
    "p{margin:0}",
    "a{color:var(--plain);text-underline-offset:.15em}",
    ":focus-visible{outline:3px solid var(--plain);outline-offset:2px;border-radius:2px}",
    ".e{white-space:nowrap}",
    ".kicker{color:var(--cvs-muted);font-size:.85rem;margin-bottom:.35rem}",
    ".about,.how,footer,caption{color:var(--cvs-muted)}",
    ".about{margin-top:.35rem}",
    /* sections */
    ".result{margin:0 0 2.5rem}",
    ".result+.result{border-top:1px solid var(--cvs-grid);padding-top:2rem}",
    ".result>*+*{margin-top:1.5rem}",
    "details+.result{margin-top:2.5rem}",
    /* verdicts */
    ".verdict{border-left:6px solid var(--tone);background:var(--ground);padding:1rem 1.25rem;border-radius:0 8px 8px "
    "0}",
    ".verdict p+p{font-size:1.2rem;line-height:1.45;margin-top:.5rem}",
    ".good{--tone:var(--good);--ground:var(--good-g)}",
    ".bad{--tone:var(--bad);--ground:var(--bad-g)}",
    ".warn{--tone:var(--warn);--ground:var(--warn-g)}",
    ".plain{--tone:var(--plain);--ground:var(--plain-g)}",
    ".tag{display:inline-block;background:var(--tone);color:var(--cvs-paper);border:1px solid "
    "var(--tone);border-radius:4px;font-size:.8rem;font-weight:700;letter-spacing:.04em;line-height:1.4;padding:.1rem "
    ".5rem;print-color-adjust:exact;-webkit-print-color-adjust:exact}",
    /* checks and paragraphs: the label on the left where there is room */
    ".part{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:.5rem 1.25rem}",
    ".part>h2,.part>h3,.part dt{font-size:.95rem;font-weight:650;line-height:1.6;letter-spacing:0;margin:0}",
    ".part dd,.part ul{margin:0;padding:0;list-style:none}",
    "dl.part{margin-bottom:0}",
    ".checks li{display:grid;grid-template-columns:3.2rem minmax(0,1fr);gap:.25rem .5rem}",
    ".checks b{color:var(--tone);font-weight:700}",
    ".checks .bad b,.checks .warn b{text-transform:uppercase;font-size:.8rem;line-height:2;letter-spacing:.03em}",
    /* tables */
    ".box{overflow-x:auto}",
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums;min-width:60%}",
    "caption{text-align:left;font-size:.95rem;font-weight:650;color:var(--cvs-ink);padding-bottom:.35rem}",
    ".aside{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}",
    "th,td{padding:.4rem .9rem .4rem 0;text-align:left;vertical-align:baseline;font-weight:400}",
    "th:last-child,td:last-child{padding-right:0}",
    "thead th,thead td{color:var(--cvs-muted);font-size:.85rem;border-bottom:1px solid "
    "var(--cvs-muted);white-space:nowrap}",
    "tbody th{font-weight:600;max-width:18rem;min-width:7.5rem;overflow-wrap:break-word}",
    "tbody tr>*{border-top:1px solid var(--cvs-grid)}",
    "tbody tr:first-child>*{border-top:0}",
    "tbody tr.more>*{border-top:0;color:var(--cvs-muted);padding-top:0}",
    "tbody td{white-space:nowrap}",
    ".n,.f td,.f th{text-align:right}",
    ".f tbody th,.f thead tr>:first-child{text-align:left}",
    ".g th[scope=row]{padding-left:1rem;font-weight:400}",
    "tbody+tbody tr:first-child>*{border-top:1px solid var(--cvs-grid)}",
    ".bar{display:inline-block;width:7rem;height:.7rem;margin-right:.6rem;background:var(--cvs-grid);border-radius:"
    "2px}",
    ".bar i{display:block;height:100%;background:var(--cvs-1);border-radius:2px}",
    ".bar,.bar i{print-color-adjust:exact;-webkit-print-color-adjust:exact}",
    ".share{display:inline-block;min-width:3.2em}",
    /* a page over a folder: names give way, so that dates and figures stay in view */
    ".index table{width:100%}",
    ".index+.index{margin-top:2rem}",
    ".index td{white-space:normal;overflow-wrap:normal}",
    ".index tbody tr>*{vertical-align:top}",
    ".index .w{display:inline-block;min-width:6rem;overflow-wrap:anywhere}",
    ".index .n,.index .t{white-space:nowrap}",
    ".index tbody th{overflow-wrap:anywhere}",
    ".how{font-size:.85rem;margin-top:.4rem}",
    ".how a{color:inherit}",
    /* pictures */
    ".pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1.5rem}",
    ".pictures figure{margin:0;max-width:28rem}",
    ".pictures .wide{grid-column:1/-1;max-width:calc(var(--width)*1.15);overflow-x:auto}",
    ".wide .cvs-picture{min-width:calc(var(--width)*.85)}",
    /* what is folded */
    "details{border-top:1px solid var(--cvs-grid);padding:.6rem 0}",
    "summary{cursor:pointer;font-weight:600;line-height:1.8}",
    "details>*+*{margin-top:.75rem}",
    "details ul,details ol{padding-left:1.25rem;margin-bottom:0}",
    "details td,details th{padding-top:.2rem;padding-bottom:.2rem;font-size:.9rem}",
    "details tbody th{font-weight:400}",
    ".methods dt{font-weight:600;margin-top:1rem}",
    ".methods dd{margin:.15rem 0 0}",
    ".methods code{font:inherit}",
    ".source{color:var(--cvs-muted);font-size:.9rem}",
    ":target{background:var(--plain-g);outline:.35rem solid var(--plain-g)}",
    "section:target{background:none;outline:0}",
    /* the list of what is in the page */
    "nav{margin:0 0 2.5rem}",
    "nav ol{list-style:none;margin:0;padding:0}",
    "nav li{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,2fr);gap:.1rem "
    "1.25rem;padding:.6rem 0;border-top:1px solid var(--cvs-grid)}",
    "nav .tag{margin-right:.6rem}",
    "footer{font-size:.85rem;border-top:1px solid "
    "var(--cvs-grid);padding-top:1rem;padding-bottom:3rem;margin-top:2rem}",
    /* a phone */
    "@media(max-width:40rem){header{margin:1.75rem 0 1.5rem}h1{font-size:1.6rem}.part,nav "
    "li{grid-template-columns:minmax(0,1fr)}.part{gap:.15rem 0}.part dd,.part ul{margin-bottom:.75rem}tbody "
    "th{max-width:9rem;min-width:4rem;position:sticky;left:0;background:var(--cvs-paper)}"
    /* as many columns as a phone can hold */
    "table{font-size:.85rem}th,td{padding-right:.4rem}thead th,thead td{white-space:normal;vertical-align:bottom}"
    /* a row over several lines: name and decision, treatment and lift, the rest */
    ".stack thead{position:absolute;clip-path:inset(50%)}.stack tbody,.stack caption{display:block}.stack "
    "tr{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.1rem .75rem;padding:.6rem 0;border-top:1px solid "
    "var(--cvs-grid)}.stack tbody tr>*{border:0;padding:0;max-width:none}.stack td:nth-child(5){grid-area:3/2}.stack "
    "td:nth-child(6){grid-area:3/1}.stack td:nth-child(n+6){color:var(--cvs-muted)}.stack "
    "td:nth-child(2){text-align:right}}",
    /* paper */
    "@page{margin:16mm}",
    "@media print{body{font-size:10pt}main,footer{max-width:none;padding:0}header{margin:0 0 "
    "1.5rem}.box{overflow:visible}th,td,thead "
    "th{white-space:normal;padding-right:.6rem}.bar{width:4rem}tbody "
    "th{overflow-wrap:anywhere;max-width:9rem}table{font-size:.9em}.pictures{grid-template-columns:1fr 1fr}"
    "h2,h3,thead,.part,.verdict,figure,tr{break-inside:avoid}h2,h3,caption{break-after:avoid}a{color:inherit;text-"
    "decoration:none}.verdict{border:1px solid var(--tone);border-left-width:6px}"
    "details::details-content{content-visibility:visible;display:block;block-size:auto}}",
    "@media(forced-colors:active){.tag{border-color:currentColor}}",
};

/* What stands on the left in a table of figures, by its place from the end. */
static void add_text_columns(cvs_strbuf *out) {
  for (int i = 1; i <= CVS_TABLE_COLUMNS_MAX; i++)
    cvs_strbuf_addf(out, "%s.k%d tr>:nth-last-child(%d)", i > 1 ? "," : "", i, i);
  cvs_strbuf_add(out, "{text-align:left}\n");
}

void cvs_html_add_style(cvs_strbuf *out) {
  cvs_strbuf_add(out, ":root{color-scheme:light dark;");
  cvs_svg_add_colors(out, false);
  cvs_strbuf_add(out, tones_light);
  cvs_strbuf_add(out, "}\n@media screen and (prefers-color-scheme:dark){:root{");
  cvs_svg_add_colors(out, true);
  cvs_strbuf_add(out, tones_dark);
  cvs_strbuf_add(out, "}}\n");
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
    cvs_strbuf_add(out, rules[i]);
    cvs_strbuf_add_char(out, '\n');
  }
  add_text_columns(out);
  cvs_svg_add_css(out);
  cvs_strbuf_add_char(out, '\n');
}
