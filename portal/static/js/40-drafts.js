// What is typed is kept two seconds after the last key, and when the page is left (S40).
(() => {
  const url = document.body.dataset.draftUrl;
  if (!url) return;
  const waiting = new Map(); // form -> timer; present while something is not saved
  const flying = new WeakMap(); // form -> AbortController
  const going = new Map(); // form -> promise; what is being saved

  const status = (form, text) => {
    const place = form.querySelector("[data-draft-status]");
    if (place) place.textContent = text;
  };

  const fields = (form) => {
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const kind = form.elements[name]?.type;
      if (typeof value === "string" && kind !== "password" && name !== "csrf_token") typed.append(name, value);
    }
    return typed;
  };

  /** Whether it is kept now. */
  const keep = (form, how) => {
    const saving = save(form, how);
    going.set(form, saving);
    return saving.finally(() => going.get(form) === saving && going.delete(form));
  };

  const save = async (form, { leaving = false } = {}) => {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    if (!form.isConnected) return true;
    flying.get(form)?.abort();
    const control = new AbortController();
    flying.set(form, control);
    const body = fields(form);
    try {
      // Browsers carry at most 64 kB past the end of a page
      const keepalive = leaving && body.toString().length < 60000;
      const answer = await portal.post(url, body, { signal: keepalive ? undefined : control.signal, keepalive });
      if (!answer.ok) throw new Error(String(answer.status));
      const { kept_at: at } = await answer.json();
      if (!waiting.has(form)) status(form, portal.fill(portal.words.saved, { at }));
      return true;
    } catch (error) {
      if (error.name === "AbortError") return true;
      status(form, portal.words.not_saved);
      if (!waiting.has(form)) later(form, 10000);
      return false;
    }
  };

  const later = (form, after) => {
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(() => keep(form), after));
  };

  const typed = (event) => {
    const form = event.target.form;
    if (form?.hasAttribute("data-draft") && event.target.type !== "file" && event.target.type !== "password") later(form, 2000);
  };
  const taken = (form) => {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    flying.get(form)?.abort();
  };
  const leave = () => [...waiting.keys()].forEach((form) => keep(form, { leaving: true }));

  /** Keeps at once what waits below `root`, but for the form `sent`: null, or a promise of whether all is kept. */
  portal.keepNow = (root, sent = null) => {
    const ours = [...new Set([...waiting.keys(), ...going.keys()])].filter((form) => form !== sent && root.contains(form));
    if (!ours.length) return null;
    return Promise.all(ours.map((form) => (waiting.has(form) ? keep(form) : going.get(form)))).then((kept) => kept.every(Boolean));
  };

  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  document.addEventListener("submit", (event) => event.target.hasAttribute("data-draft") && taken(event.target));
  document.addEventListener("htmx:sendError", (event) => event.target.matches("form[data-draft]") && later(event.target, 2000));
  document.addEventListener("visibilitychange", () => document.hidden && leave());
  window.addEventListener("pagehide", leave);
})();
