/* A visit without signal: what was filled waits on the phone and is sent when there is a signal. Each visit has a name of its
   own (uid), so that sending again makes no second one. Without this file the form is sent as any other. */
(() => {
  "use strict";
  const form = document.getElementById("visit");
  if (!form) return;
  const box = document.getElementById("queue");
  const store = `visits:${form.dataset.code}:${form.dataset.user}`;
  const half = `${store}:half${location.search}`;
  const most = 3;
  const { uuid, press, arabic } = phone, { load, save } = phone.shelf(store);
  const value = name => (form.elements[name] ? form.elements[name].value.trim() : "");
  const consent = () => { const c = form.querySelector("[name=consent]:checked"); return c ? c.value : ""; };
  const two = n => String(n).padStart(2, "0");

  /* The day in B.E. as it stands in the boxes; "" where it is no day. */
  const MONTHS = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
  const SHORT = ["มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค"];
  function day() {
    const [d, m, y] = ["day", "month", "year"].map(p => arabic(value(`visited_on_${p}`)));
    let month = Number(m);
    const named = m.replace(/[. ]/g, "");
    if (!month) month = Math.max(SHORT.indexOf(named), MONTHS.indexOf(named)) + 1;
    let year = Number(y);
    if (year < 100) year += 2500;
    if (year > 2400) year -= 543;
    const made = new Date(Date.UTC(year, month - 1, Number(d)));
    const right = made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === Number(d);
    return right ? `${year}-${two(month)}-${two(Number(d))}` : "";
  }

  function read() {
    const yes = consent() === "yes";
    const entry = {
      id: value("uid") || uuid(), village: Number(value("village")), house_no: value("house_no"), consent: yes,
      visited_on: day(), at: new Date().toISOString(), device: "",
    };
    if (!yes) return entry;
    const whole = name => Number(arabic(value(name))) || 0;
    const answers = {};
    form.querySelectorAll("[data-q]").forEach(q => {
      const chosen = q.querySelector("input:checked");
      if (chosen) answers[q.dataset.q] = chosen.value;
    });
    return Object.assign(entry, {
      questions: value("questions"), head: value("head"), phone: value("phone"), note: value("note"), answers,
      counts: Object.fromEntries(["people", "children", "elderly", "disabled", "bedridden"].map(k => [k, whole(k)])),
      aims: [...form.querySelectorAll("[name=aims]:checked")].map(a => a.value),
    });
  }

  /* What is missing, in words; the first one gets the cursor. */
  function missing(entry) {
    if (!entry.house_no) return ["ใส่บ้านเลขที่", form.elements.house_no];
    if (!entry.visited_on) return ["วันที่เยี่ยมไม่ถูก", form.elements.visited_on_day];
    if (!consent()) return ["ถามครอบครัวก่อนว่ายินยอมไหม", form.querySelector("[name=consent]")];
    if (!entry.consent) return null;
    if (!entry.head) return ["ใส่ชื่อผู้ให้ข้อมูล", form.elements.head];
    if (entry.counts.people < 1) return ["ใส่จำนวนคนในบ้าน", form.elements.people];
    const open = [...form.querySelectorAll("[data-q]")].find(q => !entry.answers[q.dataset.q]);
    return open ? [`ยังไม่ได้ตอบเรื่อง ${open.dataset.name}`, open.querySelector("input")] : null;
  }

  const say = (words, kind = "") => {
    const told = document.getElementById("told");
    told.className = `notice${kind ? ` notice-${kind}` : ""}`;
    told.textContent = words;
    told.hidden = false;
  };

  /* A visit takes half an hour and a phone closes pages: what is half filled stays, sealed, until it is saved or thrown away.
     turn: a seal that is ready late does not write over what was filled, or thrown away, meanwhile. */
  const sealing = window.vault ? vault.can() : Promise.resolve(false);
  let turn = 0, written = 0;
  async function keepHalf() {
    const mine = turn += 1, text = JSON.stringify([...new FormData(form)].filter(([n]) => n !== "csrfmiddlewaretoken"));
    const kept = await sealing ? await vault.close(text).catch(() => text) : text;
    if (mine <= written) return;
    written = mine;
    try { localStorage.setItem(half, kept); } catch { /* full */ }
  }
  async function takeUp() {
    let said = [];
    try {
      const kept = localStorage.getItem(half) || "[]";
      said = JSON.parse(kept[0] === "[" ? kept : await vault.open(kept));
      if (turn) return;  // somebody fills already
    } catch { /* none */ }
    const asked = (said.find(([n]) => n === "questions") || [])[1];
    if (asked !== value("questions") || form.querySelector(".field-error")) return;  // other questions were asked then
    for (const [name, v] of said) {
      const box = form.querySelector(`[name="${name}"][type=radio][value="${v}"], [name="${name}"][type=checkbox][value="${v}"]`);
      if (box) box.checked = true;
      else if (form.elements[name] && !(form.elements[name] instanceof RadioNodeList)) form.elements[name].value = v;
    }
    say("กรอกต่อจากที่ค้างไว้ ");
    document.getElementById("told").append(press("เริ่มใหม่", () => { blank(); document.getElementById("told").hidden = true; }));
    look();
  }

  function blank() {
    written = turn += 1;
    try { localStorage.removeItem(half); } catch { /* nothing is kept on this phone */ }
    const village = value("village");
    form.reset();
    form.querySelectorAll("input[type=radio], input[type=checkbox]").forEach(i => { i.checked = false; });
    ["house_no", "head", "phone", "note"].forEach(n => { form.elements[n].value = ""; });
    form.elements.people.value = "1";
    form.elements.village.value = village;
    form.elements.uid.value = uuid();
    look();
    scrollTo(0, 0);
  }

  form.addEventListener("submit", event => {
    event.preventDefault();
    const entry = read(), fault = missing(entry);
    if (fault) { say(fault[0], "red"); fault[1].focus(); fault[1].scrollIntoView({ block: "center" }); return; }
    keep(entry);
  });

  /* Sealed to the house before it rests here; the half-filled form goes only once the visit lies in the queue. */
  const idOf = row => row.id || row.entry.id;
  const placeOf = row => row.place || `หมู่ ${row.entry.village} บ้านเลขที่ ${row.entry.house_no}`;
  async function sealed(entry) {
    const row = { id: entry.id, place: `หมู่ ${entry.village} บ้านเลขที่ ${entry.house_no}`, th: "" };
    return { ...row, ...(window.vault ? await vault.wrap(form.dataset.key, "visit", Number(form.dataset.user), entry) : { entry }) };
  }
  let keeping = false;
  async function keep(entry) {
    if (keeping) return;  // a second touch of the same button
    keeping = true;
    const row = await sealed(entry);
    keeping = false;
    if (!save([...load().filter(r => idOf(r) !== entry.id), row])) { form.submit(); return; }  // the phone keeps nothing: send it as any form
    say(`เก็บบ้านเลขที่ ${entry.house_no} ในโทรศัพท์แล้ว กำลังส่ง`);
    blank();
    show();
    send();
  }

  /* What lay readable from before is sealed as soon as the page is opened. */
  async function sealOld() {
    if (!window.vault || !vault.has || !form.dataset.key) return;
    for (const row of load().filter(r => r.entry && !r.sealed)) {
      const made = await sealed(row.entry);
      save(load().map(r => (idOf(r) === made.id ? { ...made, th: r.th } : r)));
    }
  }

  /* Send what waits. Whatever the answer does not settle stays. */
  let sending = false;
  async function send() {
    const waiting = load().filter(r => !r.th).slice(0, 50);
    if (sending || !waiting.length) return;
    sending = true;
    try {
      const answer = await phone.post(form.dataset.entries, { entries: waiting.map(r => (r.sealed ? { id: r.id, sealed: r.sealed } : r.entry)) });
      const body = await answer.json().catch(() => null);
      if (answer.status === 401) { say("ออกจากระบบไปแล้ว เข้าสู่ระบบใหม่แล้วเปิดหน้านี้ ข้อมูลยังอยู่ในโทรศัพท์", "amber"); return; }
      if (!body || !body.entries) { say(body && body.error ? `${body.error.th} ข้อมูลยังอยู่ในโทรศัพท์` : "ส่งไม่ได้ ข้อมูลยังอยู่ในโทรศัพท์ ลองใหม่อีกครั้ง", "amber"); return; }
      settle(body.entries);
    } catch {
      say(`ไม่มีสัญญาณ เก็บไว้ในโทรศัพท์ ${load().length} หลัง จะส่งเมื่อมีสัญญาณ`, "amber");
    } finally { sending = false; show(); }
    if (load().some(r => !r.th)) setTimeout(send, 15000);
  }

  const said = new Map();  // what the house read back of visits that it did not take; only while this page is open
  function settle(answers) {
    for (const a of answers) if (a.entry) said.set(a.id, a.entry);
    const by = new Map(answers.map(a => [a.id, a]));
    const kept = [], words = [];
    let sent = 0;
    for (const row of load()) {
      const a = by.get(idOf(row));
      if (!a) kept.push(row);
      else if (a.status === "accepted" || a.status === "already") { sent += 1; if (a.th) words.push(`${placeOf(row)}: ${a.th}`); }
      else if (a.drop) words.push(`${placeOf(row)}: ${a.th}`);
      else kept.push({ ...row, th: a.th || "ส่งไม่ผ่าน" });
    }
    save(kept);
    const told = [sent ? `ส่งแล้ว ${sent} หลัง` : "", ...words].filter(Boolean).join(" · ");
    if (told) say(told, words.length ? "amber" : "");
  }

  /* The queue on the page: how many wait, and those that a person must mend. */
  function show() {
    const rows = load();
    box.hidden = !rows.length;
    box.querySelector("b").textContent = `รอส่ง ${rows.length} หลัง`;
    const list = box.querySelector(".queue");
    list.replaceChildren(...rows.map(row => {
      const line = document.createElement("div"), words = document.createElement("span");
      line.className = "queue-row";
      words.textContent = `${placeOf(row)}${row.th ? `: ${row.th}` : ""}`;
      line.append(words);
      if (row.th) line.append(press("แก้", () => mend(row)), press("ทิ้ง", () => drop(row)));
      return line;
    }));
  }
  const drop = row => { save(load().filter(r => idOf(r) !== idOf(row))); show(); };
  const begun = () => ["house_no", "head"].some(value) || Boolean(form.querySelector("[data-q] input:checked"));
  async function mend(row) {
    if (begun()) {
      say("มีบ้านที่กรอกค้างอยู่ กรอกให้เสร็จก่อน หรือ ", "amber");
      document.getElementById("told").append(press("ทิ้งที่ค้าง", () => { blank(); mend(row); }));
      return;
    }
    if (row.sealed && !said.has(row.id)) {  // the phone cannot open it: the house reads it back
      save(load().map(r => (idOf(r) === row.id ? { ...r, th: "" } : r)));
      await send();
      if (!load().some(r => idOf(r) === row.id)) return;  // it was taken this time
      if (!said.has(row.id)) { save(load().map(r => (idOf(r) === row.id ? { ...r, th: row.th } : r))); show(); say("ต้องมีสัญญาณจึงเปิดมาแก้ได้ ข้อมูลยังอยู่ในโทรศัพท์", "amber"); return; }
    }
    const e = row.sealed ? said.get(row.id) : row.entry;
    blank();
    form.elements.uid.value = uuid();  // what was refused keeps its name; mended it is another
    for (const n of ["village", "house_no", "head", "phone", "note"]) if (e[n] !== undefined) form.elements[n].value = e[n];
    for (const [k, n] of Object.entries(e.counts || {})) form.elements[k].value = n;
    const [y, m, d] = (e.visited_on || "--").split("-");
    form.elements.visited_on_day.value = Number(d) || ""; form.elements.visited_on_month.value = Number(m) || "";
    form.elements.visited_on_year.value = Number(y) ? Number(y) + 543 : "";
    const tick = (name, v) => { const i = form.querySelector(`[name="${name}"][value="${v}"]`); if (i) i.checked = true; };
    tick("consent", e.consent ? "yes" : "no");
    for (const [k, v] of Object.entries(e.answers || {})) tick(`q_${k}`, v);
    for (const a of e.aims || []) tick("aims", a);
    look();
    await keepHalf();  // it lies in the form before it leaves the queue
    drop(row);
  }

  /* While one fills: how far, what colours, at most three aims. */
  function look() {
    form.classList.toggle("visit-no", consent() === "no");
    const all = form.querySelectorAll("[data-q]"), done = [...all].filter(q => q.querySelector("input:checked"));
    document.getElementById("done").textContent = consent() === "no" ? "ไม่ยินยอม ไม่ถามต่อ" : `ตอบแล้ว ${done.length} จาก ${all.length} เรื่อง`;
    for (const q of done) {
      const aim = form.querySelector(`[name=aims][value="${q.dataset.q}"]`);
      if (aim) aim.nextElementSibling.className = `dot dot-${q.querySelector("input:checked").value}`;
    }
    const aims = [...form.querySelectorAll("[name=aims]")], chosen = aims.filter(a => a.checked).length;
    aims.forEach(a => { a.disabled = chosen >= most && !a.checked; });
  }
  form.addEventListener("change", () => { look(); keepHalf(); });
  form.addEventListener("input", keepHalf);
  takeUp();
  addEventListener("online", send);
  box.querySelector("[data-send]").addEventListener("click", () => {
    save(load().map(r => ({ ...r, th: "" })));
    send();
  });
  look();
  show();
  sealOld().then(send);

  /* Keep the blank page and its looks on the phone, so that it opens without signal. No answer is in it. */
  phone.keepPage("/p/worker.js", "/p/", "visits-1");
})();
