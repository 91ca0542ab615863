// Working in the queue: buttons of rows act in place, a row opens its panel beside the list, letters do both (Q5).
(() => {
  const act = document.getElementById("queue-act");
  const list = () => document.getElementById("queue-rows");
  const desk = document.querySelector(".queue-desk");
  const panel = () => document.getElementById("queue-panel");
  if (!act || !panel()) return;
  const isWide = matchMedia("(width >= 75rem)");
  let openedBy = ""; // id of the row

  const refresh = () => window.htmx.trigger(document.body, "refresh");
  const present = () => document.activeElement?.closest?.("[data-row]") || document.getElementById(openedBy);

  // ------------------------------------------------------------------------------------------------ buttons in rows
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target !== act || !button || !window.htmx) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    const values = Object.fromEntries(new FormData(act));
    const done = () => button.removeAttribute("aria-disabled");
    window.htmx.ajax("POST", button.getAttribute("formaction"), { source: act, values, swap: "none" }).then(done, done);
  }, true);
  // What is done here shows at once, not with the next poll
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig?.verb === "post") refresh();
  });

  // ------------------------------------------------------------------------------------------------------ the panel
  const open = async (row, then) => {
    const link = row?.querySelector("a.row-title");
    if (!link) return;
    document.querySelectorAll(".row-chosen").forEach((one) => one.classList.remove("row-chosen"));
    row.classList.add("row-chosen");
    openedBy = row.id;
    await window.htmx.ajax("GET", link.getAttribute("href"), { source: desk, target: "#queue-panel", swap: "outerHTML" });
    (then ? panel()?.querySelector(then) : panel()?.querySelector("[data-panel-title]"))?.focus({ preventScroll: true });
  };
  const close = () => {
    const empty = document.createElement("aside");
    empty.id = "queue-panel";
    empty.hidden = true;
    panel().replaceWith(empty);
    const row = document.getElementById(openedBy);
    row?.classList.remove("row-chosen");
    row?.querySelector("a.row-title")?.focus();
  };
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("#queue-rows a.row-title");
    if (link && isWide.matches && window.htmx) {
      event.preventDefault();
      open(link.closest("[data-row]"));
    } else if (event.target.closest?.("[data-panel-close]") && !panel().hidden) {
      event.preventDefault();
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel().hidden || event.defaultPrevented) return;
    if (event.target.closest("dialog, details.menu[open]")) return;
    const typed = [...panel().querySelectorAll("textarea")].some((text) => text.value.trim());
    if (panel().contains(event.target) && !typed) close();
  });

  // ---------------------------------------------------------------------------------------------------------- letters
  portal.onKey("c", () => {
    const button = present()?.querySelector("button[formaction$='/claim']") || panel().querySelector("[data-key=c]");
    button?.click();
    return Boolean(button);
  });
  portal.onKey("a", () => {
    const row = present() || list()?.querySelector("[data-row]");
    if (!row?.querySelector("a.row-title")) return false;
    if (isWide.matches) open(row, "[data-panel-assign]");
    else location.assign(row.querySelector("a.row-title").href);
    return true;
  });
})();
