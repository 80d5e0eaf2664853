/* What every page that works without signal needs (docs/api-entries.md): a name for an entry, a shelf on the phone, the way to
   the house, and the page itself kept for later. */
window.phone = (() => {
  "use strict";
  const uuid = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    const hex = [...b].map(x => x.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  /* Rows under a name; save says false where the phone keeps nothing. */
  const shelf = name => ({
    load: () => { try { return JSON.parse(localStorage.getItem(name) || "[]"); } catch { return []; } },
    save: rows => {
      try {
        if (rows.length) localStorage.setItem(name, JSON.stringify(rows)); else localStorage.removeItem(name);
        return true;
      } catch { return false; }
    },
  });

  /* Thai digits as Arabic ones. */
  const arabic = text => text.replace(/[๐-๙]/g, c => String(c.charCodeAt(0) - 0x0e50));

  const post = (address, body) => fetch(address, {
    method: "POST", body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", "X-CSRFToken": (document.cookie.match(/csrftoken=([^;]+)/) || [])[1] || "" },
  });

  const press = (words, act, kind = "button-quiet") => {
    const made = document.createElement("button");
    made.type = "button"; made.className = `${kind} button-small`; made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };

  /* The phone's own place into two boxes, where the person asks for it. */
  const placeButton = (words, boxes) => {
    const made = press(words, () => navigator.geolocation.getCurrentPosition(at => {
      boxes().latitude.value = at.coords.latitude.toFixed(5);
      boxes().longitude.value = at.coords.longitude.toFixed(5);
      made.textContent = "ใส่พิกัดแล้ว ✓";
    }, () => { made.textContent = "หาพิกัดไม่ได้ ไม่ใส่ก็ได้"; }));
    return made;
  };

  /* The blank page and its looks stay on the phone, so that it opens without signal. Nothing that was filled is in it. */
  const keepPage = (worker, scope, name) => {
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker.register(worker, { scope }).then(() => navigator.serviceWorker.ready).then(async () => {
      const cache = await caches.open(name);
      const looks = performance.getEntriesByType("resource").map(r => r.name).filter(n => new URL(n).pathname.startsWith("/static/"));
      await Promise.all(looks.map(n => cache.add(n).catch(() => {})));
      const page = await fetch(location.pathname, { credentials: "same-origin" });
      if (page.ok && !page.redirected) await cache.put(location.pathname, page);
      document.documentElement.dataset.kept = "yes";
    }).catch(() => {});
  };
  return { uuid, shelf, arabic, post, press, placeButton, keepPage };
})();
