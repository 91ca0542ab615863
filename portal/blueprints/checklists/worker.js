// Keeps the last answer of each page of lists, and answers with it when there is no network (V33). Nothing is sent from
// here: the page has its own queue. What a day old is is not shown any more (privacy 9).
const PAGES = "checklists-pages";
const FILES = `checklists-files-${BUILD}`;
const A_DAY = 24 * 60 * 60 * 1000;
const PATIENCE = 4000; // ms for a page, when there is an older one

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll(ASSETS)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("checklists-files-") && name !== FILES);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

const keep = async (request, response) => {
  if (!response.ok || response.redirected || response.type !== "basic") return;
  const headers = new Headers(response.headers);
  headers.set("X-Kept-At", String(Date.now()));
  const cache = await caches.open(PAGES);
  await cache.put(request.url, new Response(await response.blob(), { headers }));
};

const kept = async (request) => {
  const found = await (await caches.open(PAGES)).match(request.url, { ignoreVary: true });
  return found && Date.now() - Number(found.headers.get("X-Kept-At")) < A_DAY ? found : undefined;
};

const page = async (event) => {
  const before = await kept(event.request);
  const limit = before ? { signal: AbortSignal.timeout(PATIENCE) } : {};
  try {
    const response = await fetch(event.request, limit);
    const isOver = response.redirected || response.type === "opaqueredirect"; // nobody is signed in any more
    event.waitUntil(isOver ? caches.delete(PAGES) : keep(event.request, response.clone()));
    return response;
  } catch (error) {
    const last = before || (await kept(event.request));
    if (last) return last;
    throw error;
  }
};

const file = async (request) => (await caches.match(request, { cacheName: FILES, ignoreVary: true })) || fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const isList = pathname === HOME || /\/checklists\/\d+$/.test(pathname);
  if (request.mode === "navigate" && isList) event.respondWith(page(event));
  else if (pathname.includes("/assets/")) event.respondWith(file(request));
});
