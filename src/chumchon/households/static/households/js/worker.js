/* Keeps the blank visit page and its looks on the phone: from the house first, from the phone where there is no signal.
   Nothing else under /p/ is ever kept: pages with a family's words are always asked for anew. */
const KEPT = "visits-1";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(
  caches.keys().then(names => Promise.all(names.filter(n => n.startsWith("visits-") && n !== KEPT).map(n => caches.delete(n)))).then(() => clients.claim())));
self.addEventListener("fetch", event => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  const page = /^\/p\/[-\w]+\/visit$/.test(url.pathname), looks = url.pathname.startsWith("/static/");
  if (!page && !looks) return;
  event.respondWith(fetch(event.request).then(answer => {
    if (answer.ok && !answer.redirected && !url.search) {
      const copy = answer.clone();
      event.waitUntil(caches.open(KEPT).then(cache => cache.put(url.pathname, copy)));
    }
    return answer;
  }).catch(() => caches.match(url.pathname, { ignoreSearch: true }).then(kept => kept || Response.error())));
});
