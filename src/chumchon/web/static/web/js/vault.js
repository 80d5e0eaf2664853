/* What waits for a signal does not lie readable on the phone (docs/decisions/0018). What is saved is sealed to the house: the
   phone keeps no key that opens it again. What must come back without a signal (a form half filled, what stands in a list) is
   shut with a key of this browser that no script can read out. Where the browser has no such means, has and can() say so and
   things are kept as they were. */
window.vault = (() => {
  "use strict";
  const subtle = window.crypto && window.crypto.subtle, P256 = { name: "ECDH", namedCurve: "P-256" };
  const bytes = text => new TextEncoder().encode(text), words = raw => new TextDecoder().decode(raw);
  const pack = raw => btoa(Array.from(raw, b => String.fromCharCode(b)).join(""));
  const unpack = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const nonce = () => crypto.getRandomValues(new Uint8Array(12));

  /* To the house: a pair of keys for this one entry, thrown away at once. Own public key, nonce, cipher; in base64.
     what: the room's word for it, so that nothing opens in another room (forms/sealed.py). */
  async function toTheHouse(house, what, text) {
    const theirs = await subtle.importKey("raw", unpack(house), P256, false, []);
    const pair = await subtle.generateKey(P256, false, ["deriveBits"]);
    const own = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
    const shared = await subtle.importKey("raw", await subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256), "HKDF", false, ["deriveKey"]);
    const said = { name: "HKDF", hash: "SHA-256", salt: own, info: bytes(`chumchon ${what} 1`) };
    const key = await subtle.deriveKey(said, shared, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const iv = nonce(), cipher = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv }, key, bytes(text)));
    return pack([...own, ...iv, ...cipher]);
  }

  /* How an entry is kept: {sealed}, or {entry} as it is where the browser cannot seal or the page carries no key of the house. */
  async function wrap(house, what, user, entry) {
    if (!subtle || !house) return { entry };
    try { return { sealed: await toTheHouse(house, what, JSON.stringify({ user, entry })) }; } catch { return { entry }; }
  }

  const asked = request => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  let found;
  async function ownKey() {
    const opening = indexedDB.open("visits", 1);  // named by the room that had it first: a form half filled there still opens
    opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
    const base = await asked(opening);
    const there = await asked(base.transaction("keys").objectStore("keys").get("half"));
    if (there) return there;
    const made = await subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await asked(base.transaction("keys", "readwrite").objectStore("keys").put(made, "half"));
    return made;
  }
  const key = () => (found = found || ownKey());
  async function close(text) {
    const iv = nonce(), cipher = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes(text)));
    return pack([...iv, ...cipher]);
  }
  async function open(sealed) {
    const raw = unpack(sealed);
    return words(await subtle.decrypt({ name: "AES-GCM", iv: raw.slice(0, 12) }, await key(), raw.slice(12)));
  }

  /* Tried once in full before anything rests on it. */
  const tried = subtle && window.indexedDB ? close("1").then(open).then(said => said === "1").catch(() => false) : Promise.resolve(false);
  return { has: Boolean(subtle), can: () => tried, wrap, close, open };
})();
