/* Keeps one kind of blank page and its looks on the phone: from the house first, from the phone where there is no signal.
   Nothing else is ever kept: pages with a family's words are always asked for anew. A worker says keepPages(shelf, path). */
self.keepPages = (shelf, path) => {
  self.addEventListener("install", () => self.skipWaiting());
  self.addEventListener("activate", event => event.waitUntil(clients.claim()));
  self.addEventListener("fetch", event => {
    const url = new URL(event.request.url);
    if (event.request.method !== "GET" || url.origin !== location.origin) return;
    if (!path.test(url.pathname) && !url.pathname.startsWith("/static/")) return;
    event.respondWith(fetch(event.request).then(answer => {
      if (answer.ok && !answer.redirected && !url.search) {
        const copy = answer.clone();
        event.waitUntil(caches.open(shelf).then(cache => cache.put(url.pathname, copy)));
      }
      return answer;
    }).catch(() => caches.match(url.pathname, { ignoreSearch: true }).then(kept => kept || Response.error())));
  });
};
