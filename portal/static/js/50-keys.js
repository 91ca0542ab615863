// Keys: "/" searches, j and k walk the lines, Enter opens, "?" tells. Letters can be switched off (WCAG 2.1.4).
(() => {
  const help = document.getElementById("keys");
  const KEY = "portal-keys";
  let on = true;
  try {
    on = localStorage.getItem(KEY) !== "off";
  } catch {
    // no storage: they stay on for this page
  }

  const walk = (step) => {
    const lines = [...document.querySelectorAll("[data-row] a.row-title")];
    if (!lines.length) return;
    const here = lines.findIndex((line) => line.closest("[data-row]").contains(document.activeElement));
    const next = lines[here < 0 ? (step > 0 ? 0 : lines.length - 1) : Math.min(lines.length - 1, Math.max(0, here + step))];
    next.focus();
    next.closest("[data-row]").scrollIntoView({ block: "nearest" });
  };

  const tell = () => {
    if (!help) return;
    const list = help.querySelector("dl");
    list.querySelectorAll("[data-found]").forEach((old) => old.remove());
    const also = document.querySelector("template[data-keys-also]")?.content.cloneNode(true);
    for (const part of also?.children || []) part.dataset.found = "";
    if (also) list.append(also);
    const told = new Set([...list.querySelectorAll("kbd")].map((key) => key.textContent));
    for (const found of document.querySelectorAll("main [data-key]")) {
      if (told.has(found.dataset.key)) continue;
      const key = document.createElement("dt");
      const does = document.createElement("dd");
      key.append(Object.assign(document.createElement("kbd"), { textContent: found.dataset.key }));
      does.textContent = found.getAttribute("aria-label") || found.textContent.trim();
      key.dataset.found = does.dataset.found = "";
      list.append(key, does);
    }
    help.showModal();
  };

  const press = (key) => {
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!target) return false;
    if (target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) target.focus();
    else target.click();
    return true;
  };

  const acts = {
    "/": () => {
      const search = document.querySelector("[data-search]");
      search?.focus();
      search?.select();
      return Boolean(search);
    },
    j: () => walk(1),
    k: () => walk(-1),
    "?": tell,
  };

  /** A page's own letter: `run` returns whether there was something to do. Its help stands in <template data-keys-also>. */
  portal.onKey = (key, run) => {
    acts[key] = run;
  };

  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog, [contenteditable]")) return;
    const done = acts[event.key] ? acts[event.key]() !== false : event.key.length === 1 && press(event.key);
    if (done) event.preventDefault();
  });

  // A menu closes with Escape and with a press beside it
  const menus = "details.menu[open], details.rail-more[open]";
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector(menus);
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll(menus).forEach((menu) => menu.contains(event.target) || (menu.open = false));
    if (event.target.closest?.("[data-keys]")) tell();
    event.target.closest?.("[data-close]")?.closest("dialog")?.close();
  });

  const choice = document.querySelector("[data-keys-on]");
  if (choice) {
    choice.checked = on;
    choice.addEventListener("change", () => {
      on = choice.checked;
      try {
        localStorage.setItem(KEY, on ? "on" : "off");
      } catch {
        // as above
      }
    });
  }
})();
