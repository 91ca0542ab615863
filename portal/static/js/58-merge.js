// A living part takes over what is new, row by row, and leaves alone what is the same or in use (Q3).
(() => {
  const TICKS = /\s*\b(is-late|is-soon|is-later|turned|row-changed|left-\d+)\b/g;
  const OURS = new Set(["open", "value", "aria-expanded"]); // a reader's, not the server's
  let own = false;

  const held = (element) => portal.isHeld(element, { own });

  /** What it says without what ticks by itself. */
  const bare = (element) => {
    const copy = element.cloneNode(true);
    for (const ticking of copy.querySelectorAll("[data-left], [data-since], [data-clock]")) ticking.textContent = "";
    for (const icon of copy.querySelectorAll("[data-due] use")) icon.removeAttribute("href");
    for (const marked of [copy, ...copy.querySelectorAll("[data-due], .row-changed")]) {
      const classes = (marked.getAttribute("class") || "").replace(TICKS, "").trim();
      if (classes) marked.setAttribute("class", classes);
      else marked.removeAttribute("class");
    }
    return copy.outerHTML;
  };

  const differs = (old, fresh) => {
    if (old.dataset?.v && fresh.dataset?.v) return old.dataset.v !== fresh.dataset.v;
    return bare(old) !== bare(fresh);
  };

  const begin = (element) => {
    window.htmx?.process(element);
    window.htmx?.trigger(element, "htmx:load", { elt: element });
  };

  const tint = (row) => {
    row.classList.add("row-changed");
    setTimeout(() => row.classList.remove("row-changed"), 2000);
  };

  const wording = (element) => [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim()).join("|");

  const takeAttributes = (old, fresh) => {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !OURS.has(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes) if (!OURS.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  };

  /** Makes `old` as `fresh`, without touching what is in use. Returns what stands there now, and whether all is done. */
  const renew = (old, fresh) => {
    if (!differs(old, fresh)) return [old, true];
    if (!held(old)) {
      const made = document.importNode(fresh, true);
      old.replaceWith(made);
      begin(made);
      return [made, true];
    }
    return [old, renewParts(old, fresh)];
  };

  const renewParts = (old, fresh) => {
    const parts = [...old.children];
    if (old.tagName !== fresh.tagName || old.matches("details, form, select") || parts.length !== fresh.children.length) return false;
    if (!parts.length) {
      if (old.matches("input, textarea, button") || !document.activeElement?.isSameNode(old)) return false;
      old.textContent = fresh.textContent;
    } else if (wording(old) !== wording(fresh)) return false;
    if (!parts.map((part, i) => renew(part, fresh.children[i])[1]).every(Boolean)) return false;
    takeAttributes(old, fresh);
    return true;
  };

  const leave = (row, news) => {
    if (!row.classList.contains("row-left")) {
      row.classList.add("row-left");
      const note = Object.assign(document.createElement("p"), { className: "row-left-note", textContent: portal.words.has_left });
      row.append(note);
      news.left += 1;
    }
  };

  const comeBack = (row) => {
    row.classList.remove("row-left");
    row.querySelector(".row-left-note")?.remove();
  };

  const nameOf = (child, i) => child.id || `${child.tagName} ${i}`;

  /** Rows come, go and move around those in use, which stay where they are. */
  const renewList = (list, fresh, news) => {
    const before = new Map([...list.children].map((child, i) => [nameOf(child, i), child]));
    const order = [...fresh.children].map((child, i) => {
      const old = before.get(nameOf(child, i));
      before.delete(nameOf(child, i));
      return old ? renewRow(old, child, news) : comeIn(list, child, news);
    });
    for (const row of before.values()) {
      if (row.matches("[data-row]") && held(row)) {
        leave(row, news);
        order.splice(order.indexOf(row.previousElementSibling) + 1, 0, row);
        news.done = false;
      } else {
        if (row.matches("[data-row]:not(.row-left)")) news.left += 1;
        row.remove();
      }
    }
    arrange(list, order);
  };

  const renewRow = (old, fresh, news) => {
    comeBack(old);
    if (!differs(old, fresh)) return old;
    const says = bare(old);
    const [row, done] = renew(old, fresh);
    news.done &&= done;
    if (row.matches("[data-row]") && bare(row) !== says) tint(row);
    return row;
  };

  const comeIn = (list, fresh, news) => {
    const row = document.importNode(fresh, true);
    list.append(row);
    begin(row);
    if (row.matches("[data-row]")) {
      news.come += 1;
      tint(row);
    }
    return row;
  };

  const arrange = (list, order) => {
    const stays = new Set(order.filter(held));
    const slots = order.flatMap((row, i) => (stays.has(row) ? [i] : []));
    const standing = [...list.children].filter((row) => stays.has(row));
    slots.forEach((slot, i) => (order[slot] = standing[i]));
    let at = list.firstElementChild;
    const setAside = () => {
      const next = at.nextElementSibling;
      list.append(at);
      at = next;
    };
    for (const row of order) {
      if (stays.has(row)) while (at !== row) setAside();
      else if (at && at !== row && at.nextElementSibling === row && !stays.has(at)) setAside();
      if (at === row) at = at.nextElementSibling;
      else list.insertBefore(row, at);
    }
  };

  const pieces = (live) => [...live.querySelectorAll("[data-part][id], [data-rows][id]")].filter((piece) => !piece.parentElement.closest("[data-row]"));

  /** Takes over `fresh`; what happened: rows that came and left, and whether something in use waits. */
  portal.merge = (live, fresh, { mine = false } = {}) => {
    const news = { come: 0, left: 0, done: true };
    own = mine;
    portal.inPlace(live, () => {
      const there = new Map(pieces(live).map((piece) => [piece.id, piece]));
      const wanted = pieces(fresh);
      if (!wanted.length || wanted.length !== there.size || wanted.some((piece) => !there.has(piece.id))) {
        news.done = !held(live);
        if (news.done) {
          live.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
          [...live.children].forEach(begin);
        }
        return;
      }
      for (const piece of wanted) {
        const old = there.get(piece.id);
        if (piece.matches("[data-rows]")) renewList(old, piece, news);
        else news.done = renew(old, piece)[1] && news.done;
      }
    });
    own = false;
    return news;
  };
})();
