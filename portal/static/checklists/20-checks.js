// A list under the thumb: an answer shows at once, waits its turn, and is taken back in place for ten seconds (U5-U7).
// What the server says of a row is never changed here: what isn't sent yet is painted over it, after every merge anew.
(() => {
  const root = document.getElementById("check");
  if (!root) return;
  const words = JSON.parse(root.dataset.words);
  const { fill, icon } = portal;
  const UNDO = 10000; // ms
  const SETTLES = 5000; // ms after which the server's word counts, whatever was merged
  const LONGEST = 1600; // px of a photo's longer side
  const LARGEST = 300000; // bytes of a photo
  const SHOWS = { passed: "passed", failed: "failed", not_applicable: "not_applicable", cleared: "open", rechecked: "passed", accepted: "accepted" };
  const ICONS = { open: "circle", passed: "check-lg", failed: "x-lg", not_applicable: "dash-lg", accepted: "flag" };
  const WORD = { open: words.cleared, ...words };

  let waiting = []; // not sent yet, of this list
  const settling = new Map(); // sent, not merged yet: key -> {entry, until}
  const undoable = new Map(); // item -> until

  const rows = () => [...document.querySelectorAll("[data-row][data-item]")];
  const rowOf = (item) => document.getElementById(`item-${item}`);
  const field = (row, name) => row.querySelector(`[name="${name}-${row.dataset.item}"]`);
  const text = (row, name) => (field(row, name)?.value || "").trim();
  const seen = () => Number(document.getElementById("check-head").dataset.seen);

  // ---------------------------------------------------------------------------------------------------------- painting
  const shown = (row) => {
    const said = [...[...settling.values()].map(({ entry }) => entry), ...waiting].filter((one) => String(one.item) === row.dataset.item && SHOWS[one.said]);
    return said.length ? SHOWS[said.at(-1).said] : row.dataset.state;
  };
  const chip = (row) => {
    const unsent = waiting.filter((one) => String(one.item) === row.dataset.item);
    const until = undoable.get(row.dataset.item) || 0;
    const may = until > Date.now() && row.dataset.shows !== "open";
    let place = row.querySelector(".check-unsent");
    const key = `${unsent.length > 0} ${unsent.some((one) => one.photo)} ${may}`;
    if (place?.dataset.key === key) return;
    place?.remove();
    if (!unsent.length && !may) return;
    place = Object.assign(document.createElement("span"), { className: "check-unsent" });
    place.dataset.key = key;
    if (unsent.length) place.append(" · ", icon("upload"), ` ${unsent.some((one) => one.photo) ? words.photo_waits : words.unsent} `);
    if (may) {
      const undo = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words.undo });
      undo.dataset.undo = row.dataset.item;
      place.append(undo);
    }
    row.querySelector(".check-said").append(place);
  };
  const paintRow = (row) => {
    const shows = shown(row);
    if (row.dataset.shows !== shows) {
      row.dataset.shows = shows;
      row.querySelector("[data-word]").textContent = WORD[shows];
      row.querySelector(".check-mark use").setAttribute("href", `${document.body.dataset.icons}#${ICONS[shows]}`);
      row.querySelector(".answer-yes")?.setAttribute("aria-pressed", String(shows === "passed"));
    }
    chip(row);
  };
  const paint = () => {
    const all = rows();
    all.forEach(paintRow);
    const open = all.filter((row) => row.dataset.shows === "open");
    const head = document.getElementById("check-head");
    head.querySelector("[data-done]").textContent = fill(words.done, { done: all.length - open.length, of: all.length });
    head.querySelector("progress").value = all.length - open.length;
    const n = waiting.length;
    head.querySelector("[data-unsent-count]").textContent = n ? `${fill(words.count_unsent, { n })}${navigator.onLine ? "" : ` · ${words.no_network}`}` : "";
    const next = document.querySelector("[data-next]");
    if (next && open.length) {
      next.href = `#${open[0].id}`;
      next.firstElementChild.textContent = `${words.next} ${open[0].querySelector(".check-text").lastChild.textContent.trim()}`;
    }
  };
  const look = async () => {
    waiting = (await portal.unsent.all()).filter((one) => String(one.check) === root.dataset.check);
    paint();
  };

  // ------------------------------------------------------------------------------------------------------------ saying
  const say = (item, said, more = {}) => {
    const { dataset: of } = root;
    const entry = {
      url: of.url, photos: of.photos, check: of.check, person: of.author, key: portal.unsent.random(),
      item: Number(item), said, seen: seen(), client_at: new Date().toISOString(), ...more,
    };
    if (SHOWS[said] && said !== "cleared") {
      undoable.set(String(item), Date.now() + UNDO);
      setTimeout(paint, UNDO + 50);
    } else if (said === "cleared") undoable.delete(String(item));
    waiting.push(entry);
    paint();
    return portal.unsent.add(entry);
  };

  const pictured = async (file) => {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(image.width * scale), height: Math.round(image.height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    for (let quality = 0.85; ; quality -= 0.15) {
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
      if (blob.size <= LARGEST || quality < 0.3) return blob;
    }
  };
  const photograph = async (item, file) => {
    const photo = await pictured(file).catch(() => file); // the server takes a picture that this browser can't read
    await say(item, "photo", { photo });
  };

  const finish = (row) => {
    for (const open of row.querySelectorAll("details[open]")) open.open = false;
    for (const one of row.querySelectorAll("input[type=radio], input[type=file], input[type=text]:not([inputmode]), select")) {
      if (one.type === "radio") one.checked = false;
      else if (one.tagName === "SELECT") for (const option of one.options) option.selected = option.defaultSelected;
      else one.value = "";
    }
  };

  const answers = {
    passed: (row) => {
      const found = row.dataset.kind === "count" ? Number(text(row, "found")) : undefined;
      if (found !== undefined && found < Number(row.dataset.par)) {
        row.querySelector(".check-fault").open = true;
        field(row, "what").value = `${found}/${row.dataset.par}`;
        return null;
      }
      return { found };
    },
    failed: (row) => {
      const chosen = row.querySelector(`[name="reason-${row.dataset.item}"]:checked`)?.value;
      const reason = [chosen, text(row, "what")].filter(Boolean).join(": ");
      return { reason, department: text(row, "department"), due: text(row, "due") };
    },
    not_applicable: (row) => worded(row, ["text", "note"]),
    note: (row) => worded(row, ["text", "note"]),
    accepted: (row) => worded(row, ["text"]),
  };
  const worded = (row, names) => {
    const place = names.map((name) => field(row, name)).filter(Boolean).find((one) => one.value.trim()) || field(row, names.at(-1)) || field(row, names[0]);
    if (place?.value.trim()) return { reason: place.value.trim() };
    place?.focus();
    return null;
  };

  const answer = (row, said) => {
    const more = (answers[said] || (() => ({})))(row);
    if (!more) return;
    const file = said === "failed" ? field(row, "photo")?.files[0] : null;
    say(row.dataset.item, said, more);
    if (file) photograph(row.dataset.item, file);
    finish(row);
  };

  // The rest of a section only after all of it was seen (U12)
  const looked = new WeakSet();
  const watch = new IntersectionObserver((changes) => changes.forEach((one) => one.isIntersecting && looked.add(one.target)), { threshold: 0.5 });
  const rest = (button) => {
    const wanted = button.dataset.rest.split(" ").map(rowOf).filter((row) => row?.dataset.shows === "open");
    const unseen = wanted.find((row) => !looked.has(row));
    if (unseen) unseen.scrollIntoView({ block: "center" });
    else wanted.forEach((row) => say(row.dataset.item, "passed", { bulk: true }));
  };

  document.getElementById("act").addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (!button) return;
    if (button.name === "rest") rest(button);
    else answer(button.closest("[data-row]"), button.value.split(" ")[1]);
  });
  document.addEventListener("click", (event) => {
    const step = event.target.closest?.("[data-step]");
    const undo = event.target.closest?.("[data-undo]");
    if (undo) say(undo.dataset.undo, "cleared");
    if (step) {
      const found = field(step.closest("[data-row]"), "found");
      found.value = String(Math.max(0, (Number(found.value) || 0) + Number(step.dataset.step)));
    }
  });
  document.addEventListener("change", (event) => {
    const shot = event.target.closest?.("[name^='shot-']");
    if (!shot?.files[0]) return;
    const row = shot.closest("[data-row]");
    photograph(row.dataset.item, shot.files[0]);
    finish(row);
  });
  document.getElementById("sign").addEventListener("submit", (event) => {
    if (!waiting.length) return;
    event.preventDefault();
    portal.say(fill(words.count_unsent, { n: waiting.length }), { late: true });
  });

  // --------------------------------------------------------------------------------------------------- what became of it
  const settle = (mine) => {
    const at = Date.now();
    for (const [key, { until }] of settling) if (mine || until < at) settling.delete(key);
  };
  document.addEventListener("portal:said", ({ detail: { entry, answer: became } }) => {
    if (String(entry.check) !== root.dataset.check) return;
    waiting = waiting.filter((one) => one.key !== entry.key);
    if (became.is === "taken") settling.set(entry.key, { entry, until: Date.now() + SETTLES });
    else if (became.is === "orphan") portal.say(words.over, { late: true });
    else portal.say(became.sentence ? fill(words.refused, { what: became.sentence }) : words.gone, { late: true });
    paint();
    if (!waiting.length || became.is !== "taken") window.htmx?.trigger(document.body, "refresh");
  });
  document.addEventListener("portal:unsent-over", () => portal.say(words.sign_in, { late: true }), { once: true });
  for (const name of ["portal:merged", "portal:same"]) {
    document.addEventListener(name, (event) => {
      if (event.detail.mine && !waiting.length) settle(true);
      paint();
      rows().forEach((row) => watch.observe(row));
    });
  }
  window.addEventListener("online", paint);
  window.addEventListener("offline", paint);

  // ---------------------------------------------------------------------------------------- the page, without network
  const keepPage = async () => {
    if (!navigator.serviceWorker || !window.caches) return;
    await navigator.serviceWorker.register(root.dataset.worker, { scope: root.dataset.home });
    await navigator.serviceWorker.ready;
    const response = await fetch(location.pathname);
    if (!response.ok || response.redirected) return;
    const headers = new Headers(response.headers);
    headers.set("X-Kept-At", String(Date.now()));
    await (await caches.open("checklists-pages")).put(location.origin + location.pathname, new Response(await response.blob(), { headers }));
  };
  keepPage().catch(() => {});
  rows().forEach((row) => watch.observe(row));
  look();
})();
