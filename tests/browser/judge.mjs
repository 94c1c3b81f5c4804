// What is asked of a page while it is open: functions that run inside the browser. Each returns a list of complaints.

// Boxes of words that are drawn over each other, in the page and in its pictures. Lines of one text are one text.
export function overlaps() {
  // For screen readers alone: .aside, or the head of a table whose rows are stacked on a phone.
  const isClipped = (element) => {
    for (let e = element; e; e = e.parentElement) if (getComputedStyle(e).clipPath === 'inset(50%)') return true;
    return false;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('title, desc') || isClipped(element) || !element.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width > 0 && box.height > 0) found.push({ node, box, text: node.data.trim().slice(0, 40) });
  }
  // Letters fill about three quarters of the height of their line: what is above and below them may touch.
  const slack = (box) => box.height * 0.2;
  const complaints = [];
  found.sort((a, b) => a.box.top - b.box.top);
  for (let i = 0; i < found.length; i++)
    for (let j = i + 1; j < found.length && found[j].box.top < found[i].box.bottom; j++) {
      const a = found[i], b = found[j];
      const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (a.node !== b.node && wide > 1 && high > Math.max(slack(a.box), slack(b.box)))
        complaints.push(`"${a.text}" and "${b.text}" overlap by ${wide.toFixed(1)} x ${high.toFixed(1)}`);
    }
  return complaints;
}

// Words of a picture that leave it, and with it the picture's box.
export function cutWords() {
  const complaints = [];
  for (const picture of document.querySelectorAll('svg')) {
    const frame = picture.getBoundingClientRect();
    for (const text of picture.querySelectorAll('text')) {
      const box = text.getBoundingClientRect();
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 2)
        complaints.push(`"${text.textContent.slice(0, 40)}" leaves its picture`);
    }
  }
  return complaints;
}

// A page that is wider than the screen; boxes of their own may scroll.
export function sideways() {
  const wide = document.documentElement.scrollWidth, screen = document.documentElement.clientWidth;
  return wide > screen ? [`the page is ${wide} wide on a screen of ${screen}`] : [];
}

// What the file itself must have: its policy, no script, a picture's words, a table for each figure.
export function contents() {
  const complaints = [];
  const ask = (holds, what) => holds || complaints.push(what);
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]');
  ask(policy?.content === "default-src 'none'; style-src 'unsafe-inline'", 'the policy is missing');
  ask(document.querySelectorAll('script, link, img, iframe, object, embed').length === 0, 'something is loaded');
  for (const element of document.querySelectorAll('*'))
    for (const { name } of element.attributes) ask(!/^on/i.test(name), `an element has ${name}`);
  ask(document.title.length > 0 && document.documentElement.lang === 'en', 'title or language is missing');
  ask(document.querySelectorAll('main h1').length === 1, 'not one h1');
  for (const picture of document.querySelectorAll('svg')) {
    const names = (picture.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
    ask(names.every((name) => name?.textContent.trim()), 'a picture says nothing to those who hear it');
    ask(picture.closest('section').querySelector('table'), 'a picture has no table');
  }
  for (const table of document.querySelectorAll('table')) ask(table.caption?.textContent, 'a table has no caption');
  for (const link of document.querySelectorAll('a[href^="#"]'))
    ask(document.getElementById(link.getAttribute('href').slice(1)), `${link.getAttribute('href')} leads nowhere`);
  return complaints;
}

// What is folded on a screen is there on paper.
export function folded() {
  return [...document.querySelectorAll('details')]
    .filter((part) => !part.lastElementChild.checkVisibility())
    .map((part) => `"${part.firstElementChild.textContent}" is not printed`);
}

// The keys' way through the page: each stop is seen, and they come in the order in which they are read.
export function stops() {
  const wanted = 'a[href], summary, [tabindex="0"]';
  return [...document.querySelectorAll(wanted)].filter((stop) => stop.checkVisibility()).length;
}
export function focused() {
  const active = document.activeElement, outline = getComputedStyle(active);
  const all = [...document.querySelectorAll('*')];
  return { at: all.indexOf(active), body: active === document.body,
           seen: outline.outlineStyle !== 'none' && parseFloat(outline.outlineWidth) >= 2 };
}
