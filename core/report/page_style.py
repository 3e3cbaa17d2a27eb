"""How HTML reports begin and look: light and dark by the reader's own setting, and fit for paper."""

from html import escape

STYLE = """\
:root {
  --page: #f4f4f1; --card: #fff; --ink: #1d1f21; --soft: #64686c; --line: #e1e1dc; --well: #ecece8;
  --keep: #17703c; --identical: #3a5f8a; --same_picture: #6b4fa0; --same_scene: #9a5b09;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #17191b; --card: #212427; --ink: #e9e9e6; --soft: #9da3a8; --line: #33383c; --well: #191c1e;
    --keep: #58c487; --identical: #82b2e8; --same_picture: #b9a0ea; --same_scene: #e9ab5b;
  }
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--page); color: var(--ink); font: 15px/1.45 system-ui, sans-serif;
       max-width: 1240px; margin: 0 auto; padding: 40px 20px; }
h1 { font-size: 30px; letter-spacing: -.02em; }
header > p, footer, h2 small, .reason, figcaption { color: var(--soft); }
header dl { display: flex; flex-wrap: wrap; gap: 12px 44px; margin: 22px 0 30px; }
header div { display: flex; flex-direction: column; }
dd { font-size: 26px; font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: -.01em; }
dt { color: var(--soft); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 18px 20px;
          margin-bottom: 16px; content-visibility: auto; contain-intrinsic-size: auto 400px; }
h2 { font-size: 17px; }
h2 a { color: inherit; text-decoration: none; }
h2 small { font-size: 14px; font-weight: 400; margin-left: 8px; }
.photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(205px, 1fr)); gap: 20px 16px;
          margin-top: 14px; }
figure { --tint: var(--soft); min-width: 0; }
figure.keep { --tint: var(--keep); }
figure.identical { --tint: var(--identical); }
figure.same_picture { --tint: var(--same_picture); }
figure.same_scene { --tint: var(--same_scene); }
figure a { display: block; color: inherit; text-decoration: none; }
img, .blank { display: block; width: 100%; height: 180px; object-fit: contain; background: var(--well);
              border-radius: 8px; }
.blank { line-height: 180px; text-align: center; color: var(--soft); }
.keep img, .keep .blank { outline: 2px solid var(--tint); outline-offset: 2px; }
figcaption { font-size: 13px; margin-top: 9px; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
figcaption b { color: var(--ink); font-weight: 600; }
.badge { color: var(--tint); font-weight: 650; border: 1px solid; border-radius: 99px; padding: 0 8px;
         margin-right: 4px; white-space: nowrap; }
figcaption p + p { margin-top: 3px; }
.folder { font-size: 12px; }
#skipped { content-visibility: visible; }
#skipped ul { list-style: none; padding: 0; margin-top: 8px; }
#skipped li { padding: 8px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
#skipped b { font-weight: 500; display: block; }
#skipped span, footer { color: var(--soft); font-size: 13px; }
.none { padding: 60px 0; text-align: center; color: var(--soft); font-size: 18px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; overflow-wrap: anywhere; }
th { text-align: left; color: var(--soft); font-weight: 500; }
th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number { font-variant-numeric: tabular-nums; }
footer { margin-top: 24px; }
@media print {
  :root { --page: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --well: #fff; --keep: #17703c;
          --identical: #3a5f8a; --same_picture: #6b4fa0; --same_scene: #9a5b09; }
  body { padding: 0; font-size: 11px; }
  section { content-visibility: visible; break-inside: avoid-page; }
  figure { break-inside: avoid; }
}
"""


def page_head(title: str) -> str:
    """What a page begins with, to be closed with body and html. It runs no script and asks nothing of the
    network; its policy header says so to the browser."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>
{STYLE}</style>
</head>
<body>
"""
