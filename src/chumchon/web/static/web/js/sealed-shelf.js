/* Rows that wait on the phone for a signal, none of them readable (docs/decisions/0018): of each the entry sealed to the house, and
   what the page shows of it shut with a key of this browser, since that must be read without signal. Where the browser has no such
   means a row lies as it is. phone.js and vault.js stand before this; name is "<room>:<user>:<address>".
   A row: {id, refused, sealed, shown} or {id, refused, entry, words, th}. What it says: {words, th, …}; th is why it was refused. */
"use strict";
window.sealedShelf = ({ name, house, what }) => {
  const { load, save } = phone.shelf(name), [room, user] = name.split(":");
  const known = new Map();  // what shut rows say, only while this page is open

  async function shut(row, says) {
    if (!row.sealed) return { ...says, refused: Boolean(says.th) };
    return { refused: Boolean(says.th), shown: await vault.can() ? await vault.close(JSON.stringify(says)).catch(() => "") : "" };
  }
  async function made(entry, says, writer = user) {
    const kept = window.vault ? await vault.wrap(house, what, Number(writer), entry) : { entry };
    return { id: entry.id, ...kept, ...await shut(kept, says) };
  }

  const says = row => known.get(row.id) || row;
  const sent = row => (row.sealed ? { id: row.id, sealed: row.sealed } : row.entry);
  const drop = id => save(load().filter(r => r.id !== id));

  /* Laid down in the place of the row `instead`, if there is one; false where the phone keeps nothing. */
  async function add(entry, said, instead) {
    const row = await made(entry, said);
    if (!save([...load().filter(r => r.id !== entry.id && r.id !== instead), row])) return false;
    known.set(entry.id, said);
    return true;
  }

  /* Rows that are gone leave; of others (id to what it says now) what they say is shut anew. */
  async function settle(gone, now) {
    const parts = new Map();
    for (const row of load().filter(r => now.has(r.id))) {
      known.set(row.id, now.get(row.id));
      parts.set(row.id, await shut(row, now.get(row.id)));
    }
    save(load().filter(r => !gone.has(r.id)).map(r => ({ ...r, ...parts.get(r.id) })));
  }

  /* Readable rows are sealed, whoever wrote them: `older` gives {entry, said} of one, also of an older page. Then every own row
     is read once. */
  async function open(older) {
    for (const other of Object.keys(localStorage).filter(n => n.startsWith(`${room}:`))) {
      const there = phone.shelf(other);
      for (const row of there.load().filter(r => !r.sealed)) {
        const { entry, said } = older(row), fresh = await made(entry, said, other.split(":")[1]);
        there.save(there.load().map(r => (!r.sealed && (r.id || r.entry.id) === fresh.id ? fresh : r)));
      }
    }
    for (const row of load().filter(r => r.shown && !known.has(r.id))) {
      try { known.set(row.id, JSON.parse(await vault.open(row.shown))); } catch { /* the key is gone: the house still opens the entry */ }
    }
  }
  return { load, add, settle, open, says, sent, drop };
};
