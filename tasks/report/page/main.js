// Bring it together: every change of the filters redraws all.
let selected = [];

function drawFigures(choice) {
  for (const type of TYPES) {
    const count = selected.filter((event) => event.type === type).length;
    document.querySelector(`#figures [data-type=${type}] b`).textContent = count.toLocaleString("en");
  }
  document.getElementById("count").textContent =
    `${selected.length.toLocaleString("en")} of ${events.length.toLocaleString("en")} events`;
  document.getElementById("least-shown").textContent = percent(choice.least);
  document.getElementById("clear").hidden = location.hash.length < 2;
}

async function update() {
  const choice = chosen();
  selected = events.filter((event) => fits(event, choice));
  writeAddress();
  drawFigures(choice);
  drawTop(selected);
  drawTable(selected);
  await redraw(selected, choice);
  document.body.dataset.ready = selected.length;
}

let waiting = 0;
function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(update, 120);
}

form.addEventListener("input", soon);
form.addEventListener("submit", (press) => press.preventDefault());
document.getElementById("clear").addEventListener("click", () => {
  form.reset();
  update();
});
document.getElementById("region").addEventListener("change", (change) => {
  views.map.signal("extent", extentOf(change.target.value)).runAsync();
});
document.addEventListener("click", (press) => {
  const asked = press.target.closest("[data-event]");
  if (asked) showEvents([asked.dataset.event]);
});
window.addEventListener("hashchange", () => {
  readAddress();
  update();
});
let width = document.documentElement.clientWidth;
window.addEventListener("resize", () => {
  if (width === document.documentElement.clientWidth) return;
  width = document.documentElement.clientWidth;
  soon();
});

document.getElementById("fold").open = !narrow();
const asked = readAddress();
await drawCharts();
await update();
if (asked) showEvents([asked.id]);
