// A shared tablet: the pad for its PIN, and the lock that falls when nobody touches it. What was typed is kept first;
// without a connection the page is covered, nothing is left, and it locks as soon as there is one (P4).
(() => {
  for (const pad of document.querySelectorAll("[data-pin-pad]")) {
    const field = document.querySelector(pad.dataset.pinPad);
    // The pad is enough: no keyboard over it where fingers are
    if (window.matchMedia("(pointer: coarse)").matches) field.inputMode = "none";
    pad.addEventListener("click", (event) => {
      const digit = event.target.closest("[data-digit]")?.dataset.digit;
      if (digit === undefined) return;
      field.value = digit ? field.value + digit : "";
      if (!digit) field.focus();
    });
  }

  const cover = document.querySelector("[data-locked]");
  if (!cover) return;
  const { locked, lock, touches, back } = cover.dataset;
  const AFTER = Number(locked) * 1000;
  const TOLD = 30000; // ms between two words to the server that somebody touches it
  const KEY = "portal-touched"; // every tab of the tablet counts
  let told = Date.now();
  let locking = false;

  const touched = () => Number(localStorage.getItem(KEY)) || 0;
  const touch = () => {
    const at = Date.now();
    if (cover.open || at - touched() > AFTER) return; // it is over: the next look locks
    localStorage.setItem(KEY, at);
    if (at - told < TOLD) return;
    told = at;
    portal.post(touches, new URLSearchParams()).catch(() => {});
  };

  const fall = async () => {
    if (locking) return;
    locking = true;
    if (!cover.open) cover.showModal();
    try {
      const kept = await portal.keepNow?.(document.body);
      if (kept === false) throw new Error("not kept");
      await portal.post(lock, new URLSearchParams());
      location.assign(`${back}&next=${encodeURIComponent(location.pathname + location.search)}`);
    } catch {
      locking = false; // the next look tries again
      cover.querySelector("[role=status]").hidden = false;
    }
  };
  const look = () => {
    if (cover.open || Date.now() - touched() > AFTER) fall();
  };

  localStorage.setItem(KEY, Date.now());
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) document.addEventListener(kind, touch, { passive: true, capture: true });
  cover.addEventListener("cancel", (event) => event.preventDefault());
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("online", look);
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  setInterval(look, 5000);
})();
