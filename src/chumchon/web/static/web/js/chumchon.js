/* Small things that make pages quick and kind; every page works without them. Words stand in the page's language. */
(() => {
  "use strict";
  const english = document.documentElement.lang === "en";
  const say = (th, en) => (english ? en : th);
  const button = (words, press, kind = "button-quiet") => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = kind;
    made.textContent = words;
    made.addEventListener("click", press);
    return made;
  };

  /* <print-page>{% icon "print" %}</print-page>: a button that prints this page; without script one prints from the browser's menu. */
  customElements.define("print-page", class extends HTMLElement {
    connectedCallback() {
      if (this.querySelector("button")) return;
      const press = button(this.getAttribute("label") || say("พิมพ์", "Print"), () => print());
      press.prepend(...this.querySelectorAll("svg"));
      this.append(press);
    }
  });

  /* <copy-text>: puts a button beside the field or link inside, which copies its text. */
  customElements.define("copy-text", class extends HTMLElement {
    connectedCallback() {
      if (!navigator.clipboard || this.querySelector("button")) return;
      const source = this.querySelector("input, textarea, a");
      const words = say("คัดลอก", "Copy");
      const copy = button(words, async () => {
        await navigator.clipboard.writeText(source.value || source.href);
        copy.textContent = say("คัดลอกแล้ว ✓", "Copied ✓");
        setTimeout(() => { copy.textContent = words; }, 3000);
      }, "button-quiet button-small");
      this.append(copy);
    }
  });

  /* <show-secret>: a password may be looked at while one types it. */
  customElements.define("show-secret", class extends HTMLElement {
    connectedCallback() {
      const input = this.querySelector("input");
      if (!input || this.querySelector("button")) return;
      const turn = button(say("แสดง", "Show"), () => {
        const hidden = input.type === "password";
        input.type = hidden ? "text" : "password";
        turn.textContent = hidden ? say("ซ่อน", "Hide") : say("แสดง", "Show");
        turn.setAttribute("aria-pressed", String(hidden));
      }, "button-grey button-small");
      turn.setAttribute("aria-pressed", "false");
      turn.setAttribute("aria-label", say("แสดงรหัสผ่าน", "Show password"));
      this.append(turn);
    }
  });

  /* <file-drop>: a file may be dropped onto the field. */
  customElements.define("file-drop", class extends HTMLElement {
    connectedCallback() {
      const input = this.querySelector("input[type=file]");
      const words = this.querySelector(".drop-words");
      if (!input || this.querySelector("label")) return;
      if (words) words.hidden = matchMedia("(pointer: coarse)").matches;
      const pick = document.createElement("label");
      pick.htmlFor = input.id;
      pick.className = "button button-quiet button-small";
      pick.textContent = say("เลือกไฟล์", "Choose a file");
      const name = document.createElement("output");
      name.className = "drop-file";
      input.classList.add("seen");
      input.after(pick, name);
      input.addEventListener("change", () => { name.textContent = [...input.files].map(f => f.name).join(", "); });
      const over = on => event => { event.preventDefault(); this.classList.toggle("drop-over", on); };
      this.addEventListener("dragover", over(true));
      this.addEventListener("dragleave", over(false));
      this.addEventListener("drop", event => {
        over(false)(event);
        if (event.dataTransfer.files.length) {
          input.files = event.dataTransfer.files;
          input.dispatchEvent(new Event("change", { bubbles: true }));
        }
      });
    }
  });

  /* <thai-day>: a whole day pasted into a box is shared out; "/" and "-" move on to the next box. */
  customElements.define("thai-day", class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("input", event => {
        const boxes = [...this.querySelectorAll("input")];
        const at = boxes.indexOf(event.target);
        const parts = event.target.value.trim().split(/[\/\-.]+/).map(part => part.trim());
        if (at < 0 || parts.length < 2) return;
        if (at === 0 && parts.length === 3 && parts[2]) boxes.forEach((box, i) => { box.value = parts[i]; });
        else if (parts[1] === "" && boxes[at + 1]) { event.target.value = parts[0]; boxes[at + 1].focus(); }
      });
    }
  });

  /* <area-search>: a touch on one of the tambons found below puts it into the box. */
  customElements.define("area-search", class extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", event => {
        const chosen = event.target.closest(".found-one");
        if (!chosen) return;
        const input = this.querySelector("input");
        input.value = chosen.value;
        this.querySelector(".found").replaceChildren();
        input.focus();
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
  });

  /* A button pressed twice sends once: the server would answer the same, but the person sees that it works. */
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.dataset.sent && Date.now() - form.dataset.sent < 4000) event.preventDefault();
    else if (form.method === "post" && !event.defaultPrevented) form.dataset.sent = String(Date.now());
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(f => { delete f.dataset.sent; }));
  document.addEventListener("htmx:afterRequest", event => { delete event.target.dataset?.sent; });

  /* What htmx could not do is said at the bottom of the page, in the words of the server. */
  const problem = html => {
    const place = document.getElementById("problems");
    if (!place) return;
    place.innerHTML = html;
    setTimeout(() => place.replaceChildren(), 12000);
  };
  const plain = words => `<div class="notice notice-red" role="alert"><span>${words}</span></div>`;
  document.addEventListener("htmx:responseError", event => {
    const text = event.detail.xhr.responseText || "";
    problem(text.startsWith("<div class=\"notice") ? text : plain(say("ระบบขัดข้อง รอสักครู่แล้วลองใหม่", "Something failed. Try again.")));
  });
  document.addEventListener("htmx:sendError", () =>
    problem(plain(say("ไม่มีสัญญาณ ยังไม่ได้ส่ง ลองใหม่เมื่อมีสัญญาณ", "No signal; nothing was sent. Try again."))));

  /* Menus close with Escape and by a touch elsewhere. */
  document.querySelectorAll("details.menu, .head-more details").forEach(menu => {
    addEventListener("keydown", event => {
      if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
    addEventListener("click", event => { if (menu.open && !menu.contains(event.target)) menu.open = false; });
  });

  /* After a mistake the cursor stands in the first field to mend. */
  document.querySelector("main [aria-invalid=true]")?.focus();

  if (window.PublicKeyCredential) document.querySelectorAll(".needs-passkey").forEach(e => { e.hidden = false; });
})();
