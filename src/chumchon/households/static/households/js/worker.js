/* The blank visit page works without signal (web/js/page-worker.js stands before this); shelves of older versions of this worker go. */
keepPages("visits-1", /^\/p\/[-\w]+\/visit$/);
self.addEventListener("activate", event => event.waitUntil(caches.keys().then(names =>
  Promise.all(names.filter(n => n.startsWith("visits-") && n !== "visits-1").map(n => caches.delete(n))))));
