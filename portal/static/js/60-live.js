// Living parts ask only while someone looks, say who came and left, and say when the connection, the sign-in or this
// version of the portal is over. They go on asking and are right again by themselves (Q3).
(() => {
  const { words, fill } = portal;
  const HUNG = 4000; // ms after which a request is given up
  const REFUSED = 10000; // ms until it is asked again after a refusal: somebody may have signed in in another tab
  const TALK = 5000; // ms between two announcements
  const state = new WeakMap(); // living part -> {latest, waits, quiet, good, mine, owed}
  let again = false;

  const live = (event) => event.target.matches?.("[data-live]");
  const parts = () => [...document.querySelectorAll("[data-live]")];
  const of = (part) => {
    if (!state.has(part)) state.set(part, { latest: null, waits: false, quiet: 0, good: portal.now(), mine: false, owed: false });
    return state.get(part);
  };
  const ask = () => {
    again = true;
    if (parts().length) window.htmx?.trigger(document.body, "refresh");
    again = false;
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (live(event) && (document.hidden || performance.now() < of(event.target).quiet)) event.preventDefault();
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if (!live(event)) return;
    event.detail.timeout = HUNG;
    // What one has changed oneself; when that answer was lost, the next one tells
    const part = of(event.target);
    part.mine = part.owed || (event.detail.triggeringEvent?.type === "refresh" && !again);
    const there = new URL(event.detail.path, location.href);
    there.searchParams.delete("v");
    event.detail.path = there.pathname + there.search;
    if (part.mine) event.detail.parameters.now = "1";
    event.detail.parameters.v = event.target.dataset.v || "";
  });

  // ------------------------------------------------------------------------------------------------ what came back
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (!live(event)) return;
    event.preventDefault(); // htmx would swap, or leave the page for the sign-in
    const { status, responseText: text } = event.detail.xhr;
    if (status === 204) isSame(event.target);
    else if (status === 200) take(event.target, text);
    else if (status === 401) isOver(event.target, words.signed_out);
    else if (status === 403 || status === 404) isOver(event.target, words.not_here, { link: words.load_again });
    else isLost(event.target);
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, (event) => live(event) && isLost(event.target));

  const take = (part, text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
    if (!fresh) {
      isOver(part, words.signed_out); // the page of the sign-in
      return;
    }
    of(part).latest = fresh;
    put(part);
    isGood(part);
    if (fresh.dataset.build && part.dataset.build && fresh.dataset.build !== part.dataset.build) isOld(part);
  };

  const isSame = (part) => {
    part.dispatchEvent(new CustomEvent("portal:same", { bubbles: true, detail: { mine: of(part).mine } }));
    isGood(part);
  };

  const put = (part) => {
    const { latest, mine } = of(part);
    const news = portal.merge(part, latest, { mine });
    of(part).waits = !news.done;
    part.dataset.v = latest.dataset.v;
    part.dispatchEvent(new CustomEvent("portal:merged", { bubbles: true, detail: { mine } }));
    tell(part, news);
  };
  portal.onRelease(() => parts().forEach((part) => of(part).waits && put(part)));

  // ----------------------------------------------------------------------------------------------------- the banner
  let banner = null;
  const say = (kind, text, { link = "", apart = false } = {}) => {
    if (banner?.dataset.kind === kind) return;
    banner?.remove();
    banner = document.createElement("p");
    banner.className = "connection";
    banner.dataset.kind = kind;
    banner.setAttribute("role", "status");
    banner.append(text);
    if (link) {
      const there = Object.assign(document.createElement("a"), { href: location.href, textContent: link, ...(apart && { target: "_blank", rel: "noopener" }) });
      banner.append(" ", there);
    }
    document.body.append(banner);
  };
  const isGood = async (part) => {
    Object.assign(of(part), { good: portal.now(), quiet: 0, owed: false });
    const over = banner;
    if (!over || over.dataset.kind === "old" || over.dataset.kind === "again") return;
    if (over.dataset.kind === "over") {
      over.dataset.kind = "again"; // it goes when one can send again
      await signedInAgain();
    }
    over.remove();
    if (banner === over) banner = null;
  };
  const isLost = (part) => {
    of(part).owed = of(part).mine;
    say("lost", fill(words.stale, { at: portal.clock(new Date(of(part).good)) }));
  };
  const isOver = (part, text, way = { link: words.open_again, apart: true }) => {
    of(part).quiet = performance.now() + REFUSED;
    say("over", text, way);
  };
  // Forms carry the token of the sign-in that ended: they take that of the new one, unless it is somebody else's
  const signedInAgain = async () => {
    try {
      const { body } = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      if (body.dataset.me !== document.body.dataset.me) return;
      document.body.setAttribute("hx-headers", body.getAttribute("hx-headers"));
      for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = portal.csrf();
    } catch {
      // who sends something reads that the page is too old, and keeps what was typed
    }
  };
  const isOld = (part) => {
    // A screen that nobody reads from near loads the page itself; not at once again, should two versions run
    if (part.matches("[data-reload], .wall *") && performance.now() > 60000) location.reload();
    else say("old", words.new_version, { link: words.load_again });
  };

  // ------------------------------------------------------------------------------------------ said to screen readers
  const untold = { come: 0, left: 0, label: "" };
  let told = -TALK;
  let timer = 0;
  const place = Object.assign(document.createElement("p"), { id: "live-news", className: "hidden" });
  place.setAttribute("role", "status");
  place.setAttribute("aria-live", "polite");
  if (parts().length) document.body.append(place);

  const tell = (part, { come, left }) => {
    if (!come && !left) return;
    untold.come += come;
    untold.left += left;
    untold.label = part.querySelector("[data-rows]")?.getAttribute("aria-label") || "";
    if (!timer) timer = setTimeout(speak, Math.max(0, told + TALK - performance.now()));
  };
  const speak = () => {
    const counted = (n, one, many) => n && fill(n === 1 ? one : many, { n });
    const news = [counted(untold.come, words.one_came, words.came), counted(untold.left, words.one_left, words.left)].filter(Boolean);
    place.textContent = [untold.label, news.join(words.comma)].filter(Boolean).join(": ");
    Object.assign(untold, { come: 0, left: 0 });
    told = performance.now();
    timer = 0;
  };

  // ------------------------------------------------------------------------------------------------------ and return
  const back = () => {
    if (document.hidden) return;
    parts().forEach((part) => (of(part).quiet = 0));
    ask();
  };
  document.addEventListener("visibilitychange", back);
  window.addEventListener("online", back);
  window.addEventListener("pageshow", (event) => event.persisted && back());
})();
