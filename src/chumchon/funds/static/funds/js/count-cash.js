/* <count-cash data-taken>: adds up notes and coins while they are typed. The server counts again and alone decides. */
class CountCash extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", () => this.add());
    this.add();
  }
  add() {
    let sum = 0, typed = false;
    for (const box of this.querySelectorAll("input[data-satang]")) {
      const text = box.value.trim().replace(/[๐-๙]/g, d => "๐๑๒๓๔๕๖๗๘๙".indexOf(d));
      const satang = /^\d+$/.test(text) ? Number(text) * Number(box.dataset.satang) : 0;
      typed = typed || text !== "";
      sum += satang;
      box.nextElementSibling.textContent = satang ? this.baht(satang) : "";
    }
    this.querySelector("[data-sum]").textContent = this.baht(sum) + " บาท";
    const off = sum - Number(this.dataset.taken), words = this.querySelector("[data-difference]");
    words.textContent = !typed ? "" : off === 0 ? "เงินตรงกับที่รับ" : (off > 0 ? "เงินเกิน " : "เงินขาด ") + this.baht(Math.abs(off)) + " บาท";
    words.classList.toggle("overdue", typed && off !== 0);
  }
  baht(satang) {
    return (satang / 100).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  }
}
customElements.define("count-cash", CountCash);
