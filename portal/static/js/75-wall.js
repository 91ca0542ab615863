// A screen on the wall has nobody to press reload: it says when it is old, and mends itself.
(() => {
  const sign = document.querySelector("[data-stale]");
  if (!sign) return;
  const OLD = 10_000; // ms without an answer, after which what is shown may be old
  let answered = portal.now();

  /** A moment on the clock of the house, as the board's own clock says it. */
  const clock = (at) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: document.querySelector("[data-clock]")?.dataset.clock, hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);

  const look = () => {
    const isOld = portal.now() - answered > OLD;
    if (isOld) sign.textContent = portal.fill(portal.words.stale, { at: clock(answered) });
    sign.hidden = !isOld;
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
