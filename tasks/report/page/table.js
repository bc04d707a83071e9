// All events of the selection as a table, and the most widely told of them as a list.
let table = null;

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text) => String(text ?? "").replace(/[&<>"']/g, (sign) => ESCAPES[sign]);

const cell = (shown, sorted = shown) => (event, kind) =>
  kind === "display" ? shown(event) : kind === "sort" ? sorted(event) : "";

const COLUMNS = [
  { title: "When", data: cell((event) => escaped(whenTold(event)),
      (event) => event.start ?? event.first ?? "") },
  { title: "Type", data: cell((event) => `<span class="dot ${event.type}"></span>${
      event.type === "transfer" ? "arms transfer" : event.type}`, (event) => event.type) },
  { title: "What happened", data: cell((event) =>
      `<button type="button" class="open" data-event="${event.id}">${escaped(event.headline)}</button>`,
      (event) => event.headline.toLowerCase()) },
  { title: "Status", data: cell((event) => escaped(standing(event)), standing) },
  { title: "Sources", className: "number", data: cell((event) => event.sources) },
  { title: "Confidence", className: "number",
    data: cell((event) => percent(event.confidence), (event) => event.confidence) },
].map((column) => ({ ...column, render: (_, kind, event) => column.data(event, kind), data: null }));

function drawTable(selected) {
  table ??= new DataTable("#table table", {
    columns: COLUMNS,
    data: [],
    deferRender: true,
    autoWidth: false,
    pageLength: 25,
    order: [],
    searching: false,
    layout: { topStart: null, topEnd: null, bottomStart: "info", bottomEnd: "paging" },
    language: {
      info: "_START_ to _END_ of _TOTAL_ events", infoEmpty: "", emptyTable: "No event fits the filters.",
    },
    createdRow: (row) => {
      [...row.cells].forEach((each, place) => each.setAttribute("data-label", COLUMNS[place].title));
    },
  });
  table.clear().rows.add([...selected].sort(latestFirst)).draw();
}

// The latest of the period first; then what lies ahead, by its date.
const latestFirst = (a, b) =>
  a.ahead - b.ahead ||
  (a.ahead ? compare(a.start, b.start) : compare(b.day ?? "", a.day ?? "")) ||
  b.sources - a.sources;
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function drawTop(selected) {
  const top = [...selected]
    .sort((a, b) => b.sources - a.sources || b.reports - a.reports || b.confidence - a.confidence)
    .slice(0, 5);
  document.querySelector("#top ol").replaceChildren(...top.map((event) =>
    make("li", {},
      make("button", { type: "button", class: "open", "data-event": event.id }, event.headline),
      make("small", {}, make("span", { class: `dot ${event.type}` }),
        [whenTold(event), standing(event), plural(event.sources, "source")].join(" · ")))));
}
