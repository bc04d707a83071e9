// What is chosen: filters over the events, kept in the address so that a view can be shared.
const report = JSON.parse(document.getElementById("report-data").textContent);
const events = report.events;
const byId = new Map(events.map((event) => [event.id, event]));
const form = document.getElementById("filters");

const nameOf = (code) => report.names[code] ?? code;

function chosen() {
  const fields = new FormData(form);
  return {
    types: new Set(fields.getAll("type")),
    statuses: new Set(fields.getAll("status")),
    state: fields.get("state"),
    from: fields.get("from"),
    to: fields.get("to"),
    least: Number(fields.get("least")) / 100,
    vouched: fields.has("vouched"),
    words: (fields.get("words") ?? "").toLowerCase().split(/\s+/).filter(Boolean),
  };
}

// What lies ahead, and what has no day, belongs to the whole period only.
function withinDays(event, choice) {
  if (event.day === null) return choice.from <= report.first && choice.to >= report.last;
  return choice.from <= event.day && event.day <= choice.to;
}

function fits(event, choice) {
  return (
    choice.types.has(event.type) &&
    choice.statuses.has(event.status) &&
    (!choice.state || event.states.includes(choice.state)) &&
    withinDays(event, choice) &&
    event.confidence >= choice.least &&
    !(choice.vouched && event.alleged) &&
    choice.words.every((word) => searchable(event).includes(word))
  );
}

function searchable(event) {
  event.searchable ??= [
    event.headline, event.where, ...event.states.map(nameOf), ...event.facts.map((fact) => fact[1]),
    ...event.evidence.flatMap((each) => [each.title, each.source, ...each.pieces.map((p) => p[0])]),
  ].join(" ").toLowerCase();
  return event.searchable;
}

function writeAddress() {
  const said = new URLSearchParams();
  for (const field of form.elements) {
    if (!field.name || field.type === "checkbox" || field.value === field.dataset.start) continue;
    said.set(field.name, field.value);
  }
  for (const name of ["type", "status", "vouched"]) {
    const boxes = [...form.querySelectorAll(`input[name=${name}]`)];
    if (boxes.some((box) => box.checked !== box.defaultChecked)) {
      said.set(name, boxes.filter((box) => box.checked).map((box) => box.value).join("."));
    }
  }
  history.replaceState(null, "", said.size ? `#${said}` : location.pathname + location.search);
}

// Return the event that the address asks for, if any.
function readAddress() {
  const said = new URLSearchParams(location.hash.slice(1));
  form.reset();
  for (const [name, value] of said) {
    const field = form.elements[name];
    if (!field) continue;
    const boxes = [...form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]`)];
    if (boxes.length) {
      for (const box of boxes) box.checked = value.split(".").includes(box.value);
    } else {
      field.value = value;
    }
  }
  return byId.get(said.get("event"));
}
