// The panel: an event, what is known of it, and the words that say so.
const panel = document.getElementById("evidence");
const MOST_SHOWN = 60;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function showEvents(ids, title) {
  const found = ids.map((id) => byId.get(id)).filter(Boolean).sort(byDay);
  panel.querySelector("h2").textContent = found.length === 1 ? "Event" : title;
  const shown = found.slice(0, MOST_SHOWN).map((event) =>
    found.length === 1 ? whole(event) : folded(event));
  if (found.length > MOST_SHOWN) {
    shown.push(make("p", { class: "note" },
      `and ${(found.length - MOST_SHOWN).toLocaleString("en")} more: narrow the filters to see them`));
  }
  panel.querySelector(".body").replaceChildren(...shown);
  panel.querySelector(".body").scrollTop = 0;
  if (!panel.open) panel.showModal();
}

const whenTold = (event) =>
  event.when ?? (event.told ? `reported ${event.told}` : "no day known");

const byDay = (a, b) => (b.day ?? "9999") < (a.day ?? "9999") ? -1 : 1;

function folded(event) {
  const fold = make("details", { class: "fold" },
    make("summary", {}, make("span", { class: `dot ${event.type}` }), event.headline,
      make("small", {}, ` ${whenTold(event)} · ${standing(event)}`)));
  fold.addEventListener("toggle", () => {
    if (fold.open && fold.children.length === 1) fold.append(body(event));
  });
  return fold;
}

function whole(event) {
  return make("article", {}, make("h3", {}, event.headline), body(event));
}

function standing(event) {
  return [event.status, event.alleged ? "alleged" : null, event.disputed ? "disputed" : null]
    .filter(Boolean).join(", ");
}

function body(event) {
  const facts = [
    ["Type", event.type === "transfer" ? "arms transfer" : event.type],
    ["Status", standing(event)],
    ["Date", event.when ?? "not told"],
    ["Place", event.where],
    ...event.facts,
    ["Told by", `${plural(event.sources, "independent source")}, ${plural(event.reports, "report")}`],
    ["Confidence", percent(event.confidence)],
  ].filter((fact) => fact[1]);
  const told = event.evidence.map(quoted);
  const rest = event.reports - event.evidence.length;
  return make("div", { class: "event" },
    make("dl", {}, ...facts.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])),
    make("h4", {}, told.length ? "What says so" : "No text of it is in this file"),
    ...told,
    make("p", { class: "note" },
      (rest > 0 ? `${plural(rest, "more report")} of it in the warehouse. ` : "") + "All of it: ",
      make("code", {}, `sitrep show ${event.id}`)));
}

const plural = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
const percent = (share) => `${Math.round(share * 100)} %`;

function quoted(told) {
  const words = told.pieces.map(([text, isEvidence, slots]) => {
    const inner = slots ? make("u", { title: slots }, text) : text;
    return isEvidence ? make("mark", {}, inner) : inner;
  });
  const title = told.title ?? told.source ?? "untitled";
  const link = told.url
    ? make("a", { href: told.url, target: "_blank", rel: "noopener noreferrer" }, title)
    : make("span", {}, title);
  const facts = [title === told.source ? null : told.source, told.published, standing(told), `confidence ${percent(told.confidence)}`];
  return make("figure", {},
    make("blockquote", {}, ...words),
    make("figcaption", {}, link, make("small", {}, facts.filter(Boolean).join(" · "))));
}

panel.querySelector(".close").addEventListener("click", () => panel.close());
panel.addEventListener("click", (press) => {
  if (press.target === panel) panel.close();
});
