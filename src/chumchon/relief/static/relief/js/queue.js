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

  /* A readable row; an older page kept the entry and its words as one. */
  const older = ({ id, refused, words, th, entry, ...rest }) => ({ entry: entry || { id, ...rest }, said: { words, th } });

  class Queue extends HTMLElement {
    connectedCallback() {
      try { localStorage.setItem("relief-try", "1"); } catch { return; }
      const name = "relief:" + this.dataset.user + ":" + this.dataset.entries;  // what one wrote is not sent as another's
      this.shelf = sealedShelf({ name, house: this.dataset.key, what: "relief" });
      this.laying = new Set();
      this.box = this.querySelector(".queue");
      this.addEventListener("submit", event => this.keep(event));
      this.box.querySelector("button").addEventListener("click", () => this.send());
      addEventListener("online", () => this.send());
      setInterval(() => this.send(), KEPT_MS);
      phone.keepPage("/relief/worker.js", "/relief/", "relief-1");
      this.show();
      this.ready = this.shelf.open(older).catch(() => {}).then(() => this.show());
      this.send();
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
      const kept = await this.shelf.add(said.entry, { words: said.words, th: "" });
      this.laying.delete(id);
      if (!kept) { form.submit(); return; }  // the phone is full: as any form
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
      const rows = this.shelf.load(), list = this.box.querySelector("ul");
      this.box.hidden = !rows.length && !note;
      this.box.querySelector("[data-count]").textContent = rows.filter(r => !r.refused).length;
      list.replaceChildren(...rows.map(row => {
        const li = document.createElement("li"), said = this.shelf.says(row);
        li.textContent = said.words || SHUT;
        if (row.refused) {
          const why = document.createElement("p");
          why.className = "overdue";
          why.textContent = said.th || "ส่งไม่ผ่าน";
          const drop = () => { this.shelf.drop(row.id); this.show(); };
          li.append(why, press("รับทราบ ลบออกจากเครื่อง", drop, "button-grey"));
        }
        return li;
      }));
      if (note !== undefined) this.box.querySelector("[data-note]").textContent = note;
    }

    async send() {
      await this.ready;
      const rows = this.shelf.load().filter(r => !r.refused).slice(0, MOST);
      if (!rows.length || this.busy) return;
      this.busy = true;
      try {
        const entries = rows.map(this.shelf.sent);
        const answer = await phone.post(this.dataset.entries, { user: Number(this.dataset.user), entries });
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
      const notes = answers.filter(one => one.status === "accepted" && one.th).map(one => one.th);
      const words = new Map(this.shelf.load().map(row => [row.id, this.shelf.says(row).words]));
      const refused = answers.filter(one => !taken.has(one.id) && one.th);
      await this.shelf.settle(taken, new Map(refused.map(({ id, th }) => [id, { words: words.get(id), th }])));
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
