// Live parts ask only while someone looks, tint what others changed, and say when the connection is lost.
(() => {
  let banner = null;
  let seen = new Map();
  const live = (event) => event.target.matches?.("[data-live]");
  // What a line says without its ticking time
  const said = (row) => [...row.children].filter((part) => !part.matches(".row-when")).map((part) => part.textContent).join();

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (live(event) && document.hidden) event.preventDefault();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (live(event)) seen = new Map([...event.target.querySelectorAll("[data-row][id]")].map((row) => [row.id, said(row)]));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!event.target.matches?.("[data-live]") || !seen.size) return;
    for (const row of event.target.querySelectorAll("[data-row][id]")) {
      if (seen.get(row.id) !== said(row)) row.classList.add("row-changed");
    }
    seen = new Map();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) window.htmx?.trigger(document.body, "refresh");
  });

  const lost = (event) => {
    if (!live(event) || banner) return;
    banner = document.createElement("p");
    banner.className = "connection";
    banner.setAttribute("role", "status");
    banner.textContent = portal.fill(portal.words.stale, { at: portal.clock() });
    document.body.append(banner);
  };
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:timeout", lost);
  document.addEventListener("htmx:responseError", lost);
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (live(event) && event.detail.xhr.status < 400) {
      banner?.remove();
      banner = null;
    }
  });
})();
