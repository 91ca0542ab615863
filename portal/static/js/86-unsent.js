// Who signs out is told what still waits on this tablet: it stays, and goes with the next one who signs in (VE19). Pages
// kept for corridors go (privacy 9).
document.addEventListener(
  "submit",
  (event) => {
    const { signsOut } = event.target.dataset;
    const n = Number(localStorage.getItem("deskbell-unsent-count"));
    if (signsOut && n && !confirm(portal.fill(signsOut, { n }))) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (signsOut) window.caches?.delete("checklists-pages");
  },
  true,
);
