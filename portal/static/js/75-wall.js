// A screen on the wall has nobody to press reload: it says when it is old, and mends itself.
(() => {
  const sign = document.querySelector("[data-stale]");
  if (!sign) return;
  const OLD = Number(sign.dataset.stale || 10) * 1000; // ms without an answer, after which what is shown may be old
  const { words } = sign.dataset; // its own, which tell no seconds
  let answered = portal.now();

  /** A moment on the clock of the house, as the board's own clock says it. */
  const clock = (at) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: document.querySelector("[data-clock]")?.dataset.clock, hour: "2-digit", minute: "2-digit", ...(!words && { second: "2-digit" }) }).format(at);

  /** A board of names shows no other day's, not even while it can't ask (A32). */
  const hideOtherDays = () => {
    for (const day of document.querySelectorAll("[data-day]"))
      day.hidden = new Intl.DateTimeFormat("en-CA", { timeZone: day.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(portal.now()) !== day.dataset.day;
  };

  const look = () => {
    const isOld = portal.now() - answered > OLD;
    if (isOld) sign.textContent = portal.fill(words || portal.words.stale, { at: clock(answered) });
    sign.hidden = !isOld;
    hideOtherDays();
  };

  document.addEventListener("htmx:afterRequest", (event) => {
    const status = event.detail.xhr?.status;
    if (!event.target.matches?.("[data-live]")) return;
    // Revoked: what is shown is not this screen's any more
    if (status === 404) return location.reload();
    if (status !== 200 && status !== 204) return;
    answered = portal.now();
    look();
  });
  setInterval(look, 1000);

  // Televisions sleep where nobody touches them
  const stayAwake = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
})();
