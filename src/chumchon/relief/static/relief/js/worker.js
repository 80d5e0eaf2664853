/* Keeps the phone's two pages (a list of needs, a truck's deliveries) and what they look like, for when there is no signal.
   Newest first: the page comes from the house whenever there is one to ask. Nothing else of the house is kept. */
const SHELF = "relief-1";
const kept = path => /^\/relief\/of\/[^/]+\/\d+\/(list|loads\/\d+\/deliver)$/.test(path) || path.startsWith("/static/");

self.addEventListener("install", event => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", event => {
  const at = new URL(event.request.url);
  if (event.request.method !== "GET" || at.origin !== self.location.origin || !kept(at.pathname)) return;
  event.respondWith((async () => {
    const shelf = await caches.open(SHELF);
    try {
      const answer = await fetch(event.request);
      if (answer.ok && !answer.redirected) shelf.put(at.pathname, answer.clone());
      else if (answer.redirected && !at.pathname.startsWith("/static/")) await shelf.delete(at.pathname);
      return answer;
    } catch (gone) {
      const found = await shelf.match(at.pathname);
      if (found) return found;
      throw gone;
    }
  })());
});
