// Deadlines tick by themselves: words, bar, colour. The server wrote the first state with the same sentences.
(() => {
  const { words, fill } = portal;
  const ICONS = { late: "exclamation-triangle-fill", soon: "hourglass-split", later: "clock" };

  const long = (ms, up) => {
    const all = Math[up ? "ceil" : "floor"](Math.abs(ms) / 60000);
    const days = Math.floor(all / 1440);
    const hours = Math.floor((all % 1440) / 60);
    const minutes = all % 60;
    if (days) return fill(hours ? words.days_hours : words.days, { days, hours });
    if (hours) return fill(minutes ? words.hours_minutes : words.hours, { hours, minutes });
    return fill(words.minutes, { minutes });
  };

  const tick = (element) => {
    const due = Date.parse(element.dataset.due);
    const left = due - portal.now();
    const late = left <= -1000; // to the second it is kept (SE34)
    const urgency = late ? "late" : left <= (Number(element.dataset.soon) || 3600) * 1000 ? "soon" : "later";
    const text = fill(late ? words.late : words.in, { long: long(left, left > 0) });
    const place = element.querySelector("[data-left]");
    if (place && place.textContent !== text) place.textContent = text;
    if (!element.classList.contains(`is-${urgency}`)) {
      element.classList.remove("is-late", "is-soon", "is-later");
      element.classList.add(`is-${urgency}`, "turned");
      element.querySelector(".icon use")?.setAttribute("href", `${document.body.dataset.icons}#${ICONS[urgency]}`);
    }
    const from = Date.parse(element.dataset.from);
    const share = urgency === "late" ? 100 : from < due ? Math.round((left / (due - from)) * 20) * 5 : null;
    if (share !== null) {
      element.className = element.className.replace(/\bleft-\d+/, `left-${Math.min(100, Math.max(0, share))}`);
    }
  };

  const grow = (element) => {
    const text = fill(element.dataset.words || words.old, { long: long(portal.now() - Date.parse(element.dataset.since), false) });
    if (element.textContent !== text) element.textContent = text;
  };

  const clocks = () => {
    for (const clock of document.querySelectorAll("[data-clock]")) {
      clock.textContent = new Intl.DateTimeFormat("en-GB", { timeZone: clock.dataset.clock, hour: "2-digit", minute: "2-digit" }).format(portal.now());
    }
  };
  const all = (root = document) => {
    root.querySelectorAll("[data-due]").forEach(tick);
    root.querySelectorAll("[data-since]").forEach(grow);
  };
  const unlessHidden = (run) => () => document.hidden || run();

  portal.onContent(all);
  clocks();
  setInterval(unlessHidden(() => all()), 15000);
  if (document.querySelector("[data-clock]")) setInterval(clocks, 1000);
  document.addEventListener("visibilitychange", unlessHidden(() => all()));
})();
