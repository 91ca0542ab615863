// Appointments are told in the shop's time. A device that tells another time at that moment is told so (BE22).
(() => {
  const clock = (at, timeZone) => new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);

  portal.onContent((root) => {
    for (const place of root.querySelectorAll("[data-shop-zone][data-at]")) {
      const at = Date.parse(place.dataset.at);
      const other = place.querySelector("[data-other-zone]");
      if (other && at) other.hidden = clock(at, undefined) === clock(at, place.dataset.shopZone);
    }
  });
})();
