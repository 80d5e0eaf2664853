/* A house of the survey without signal: what was filled is kept on the phone at once and sent when there is a signal, as
   docs/api-entries.md says. Each house has an id of its own, so that sending again makes no second one. Without this file
   the form is sent as any other. */
(() => {
  "use strict";
  const form = document.getElementById("house"), box = document.getElementById("kept"), told = document.getElementById("told");
  if (!form || !form.dataset.entries) return;
  const name = `survey:${form.dataset.user}:${form.dataset.entries}`;  // what one wrote is not sent as another's
  const { uuid, press } = phone, { load, add, settle, says, sent, drop, open } = sealedShelf({ name, house: form.dataset.key, what: "survey" });
  const arabic = text => phone.arabic(text).replace(/,/g, "").trim();
  const value = name => (form.elements[name] ? form.elements[name].value.trim() : "");
  const whole = name => (/^\d+$/.test(arabic(value(name))) ? Number(arabic(value(name))) : value(name) ? NaN : 0);
  const satang = name => (/^\d+(\.\d{1,2})?$/.test(arabic(value(name))) ? Math.round(Number(arabic(value(name))) * 100) : value(name) ? NaN : 0);
  const real = name => (value(name) ? Number(arabic(value(name))) : null);
  const COUNTS = ["children", "elderly", "disabled", "bedridden"], SUMS = ["income_satang", "saving_satang"];

  /* The day of three boxes in B.E.; "" where it is no day or is written in words: then the house reads it. */
  function day() {
    const [d, m, y] = ["day", "month", "year"].map(p => Number(arabic(value(`surveyed_on_${p}`))));
    const year = y < 100 ? y + 1957 : y > 2400 ? y - 543 : y, made = new Date(Date.UTC(year, m - 1, d));
    const right = made.getUTCFullYear() === year && made.getUTCMonth() === m - 1 && made.getUTCDate() === d;
    return right ? made.toISOString().slice(0, 10) : "";
  }

  /* What is not whole is sent as a form: the house says beside the field what is wrong. */
  function read() {
    const chosen = form.querySelector("[name=condition]:checked");
    const entry = {
      id: value("uid"), village: whole("village"), house_no: value("house_no"), prefix: value("prefix"), first_name: value("first_name"),
      surname: value("surname"), phone: value("phone"), people: whole("people"), tenure: value("tenure"), condition: chosen ? chosen.value : "",
      needs: [...form.querySelectorAll("[name=needs]:checked")].map(n => n.value), latitude: real("latitude"), longitude: real("longitude"),
      surveyed_on: day(), note: value("note"),
    };
    for (const name of COUNTS) entry[name] = whole(name);
    for (const name of SUMS) entry[name] = satang(name);
    const numbers = [entry.people, ...COUNTS.map(n => entry[n]), ...SUMS.map(n => entry[n])];
    const places = [entry.latitude, entry.longitude].every(n => n === null || Number.isFinite(n));
    const full = entry.house_no && entry.first_name && entry.people && entry.tenure && entry.condition && entry.surveyed_on;
    return full && places && numbers.every(Number.isFinite) ? entry : null;
  }

  const say = (words, kind = "") => {
    told.className = `notice${kind ? ` notice-${kind}` : ""}`;
    told.textContent = words;
    told.hidden = false;
  };

  function blank() {
    for (const name of ["house_no", "prefix", "first_name", "surname", "phone", "people", ...COUNTS, ...SUMS, "latitude", "longitude", "note"]) {
      form.elements[name].value = "";
    }
    form.querySelectorAll("[name=needs]").forEach(n => { n.checked = false; });
    form.elements.uid.value = uuid();
    scrollTo(0, 0);
  }

  let another = true, mended = "";  // the refused house that is in the form: it stays on the phone until it is saved anew
  document.querySelectorAll("button[form=house]").forEach(b => b.addEventListener("click", () => { another = b.name === "another"; }));
  let keeping = false, full = false;
  form.addEventListener("submit", event => {
    const entry = full ? null : read();
    if (!entry) return;
    event.preventDefault();
    event.stopPropagation();
    delete form.dataset.sent;
    if (!keeping) keep(entry, event.submitter);  // or it is a second touch of the same button
  });
  async function keep(entry, button) {
    keeping = true;
    const kept = await add(entry, { words: entry.house_no, th: "" }, mended);
    keeping = false;
    if (!kept) { full = true; form.requestSubmit(button); return; }  // the phone keeps nothing: send it as any form
    mended = "";
    say(`เก็บบ้าน ${entry.house_no} ในโทรศัพท์แล้ว กำลังส่ง`);
    blank();
    show();
    if (await send() && !another) location.assign(form.dataset.list);
  }

  /* Send what waits; true when nothing is left on the phone. Whatever an answer does not settle stays. */
  let sending = false;
  async function send() {
    await ready;
    const waiting = load().filter(r => !r.refused).slice(0, 50);
    if (sending || !waiting.length) return !load().length;
    sending = true;
    try {
      const answer = await phone.post(form.dataset.entries, { entries: waiting.map(sent) });
      const body = await answer.json().catch(() => null);
      if (answer.status === 401) say("ออกจากระบบไปแล้ว เข้าสู่ระบบใหม่แล้วเปิดหน้านี้ ข้อมูลยังอยู่ในโทรศัพท์", "amber");
      else if (!body || !body.entries) say(body && body.error ? body.error.th : "ส่งไม่ได้ ข้อมูลยังอยู่ในโทรศัพท์ ลองใหม่อีกครั้ง", "amber");
      else await answered(body.entries);
    } catch {
      say(`ไม่มีสัญญาณ เก็บไว้ในโทรศัพท์ ${load().length} หลัง จะส่งเองเมื่อมีสัญญาณ`, "amber");
    } finally { sending = false; show(); }
    return !load().length;
  }

  /* What was taken leaves. What was not comes back to be mended: the house reads it to its writer, since the phone cannot. */
  async function answered(answers) {
    const by = new Map(answers.map(a => [a.id, a])), taken = new Set(), refused = new Map();
    let wrong = "";
    for (const row of load()) {
      const a = by.get(row.id), words = says(row).words || (a && a.entry && a.entry.house_no) || "";
      if (!a) continue;
      if (a.status === "accepted" || a.status === "already") { taken.add(row.id); continue; }
      refused.set(row.id, { words, th: a.th || "ส่งไม่ผ่าน", entry: a.entry || row.entry });
      wrong = `บ้าน ${words}: ${a.th || "ส่งไม่ผ่าน"}`;
    }
    await settle(taken, refused);
    if (wrong) say(wrong, "red"); else if (taken.size) say(`บันทึกแล้ว ${taken.size} หลัง`);
  }

  const again = async rows => {
    await settle(new Set(), new Map(rows.map(row => [row.id, { words: says(row).words, th: "" }])));
    return send();
  };
  function mend(row) {
    const e = says(row).entry;
    if (!e) { again([row]); return; }  // what it says is lost with the browser's key: the house reads it once more
    if (e.id !== mended && (value("house_no") || value("first_name"))) {
      say(`บันทึกบ้าน ${value("house_no") || value("first_name")} ที่กรอกอยู่ก่อน แล้วจึงแก้บ้านนี้`, "amber");
      return;
    }
    blank();
    for (const name of ["village", "house_no", "prefix", "first_name", "surname", "phone", "people", "tenure", "note", ...COUNTS]) form.elements[name].value = e[name] || "";
    for (const name of SUMS) form.elements[name].value = e[name] ? e[name] / 100 : "";
    for (const name of ["latitude", "longitude"]) form.elements[name].value = e[name] === null ? "" : e[name];
    form.querySelectorAll("[name=condition]").forEach(c => { c.checked = c.value === e.condition; });
    form.querySelectorAll("[name=needs]").forEach(n => { n.checked = e.needs.includes(n.value); });
    const [y, m, d] = e.surveyed_on.split("-");
    form.elements.surveyed_on_day.value = Number(d); form.elements.surveyed_on_month.value = Number(m); form.elements.surveyed_on_year.value = Number(y) + 543;
    mended = e.id;
  }

  /* The queue on the page: how many wait, and those that a person must mend. */
  function show() {
    const rows = load();
    box.hidden = !rows.length;
    box.querySelector("b").textContent = `รอส่ง ${rows.length} หลัง`;
    box.querySelector(".queue").replaceChildren(...rows.map(row => {
      const line = document.createElement("div"), words = document.createElement("span");
      line.className = "row";
      words.textContent = `บ้าน ${says(row).words || "ที่ปิดผนึกไว้"}${row.refused ? `: ${says(row).th || "ส่งไม่ผ่าน"}` : ""}`;
      line.append(words);
      if (row.refused) line.append(press("แก้", () => mend(row)), press("ทิ้ง", () => { drop(row.id); show(); }));
      return line;
    }));
  }

  box.querySelector("[data-send]").addEventListener("click", () => again(load()));
  addEventListener("online", send);
  setInterval(send, 20000);
  const ready = open(({ entry, th }) => ({ entry, said: { words: entry.house_no, th, ...(th && { entry }) } })).catch(() => {}).then(show);
  send();

  /* The phone's own place, where the person asks for it. */
  if (navigator.geolocation) {
    form.elements.longitude.closest(".card").append(phone.placeButton("ใส่พิกัดจากโทรศัพท์", () => form.elements));
  }

  /* Keep the blank page and its looks on the phone, so that it opens without signal. No house is in it. */
  phone.keepPage("/h/worker.js", "/h/", "survey-1");
})();
