// What just happened, in a word; and answers that were errors.
(() => {
  const place = document.getElementById("toasts");

  portal.say = (text, { late = false } = {}) => {
    if (!place || !text) return;
    const toast = document.createElement("p");
    toast.className = late ? "toast is-late" : "toast";
    const words = document.createElement("span");
    words.textContent = text;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "toast-close";
    close.setAttribute("aria-label", portal.words.close);
    close.append(portal.icon("x-lg"));
    close.addEventListener("click", () => toast.remove());
    toast.append(portal.icon(late ? "exclamation-triangle-fill" : "check-lg"), words, close);
    place.append(toast);
    while (place.children.length > 3) place.firstElementChild.remove();
    // Long enough to be read twice; what went wrong stays until it is closed
    if (!late) {
      const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 2000) : toast.remove());
      setTimeout(leave, Math.max(6000, text.length * 120));
    }
  };

  // changed(notice=...) sends this by HX-Trigger
  document.body.addEventListener("notice", (event) => portal.say(event.detail.value));

  const isLive = (event) => event.target.closest?.("[data-live]") && event.detail.requestConfig?.verb === "get";
  const answered = (event) => /^#refusal/.test(event.detail.xhr.getResponseHeader("HX-Retarget") || "");

  // A refusal that says where it belongs is shown there; any other error must not replace what stands on the page
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status >= 400 && answered(event) && !isLive(event)) event.detail.shouldSwap = true;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!isLive(event)) document.getElementById("refusal")?.replaceChildren();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id === "refusal" && event.detail.target.childElementCount) {
      event.detail.target.focus({ preventScroll: true });
      event.detail.target.scrollIntoView({ block: "center" });
    }
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (!isLive(event) && !answered(event)) portal.say(portal.words.failed, { late: true });
  });
  for (const lost of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(lost, (event) => isLive(event) || portal.say(portal.words.offline, { late: true }));
  }

  // Errors of a form take the focus, so that they are read first
  portal.onContent((root) => root.querySelector("[data-focus]")?.focus());

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) navigator.clipboard?.writeText(button.dataset.copy).then(() => portal.say(portal.words.copied));
  });
})();
