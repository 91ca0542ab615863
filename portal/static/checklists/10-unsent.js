// What was said without network waits on the tablet, and is sent once, in order, under the name of who said it (V33, U8,
// VE14-VE19). The number that the tablet's own store gives each one is its number in the tablet's stream.
(() => {
  const NAME = "deskbell-unsent";
  const COUNT = "deskbell-unsent-count";
  const EVERY = 15000; // ms between two tries
  const MOST = 50; // in one request
  const FINAL = new Set([404, 409, 410, 413, 422]); // never tried again
  const { body } = document;

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let opened = null;
  const open = () => {
    opened ??= (async () => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("said", { keyPath: "number", autoIncrement: true });
      return done(request);
    })();
    return opened;
  };
  const store = async (mode) => (await open()).transaction("said", mode).objectStore("said");

  const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const stream = () => {
    localStorage.getItem(NAME) || localStorage.setItem(NAME, random());
    return localStorage.getItem(NAME);
  };
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  const count = () => Number(localStorage.getItem(COUNT) || 0);
  const all = async () => done((await store("readonly")).getAll());
  const recount = async () => {
    localStorage.setItem(COUNT, String(await done((await store("readonly")).count())));
    tell("portal:unsent", { count: count() });
  };

  /** Keeps it, and tries to send. `said` has url, photos, check, item, said, person and what was filled in. */
  const add = async (said) => {
    const entry = { ...said, stream: stream() };
    await done((await store("readwrite")).add(entry));
    navigator.storage?.persist?.();
    await recount();
    send();
  };

  const forget = async (entries) => {
    const from = await store("readwrite");
    await Promise.all(entries.map((entry) => done(from.delete(entry.number))));
  };

  // ------------------------------------------------------------------------------------------------------------ sending
  const statement = ({ key, item, said, reason, found, department, due, seen, stream: of, number, client_at: at, person, bulk }) => ({
    key, item, said, reason, found, department, due, seen, stream: of, number, client_at: at, person, bulk,
  });
  const asJson = (entries) => ({
    url: entries[0].url,
    body: JSON.stringify({ sent_at: new Date().toISOString(), statements: entries.map(statement) }),
    headers: { "Content-Type": "application/json" },
  });
  const asPhoto = ([entry]) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...statement(entry), sent_at: new Date().toISOString() })) {
      if (value !== undefined && value !== null) form.append(name, value);
    }
    form.append("photo", entry.photo, "photo.jpg");
    return { url: entry.photos, body: form, headers: {} };
  };

  /** The first of those that wait, and what may go with it: of one list, in order. */
  const together = (entries) => {
    if (entries[0].photo) return entries.slice(0, 1);
    const end = entries.findIndex((entry) => entry.photo || entry.url !== entries[0].url);
    return entries.slice(0, Math.min(end < 0 ? entries.length : end, MOST));
  };

  const refreshToken = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    if (page.body.hasAttribute("hx-headers")) body.setAttribute("hx-headers", page.body.getAttribute("hx-headers"));
  };

  const ask = async (batch) => {
    const { url, body: content, headers } = batch[0].photo ? asPhoto(batch) : asJson(batch);
    const signal = AbortSignal.timeout(batch[0].photo ? 60000 : 10000);
    return portal.post(url, content, { headers: { ...headers, "X-CSRFToken": portal.csrf() }, signal });
  };

  /** Whether to go on with the next ones. */
  const sendOne = async (entries) => {
    const batch = together(entries);
    let response = await ask(batch);
    if (response.status === 400) {
      await refreshToken();
      response = await ask(batch);
    }
    if (response.status === 401 || response.status === 403 || response.type === "opaqueredirect") {
      tell("portal:unsent-over", { count: entries.length });
      return false;
    }
    if (!response.ok && !FINAL.has(response.status)) return false;
    const { answers = [] } = response.ok ? await response.json() : {};
    const by = new Map(answers.map((answer) => [answer.key, answer]));
    await forget(batch);
    await recount();
    for (const entry of batch) tell("portal:said", { entry, answer: by.get(entry.key) || { is: "refused", status: response.status } });
    return true;
  };

  let again = false;
  const drain = async () => {
    for (let entries = await all(); entries.length; entries = await all()) if (!(await sendOne(entries))) return;
  };
  const alone = (run) => (navigator.locks ? navigator.locks.request(NAME, { ifAvailable: true }, (lock) => lock && run()) : run());
  let under = null;
  const send = () => {
    if (!count() || !body.dataset.me) return;
    if (under) {
      again = true;
      return;
    }
    under = alone(drain)
      .catch(() => {}) // no network: tried again
      .finally(() => {
        under = null;
        if (again) {
          again = false;
          send();
        }
      });
  };

  portal.unsent = { add, all, send, count, random };
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.hidden || send());
  document.addEventListener("click", send);
  setInterval(send, EVERY);
  send();
})();
