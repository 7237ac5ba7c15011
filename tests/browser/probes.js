/* What WCAG 2.2 AA asks of a page and axe cannot see. Returns complaints; the page has just been opened and Tab pressed once. */
async () => {
  const wrong = [], show = (part) => part.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const complain = (rule, part, more = "") => wrong.push(`${rule}: ${show(part)} ${more}`);

  // 2.4.1: the first stop of the keyboard skips to the content (the page of search puts the cursor in its field).
  const first = document.activeElement;
  if (!document.querySelector("[autofocus]")) {
    if (!first.matches("a[href^='#']")) complain("skip link", first);
    const { left, width, height } = first.getBoundingClientRect();
    if (!first.hash || !document.querySelector(first.hash) || left < 0 || width < 24 || height < 24) complain("skip link", first);
  }

  // 1.3.1, 2.4.6: one h1, no level left out, one of each landmark.
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((part) => part.checkVisibility());
  const levels = headings.map((part) => Number(part.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) wrong.push(`h1: ${levels}`);
  headings.forEach((part, place) => { if (place && levels[place] > levels[place - 1] + 1) complain("level left out", part); });
  for (const landmark of ["main", "body > header", "body > footer"])
    if (document.querySelectorAll(landmark).length !== 1) wrong.push(`landmark: ${landmark}`);

  // 3.1.2: sentences in Swedish on an English page say so. Words by which Swedish is known:
  const swedish = /(^|\s)(och|inte|är|för|som|källan|till|det)(?=\s)/, language = (part) => part.closest("[lang]").getAttribute("lang");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (document.documentElement.lang === "en" && walker.nextNode()) {
    const { data, parentElement: part } = walker.currentNode;
    if (swedish.test(data) && language(part) === "en" && part.checkVisibility()) complain("language", part, data.slice(0, 80));
  }

  // 2.4.7, 2.4.11: the focus is seen, and what has it does not lie under something else or out of sight.
  const stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']")]
    .filter((part) => !part.disabled && part.checkVisibility({ visibilityProperty: true }) && part.getClientRects().length);
  const LOOKS = ["outline", "stroke", "strokeWidth", "fill", "backgroundColor", "boxShadow", "borderColor"];
  const look = (part) => [part, ...part.querySelectorAll("*"), part.parentElement].slice(0, 12)
    .map((one) => { const style = getComputedStyle(one); return LOOKS.map((name) => style[name]).join(); }).join();
  const is_free = (part) => [...part.getClientRects()].some((box) => {
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth), top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    return left < right && top < bottom && [0.5, 0.05, 0.95].some((x) => [0.5, 0.1, 0.9].some((y) => {
      const over = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
      return over && (part.contains(over) || (over.contains(part) && over.closest("a, button, label, svg")) || over.closest("label")?.control === part);
    }));
  });
  for (const part of stops) {
    document.activeElement.blur();
    const before = look(part);
    part.focus();
    if (!part.matches(":focus-visible") || look(part) === before) complain("focus not seen", part);
    let free = is_free(part);
    for (let turn = 0; turn < 20 && !free; turn++) { await new Promise((go) => setTimeout(go, 20)); free = is_free(part); }
    if (!free) complain("focus hidden", part, JSON.stringify(part.getBoundingClientRect()));
  }

  // 2.5.8: 24 pixels, or so much room around; not for links in running text, nor where another control does the same.
  scrollTo(0, 0);
  const boxes = new Map(stops.filter((part) => !part.matches("[tabindex='0'], .skip")).map((part) => [part, part.getBoundingClientRect()]));
  const is_small = (part) => boxes.get(part).width < 24 || boxes.get(part).height < 24;
  const address = (part) => String(part.href?.baseVal ?? part.href);
  const does_same = (part) => [...boxes.keys()].some((other) => other !== part && part.href && address(other) === address(part) && !is_small(other));
  const is_inline = (part) => {
    if (part.ownerSVGElement) return [...part.children].every((one) => one.tagName === "text");
    const around = part.parentElement.closest("p, li, dd, td, th, caption, h1, h2, h3, figcaption, div");
    return getComputedStyle(part).display === "inline" && [...around.childNodes].some((one) => !one.contains(part) && one.textContent.trim());
  };
  const room = (part) => part.closest(".scroll, [role=region], .zoom, .map, .panel"); // what it is cut off at
  const middle = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  for (const part of [...boxes.keys()].filter(is_small)) {
    const [x, y] = middle(boxes.get(part));
    const near = [...boxes].find(([other, box]) => {
      if (other === part || other.contains(part) || part.contains(other) || room(other) !== room(part)) return false;
      const [otherX, otherY] = middle(box), dx = Math.max(box.left - x, 0, x - box.right), dy = Math.max(box.top - y, 0, y - box.bottom);
      return is_small(other) ? Math.hypot(otherX - x, otherY - y) < 24 : Math.hypot(dx, dy) < 12;
    });
    if (near && !part.matches("[type=checkbox], [type=radio]") && !is_inline(part) && !does_same(part)) complain("small target", part, `near ${show(near[0])}`);
  }

  // 1.4.13: nothing appears by pointing or by focus alone, so that nothing needs to be dismissed.
  const SHOWING = ["display", "visibility", "opacity", "content", "max-height", "clip-path"];
  for (const sheet of document.styleSheets)
    for (const rule of [...sheet.cssRules].flatMap((one) => (one instanceof CSSStyleRule ? [one] : [...(one.cssRules ?? [])])))
      if (/:(hover|focus)/.test(rule.selectorText) && [...rule.style].some((name) => SHOWING.includes(name))) wrong.push(`appears: ${rule.cssText.slice(0, 120)}`);

  // No word of a drawing is too small to be read.
  for (const part of document.querySelectorAll("svg.drawing text.name, svg.neighbourhood text"))
    if (parseFloat(getComputedStyle(part).fontSize) * part.getCTM().a < 10.8) complain("small letters", part);
  return wrong;
}
