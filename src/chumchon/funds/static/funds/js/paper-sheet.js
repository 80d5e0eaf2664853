/* Typing in a sheet of paper: Enter and the arrows walk down the column, the sum grows beside the paper's total. */
const paper = document.getElementById("paper");
const boxes = [...paper.querySelectorAll(".paper-rows input")];
const total = paper.elements.total;

function satang(text) {
  const plain = text.trim().replace(/[,฿]/g, "").replace(/[๐-๙]/g, d => "๐๑๒๓๔๕๖๗๘๙".indexOf(d));
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : 0;
}

function add() {
  const sum = boxes.reduce((all, box) => all + satang(box.value), 0);
  const baht = (sum / 100).toLocaleString("en", { minimumFractionDigits: 2 });
  document.getElementById("sum").textContent = baht + (total.value && satang(total.value) === sum ? " ✓ ตรง" : "");
}

paper.addEventListener("input", add);
paper.addEventListener("keydown", event => {
  const row = [total, ...boxes], at = row.indexOf(event.target);
  const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (at < 0 || !step || !row[at + step]) return;
  event.preventDefault();
  row[at + step].focus();
  row[at + step].select();
});
add();
