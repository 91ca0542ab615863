// What the other files share: words in the reader's language, the right time, posting, saying.
"use strict";
const portal = (() => {
  const data = document.body.dataset;
  const words = JSON.parse(data.words || "{}");
  document.documentElement.classList.add("js");

  // Tablets' clocks are wrong: count from the server's. A page restored from history is old, its time too.
  let skew = 0;
  const correct = (server) => {
    const off = server - Date.now();
    if (Math.abs(off) > 5000) skew = off;
  };
  const [entry] = performance.getEntriesByType("navigation");
  if (words.now && entry?.type !== "back_forward") correct(Date.parse(words.now));
  document.addEventListener("htmx:afterRequest", (event) => {
    const date = event.detail.xhr?.getResponseHeader("Date");
    if (date) correct(Date.parse(date));
  });

  /** "in %(long)s" with its values; %(minutes)02d is padded. */
  const fill = (sentence, values) =>
    (sentence || "").replace(/%\((\w+)\)(0(\d))?[sd]/g, (_, name, padded, width) => String(values[name]).padStart(padded ? Number(width) : 0, "0"));

  const csrf = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";

  const post = (url, body, options = {}) =>
    fetch(url, { method: "POST", body, credentials: "same-origin", redirect: "manual", headers: { "X-CSRFToken": csrf() }, ...options });

  const clock = (at = new Date()) =>
    new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: words.zone || undefined }).format(at);

  const icon = (name) => {
    const make = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
    const svg = make("svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    svg.append(make("use"));
    svg.firstChild.setAttribute("href", `${data.icons}#${name}`);
    return svg;
  };

  /** Runs now, and on whatever htmx puts in. */
  const onContent = (run) => {
    run(document.body);
    document.addEventListener("htmx:load", (event) => run(event.detail.elt));
  };

  return { words, fill, csrf, post, clock, icon, onContent, now: () => Date.now() + skew, say: () => {} };
})();
