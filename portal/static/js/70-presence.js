// Who else looks at this: asked every ten seconds while the page is in front (S47).
(() => {
  const ask = async (place) => {
    if (document.hidden || !place.isConnected) return;
    try {
      const answer = await portal.post(place.dataset.presenceUrl, new URLSearchParams({ typing: typing() }));
      if (!answer.ok) return;
      const html = answer.status === 204 ? "" : await answer.text();
      if (html.trim() !== place.innerHTML.trim()) place.innerHTML = html;
    } catch {
      // the next time
    }
  };
  // "1" while something stands in a text of this page
  const typing = () => ([...document.querySelectorAll("main textarea")].some((text) => text.value.trim()) ? "1" : "");
  const all = () => document.querySelectorAll("[data-presence-url]").forEach(ask);
  if (!document.querySelector("[data-presence-url]")) return;
  all();
  setInterval(all, 10000);
  document.addEventListener("visibilitychange", all);
})();
