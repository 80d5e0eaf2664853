/* Collection sheet: the phone names its own page and device, a failed touch says so, and the second tap of a double tap
   never undoes what the first one took. Without this file everything works by plain forms. */
const form = document.getElementById("touch");
const offline = document.getElementById("offline");
const changed = new Map();
const QUIET_MS = 700;

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
  const hex = [...b].map(x => x.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function device() {
  try {
    if (!localStorage.device) localStorage.device = uuid();
    return localStorage.device;
  } catch { return ""; }
}

if (form) {
  form.elements.page.value = uuid();
  form.elements.device.value = device();
  document.addEventListener("htmx:oobAfterSwap", event => {
    const id = event.detail.target && event.detail.target.id;
    if (id) changed.set(id, Date.now());
    offline.hidden = true;
  });
  document.addEventListener("htmx:confirm", event => {
    const row = event.target.closest(".member");
    if (row && event.target.name === "void" && Date.now() - (changed.get(row.id) || 0) < QUIET_MS) event.preventDefault();
  });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, () => { offline.hidden = false; offline.scrollIntoView({ block: "nearest" }); });
  }
}
