/* <relief-queue data-entries="…" data-kind="needs|delivery">: what is written at a door is kept in the phone at once and sent
   when there is a signal, as docs/api-entries.md says. Without this file the forms are sent one by one. */
(() => {
  "use strict";
  const { uuid, press } = phone;
  const device = () => { if (!localStorage.device) localStorage.device = uuid(); return localStorage.device; };
  const digits = text => phone.arabic(String(text || "").trim().replace(/,/g, ""));
  const whole = text => (/^\d+$/.test(digits(text)) ? Number(digits(text)) : 0);
  const satang = text => (/^\d+(\.\d{1,2})?$/.test(digits(text)) ? Math.round(Number(digits(text)) * 100) : 0);
  const KEPT_MS = 20000, MOST = 100, SHUT = "รายการที่ปิดผนึกไว้";

  /* How a row lies on the phone (docs/decisions/0018): its entry sealed to the house, and what the list shows of it shut with a
     key of this browser, since it must be read without signal. Where the browser has no such means it lies as it is. */
  async function laid(house, user, { entry, words, th = "" }) {
    const kept = window.vault ? await vault.wrap(house, "relief", user, entry) : { entry };
    return kept.sealed ? { id: entry.id, ...kept, ...await shut(words, th) } : { id: entry.id, entry, words, th, refused: Boolean(th) };
  }
  async function shut(words, th) {
    const text = JSON.stringify({ words, th });
    return { refused: Boolean(th), shown: await vault.can() ? await vault.close(text).catch(() => "") : "" };
  }
  /* Rows of before were an entry with its words; they are sealed whoever wrote them, for whichever disaster. */
  const readable = ({ id, entry, words, th, refused, ...rest }) => ({ entry: entry || { id, ...rest }, words, th });
  async function sealOld(house) {
    if (!window.vault || !vault.has || !house) return;
    for (const key of Object.keys(localStorage).filter(name => name.startsWith("relief:"))) {
      const { load, save } = phone.shelf(key), user = Number(key.split(":")[1]);
      for (const row of load().filter(r => !r.sealed)) {
        const made = await laid(house, user, readable(row));
        save(load().map(r => (r.id === made.id && !r.sealed ? made : r)));
      }
    }
  }

  class Queue extends HTMLElement {
    connectedCallback() {
      try { localStorage.setItem("relief-try", "1"); } catch { return; }
      this.user = Number(this.dataset.user);
      Object.assign(this, phone.shelf("relief:" + this.user + ":" + this.dataset.entries));  // what one wrote is not sent as another's
      this.known = new Map();  // what sealed rows say, only while this page is open
      this.laying = new Set();
      this.box = this.querySelector(".queue");
      this.addEventListener("submit", event => this.keep(event));
      this.box.querySelector("button").addEventListener("click", () => this.send());
      addEventListener("online", () => this.send());
      setInterval(() => this.send(), KEPT_MS);
      phone.keepPage("/relief/worker.js", "/relief/", "relief-1");
      this.show();
      this.ready = sealOld(this.dataset.key).catch(() => {}).then(() => this.learn());
      this.send();
    }

    /* What lies shut is read once, so that the list can show it. */
    async learn() {
      for (const row of this.load().filter(r => r.shown && !this.known.has(r.id))) {
        try { this.known.set(row.id, JSON.parse(await vault.open(row.shown))); } catch { /* the key is gone: the house still opens the entry */ }
      }
      this.show();
    }

    keep(event) {
      const form = event.target, said = this.dataset.kind === "needs" ? this.needs(form) : this.delivery(form);
      if (!said) return;
      event.preventDefault();
      event.stopPropagation();
      if (!this.laying.has(said.entry.id)) this.lay(form, said);  // or it is a second touch of the same button
    }

    async lay(form, said) {
      const id = said.entry.id;
      this.laying.add(id);
      const row = await laid(this.dataset.key, this.user, said);
      this.laying.delete(id);
      if (!this.save([...this.load().filter(r => r.id !== id), row])) { form.submit(); return; }  // the phone is full: as any form
      this.known.set(id, { words: said.words, th: "" });
      if (this.dataset.kind === "needs") this.empty(form); else form.closest(".door").hidden = true;
      this.show();
      this.send();
    }

    /* What is not whole goes to the house as a form, which says what is wrong. */
    needs(form) {
      const said = new FormData(form), lines = {}, words = [];
      for (const box of form.querySelectorAll("[name^=item_]")) {
        const n = whole(box.value);
        if (n) { lines[box.name.slice(5)] = n; words.push(box.dataset.word + " " + n); }
        else if (box.value.trim()) return null;
      }
      const place = said.get("place"), at = place[0] === "v", house = at ? said.get("house_no").trim() : "";
      if (!words.length || !whole(said.get("people")) || (at && !house)) return null;
      const where = form.elements.place.selectedOptions[0].textContent;
      const entry = {
        id: said.get("uid"), kind: "needs", people: whole(said.get("people")), house, lines, at: new Date().toISOString(),
        device: device(), damage: satang(said.get("damage_satang")), village: at ? Number(place.slice(1)) : 0,
        point: at ? 0 : Number(place.slice(1)),
      };
      if (said.get("latitude")) { entry.latitude = Number(said.get("latitude")); entry.longitude = Number(said.get("longitude")); }
      return { entry, words: (at ? "บ้าน " + house + " " : "") + where + ": " + words.join(" · ") };
    }

    delivery(form) {
      const said = new FormData(form), n = whole(said.get("quantity"));
      if (!n) return null;
      const entry = {
        id: said.get("uid"), kind: "delivery", line: Number(said.get("line")), quantity: n, receiver: said.get("receiver"),
        at: new Date().toISOString(), device: device(),
      };
      return { entry, words: form.dataset.words + " " + n };
    }

    empty(form) {
      for (const box of form.querySelectorAll("[name^=item_], [name=house_no], [name=people], [name=damage_satang], [name=latitude], [name=longitude]")) box.value = "";
      form.elements.uid.value = uuid();
      delete form.dataset.sent;
      scrollTo(0, 0);
      form.elements.house_no.focus();
    }

    show(note) {
      const rows = this.load(), list = this.box.querySelector("ul");
      this.box.hidden = !rows.length && !note;
      this.box.querySelector("[data-count]").textContent = rows.filter(r => !r.refused).length;
      list.replaceChildren(...rows.map(row => {
        const li = document.createElement("li"), said = this.known.get(row.id) || row;
        li.textContent = said.words || SHUT;
        if (row.refused) {
          const why = document.createElement("p");
          why.className = "overdue";
          why.textContent = said.th || "ส่งไม่ผ่าน";
          const drop = () => { this.save(this.load().filter(r => r.id !== row.id)); this.show(); };
          li.append(why, press("รับทราบ ลบออกจากเครื่อง", drop, "button-grey"));
        }
        return li;
      }));
      if (note !== undefined) this.box.querySelector("[data-note]").textContent = note;
    }

    async send() {
      await this.ready;
      const rows = this.load().filter(r => !r.refused && !r.th).slice(0, MOST);
      if (!rows.length || this.busy) return;
      this.busy = true;
      try {
        const entries = rows.map(r => (r.sealed ? { id: r.id, sealed: r.sealed } : readable(r).entry));
        const answer = await phone.post(this.dataset.entries, { user: this.user, entries });
        const said = await answer.json();
        if (!answer.ok) { this.show(said.error ? said.error.th : "ส่งไม่ได้ ลองใหม่"); return; }
        await this.settle(said.entries);
      } catch {
        this.show("ไม่มีสัญญาณ เก็บไว้ในเครื่องแล้ว จะส่งเองเมื่อมีสัญญาณ");
      } finally { this.busy = false; }
    }

    /* What was taken leaves the phone; what was refused stays, with its sentence, until somebody has read it. */
    async settle(answers) {
      const taken = new Set(answers.filter(one => ["accepted", "already"].includes(one.status)).map(one => one.id));
      const notes = answers.filter(one => one.status === "accepted" && one.th).map(one => one.th), refused = new Map();
      for (const { id, th } of answers.filter(one => !taken.has(one.id) && one.th)) {
        const row = this.load().find(r => r.id === id), words = (this.known.get(id) || row || {}).words;
        if (!row) continue;
        this.known.set(id, { words, th });
        refused.set(id, row.sealed ? await shut(words, th) : { th, refused: true });
      }
      this.save(this.load().filter(r => !taken.has(r.id)).map(r => ({ ...r, ...refused.get(r.id) })));
      this.show((taken.size ? "ส่งแล้ว " + taken.size + " รายการ " : "") + notes.join(" "));
    }
  }
  customElements.define("relief-queue", Queue);

  /* <here-now>: puts the phone's place into the hidden boxes, where the person asks for it. */
  customElements.define("here-now", class extends HTMLElement {
    connectedCallback() {
      if (!navigator.geolocation || this.querySelector("button")) return;
      this.append(phone.placeButton("ใส่พิกัดบ้านจากโทรศัพท์", () => this.closest("form").elements));
    }
  });
})();
