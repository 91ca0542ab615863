// What a reader is busy with: it must not move, close, or lose what was typed; and their place on the page (Q3).
(() => {
  const OPEN = "details[open], dialog[open], [aria-expanded=true]";
  const FIELD = "input, textarea, select";

  const isTyped = (field) => {
    if (field.matches("select")) {
      const options = [...field.options];
      const first = Math.max(0, options.findIndex((option) => option.defaultSelected));
      return !field.multiple && field.selectedIndex !== first;
    }
    return field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  };

  const isSelected = (element) => {
    const selection = getSelection();
    return Boolean(selection?.rangeCount) && !selection.isCollapsed && selection.getRangeAt(0).intersectsNode(element);
  };

  const all = (element, selector) => [...(element.matches(selector) ? [element] : []), ...element.querySelectorAll(selector)];

  // After one's own act the pressed button or link holds nothing: what it did is to be seen
  const hasFocus = (element, own) => {
    const focused = document.activeElement;
    return element.contains(focused) && !(own && focused.matches("button, a, summary, [tabindex]"));
  };

  portal.isHeld = (element, { own = false } = {}) =>
    hasFocus(element, own) || isSelected(element) || element.matches(":active") || all(element, OPEN).length > 0 || all(element, FIELD).some(isTyped);

  /** Runs a little after something was let go. */
  portal.onRelease = (run) => {
    let timer = 0;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(run, 60);
    };
    for (const name of ["focusout", "pointerup", "change", "input", "reset", "selectionchange"]) document.addEventListener(name, soon);
    document.addEventListener("toggle", soon, true);
  };

  const scroller = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
    }
    return document.scrollingElement;
  };

  /** Changes what is in `root`; the row that the reader uses, or the first one in sight, stays where it is. */
  portal.inPlace = (root, change) => {
    const scrolled = scroller(root);
    const rows = [...root.querySelectorAll("[data-row]")];
    const seen = rows.map((row) => [row, row.getBoundingClientRect()]).filter(([, at]) => at.bottom > 0 && at.top < innerHeight && at.height);
    const used = seen.filter(([row]) => portal.isHeld(row));
    const focused = document.activeElement;
    const usedRow = focused?.closest?.("[data-row]");
    const after = usedRow ? rows.slice(rows.indexOf(usedRow)) : [];
    change();
    if (usedRow && !focused.isConnected) focusAgain(focused.id, usedRow.id, after);
    // At the very top the earliest promise comes into sight, unless that would move what is used
    const [row, before] = [...used, ...(scrolled.scrollTop > 0 ? seen : [])].find(([one]) => one.isConnected) || [];
    if (row) scrolled.scrollTop += row.getBoundingClientRect().top - before.top;
  };

  /** What has taken the place of the focused element; else its row, else the row that stood after it. */
  const focusAgain = (id, row, after) => {
    const places = [id && document.getElementById(id), document.getElementById(row), ...after.filter((one) => one.isConnected)];
    const place = places.find(Boolean);
    (place?.matches("[data-row]") ? place.querySelector("a, button") : place)?.focus({ preventScroll: true });
  };
})();
