// What a reader of this page would trip over: what stands beyond its edge, is cut without saying so, or is too small for
// a finger. What scrolls by itself may be wider; a link in a sentence is as high as its line (WCAG 2.5.8); a box is hit by
// its label, a line of a list anywhere.
(touch) => {
  const found = new Set();
  const wide = document.documentElement.clientWidth;
  const say = (what, e) => {
    const name = (e.innerText || e.name || "").trim().slice(0, 40);
    found.add(`${what}: <${e.tagName.toLowerCase()} class="${e.className.baseVal ?? e.className}"> ${name}`);
  };
  const inside = (e, overflows) => {
    for (let p = e.parentElement; p; p = p.parentElement) if (overflows.includes(getComputedStyle(p).overflowX)) return true;
    return false;
  };
  const CONTROLS = "select, textarea, input:not([type=hidden], [type=checkbox], [type=radio])";
  const PRESSED = `button, .button, summary, label.choice, nav a, .row-title[href], ${CONTROLS}`;
  const LARGE = `.button, label.choice, nav.rail a, nav.rail summary, ${CONTROLS}`;

  const across = document.documentElement.scrollWidth;
  if (across > wide) found.add(`scrolls sideways: ${across} > ${wide}`);
  for (const e of document.querySelectorAll("body *")) {
    const box = e.getBoundingClientRect();
    if (!box.width || !box.height || e.closest(".hidden, .skip, svg, [hidden], dialog:not([open])")) continue;
    if ((box.right > wide + 1 || box.left < -1) && !inside(e, ["auto", "scroll", "hidden"])) say("beyond the edge", e);
    const style = getComputedStyle(e);
    const saysSo = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
    if (style.overflowX === "hidden" && !saysSo && e.innerText && e.scrollWidth > e.clientWidth + 1) say("cut", e);
    if (e.matches(PRESSED)) {
      const least = touch && e.matches(LARGE) ? 44 : 24;
      const hit = touch && e.matches(".row-title") ? e.closest(".row").getBoundingClientRect() : box;
      if (hit.height < least - 0.5 || hit.width < 23.5) say(`only ${Math.round(hit.width)} x ${Math.round(hit.height)}`, e);
    }
  }
  return [...found];
};
