// A form is sent once. Nothing is ever warned about; what is on its way says so.
(() => {
  const sent = new WeakSet();

  const mark = (form, on) => {
    sent[on ? "add" : "delete"](form);
    for (const button of form.querySelectorAll("button[type=submit]")) {
      if (on) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };

  // Before htmx hears of it
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (form.method !== "post") return;
      const asked = form.dataset.confirm && !form.hasAttribute("hx-post");
      if (sent.has(form) || (asked && !window.confirm(form.dataset.confirm))) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    true,
  );
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post" || event.defaultPrevented) return;
    mark(event.target, true);
    setTimeout(() => mark(event.target, false), 15000); // the answer was a file, or never came
  });
  document.addEventListener("htmx:beforeRequest", (event) => event.target.matches("form[method=post]") && !event.defaultPrevented && mark(event.target, true));
  document.addEventListener("htmx:afterRequest", (event) => event.target.matches("form") && mark(event.target, false));
  window.addEventListener("pageshow", (event) => event.persisted && document.querySelectorAll("form").forEach((form) => mark(form, false)));
})();
