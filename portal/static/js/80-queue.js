// Working in the queue: buttons of rows act in place, a row opens its panel beside the list, letters do both (Q5).
(() => {
  const act = document.getElementById("queue-act");
  const list = () => document.getElementById("queue-rows");
  const desk = document.querySelector(".queue-desk");
  const panel = () => document.getElementById("queue-panel");
  if (!act || !panel()) return;
  const isWide = matchMedia("(width >= 75rem)");
  let openedBy = ""; // id of the row
  let shown = ""; // what that row said when the panel was made
  let own = false; // the panel has just changed its ticket: that is no news
  const opened = () => document.getElementById(openedBy);
  const version = () => (opened()?.matches(":not(.row-left)") ? opened().dataset.v : "");

  const refresh = () => window.htmx.trigger(document.body, "refresh");
  const present = () => document.activeElement?.closest?.("[data-row]") || opened();

  // ------------------------------------------------------------------------------------------------ buttons in rows
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target !== act || !button || !window.htmx) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    const values = Object.fromEntries(new FormData(act));
    const row = button.closest("[data-row]");
    const done = () => {
      button.removeAttribute("aria-disabled");
      if (row?.id !== openedBy || panel().hidden) return;
      own = true;
      show(panel().querySelector("[data-panel-again]")?.href);
    };
    window.htmx.ajax("POST", button.getAttribute("formaction"), { source: act, values, swap: "none" }).then(done, done);
  }, true);
  // What is done here shows at once, not with the next poll
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig?.verb !== "post") return;
    if (event.detail.successful && event.detail.target?.id === "queue-panel") own = true;
    refresh();
  });

  // ------------------------------------------------------------------------------------------------------ the panel
  const mark = () => {
    document.querySelectorAll(".row-chosen").forEach((one) => one.classList.remove("row-chosen"));
    if (!panel().hidden) opened()?.classList.add("row-chosen");
  };
  /** The list grows narrower or wider: the row one looks at stays where it is. */
  const inSight = async (change) => {
    const before = opened()?.getBoundingClientRect().top;
    await change();
    mark();
    const after = opened()?.getBoundingClientRect().top;
    if (before !== undefined && after !== undefined) scrollBy({ top: after - before, behavior: "instant" });
  };
  const kept = async () => (await portal.keepNow(panel())) ?? true; // else the form says that it is not

  const show = async (address, then = "[data-panel-title]") => {
    if (!address || !(await kept())) return;
    shown = version();
    await inSight(() => window.htmx.ajax("GET", address, { source: desk, target: "#queue-panel", swap: "outerHTML" }));
    panel()?.querySelector(then)?.focus({ preventScroll: true });
  };
  const open = async (row, then) => {
    const link = row?.querySelector("a[data-beside]");
    if (!link || !(await kept())) return;
    openedBy = row.id;
    await show(link.getAttribute("href"), then);
  };
  const close = async () => {
    if (!(await kept())) return;
    const empty = Object.assign(document.createElement("aside"), { id: "queue-panel", hidden: true });
    await inSight(() => panel().replaceWith(empty));
    opened()?.querySelector("a.row-title")?.focus({ preventScroll: true });
  };

  // Another form of the panel goes first to the drafts with what is half typed beside it: the answer replaces them all
  let keeping = false;
  document.addEventListener("htmx:confirm", (event) => {
    const { verb, elt, issueRequest } = event.detail;
    if (verb !== "post" || !panel().contains(elt)) return;
    const saved = keeping || portal.keepNow(panel(), elt);
    if (!saved) return;
    event.preventDefault();
    if (keeping) return; // pressed twice
    keeping = true;
    saved.then((good) => {
      keeping = false;
      if (good) issueRequest(true);
    });
  });
  // Who worked in it goes on working in it
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "queue-panel" && document.activeElement === document.body) {
      panel().querySelector("[data-panel-title]")?.focus({ preventScroll: true });
    }
  });
  document.addEventListener("portal:merged", (event) => {
    if (panel().hidden || !event.target.contains(list())) return;
    mark();
    if (own && event.detail.mine) {
      own = false;
      shown = version();
    } else if (!own && version() !== shown) panel().querySelector("[data-panel-changed]")?.removeAttribute("hidden");
  });
  // One's own step that shows nowhere in the list is over as well
  document.addEventListener("portal:same", (event) => {
    if (event.detail.mine && event.target.contains(list())) own = false;
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("#queue-rows a[data-beside]");
    if (link && isWide.matches && window.htmx) {
      event.preventDefault();
      open(link.closest("[data-row]"));
    } else if (event.target.closest?.("#queue-panel [data-panel-again]")) {
      event.preventDefault();
      show(event.target.closest("a").href);
    } else if (event.target.closest?.("[data-panel-close]") && !panel().hidden) {
      event.preventDefault();
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel().hidden || event.defaultPrevented) return;
    if (event.target.closest("dialog, details.menu[open]")) return;
    const typed = [...panel().querySelectorAll("textarea")].some((text) => text.value.trim());
    if ((panel().contains(event.target) || event.target === document.body) && !typed) close();
  });

  // ---------------------------------------------------------------------------------------------------------- letters
  portal.onKey("c", () => {
    const button = present()?.querySelector("button[formaction$='/claim']") || panel().querySelector("[data-key=c]");
    button?.click();
    return Boolean(button);
  });
  portal.onKey("a", () => {
    const row = present() || list()?.querySelector("[data-row]");
    const link = row?.querySelector("a[data-beside]");
    if (!link) return false;
    if (isWide.matches) open(row, "[data-panel-assign]");
    else location.assign(link.href);
    return true;
  });
})();
