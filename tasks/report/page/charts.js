// Draw the charts and keep them at the size of their boxes; a mark shows its events.
const narrow = () => document.documentElement.clientWidth < 700;
const AXIS = {
  labelColor: "var(--muted)", labelFontSize: 12, domainColor: "var(--line)", tickColor: "var(--line)",
  gridColor: "var(--line)", gridOpacity: 0.6, domain: false, ticks: false, labelPadding: 6,
};
const LOOK = { background: "transparent", font: "inherit", axis: AXIS, view: { stroke: null } };
const SEVERE = 1; // Vega's level for errors: it warns of every chart that is still empty
const views = {};

async function drawCharts() {
  report.charts.map.data.find((each) => each.name === "shapes").values = report.world;
  for (const [name, spec] of Object.entries(report.charts)) {
    const box = document.querySelector(`#${name} .chart`);
    const { view } = await vegaEmbed(box, spec, {
      actions: false, ast: true, renderer: "svg", config: LOOK, logLevel: SEVERE,
      tooltip: { disableDefaultStyle: true },
    });
    views[name] = view;
    view.addEventListener("click", (_, item) => openMark(item?.datum));
    steer(box);
  }
}

function openMark(datum) {
  if (datum?.events?.length) showEvents(datum.events, datum.title);
}

// One stop of the tab key for each chart; the arrow keys go from mark to mark, Enter opens.
function steer(box) {
  const marks = () => [...box.querySelectorAll("[role=graphics-symbol]")].filter(openable);
  box.tabIndex = 0;
  box.addEventListener("keydown", (press) => {
    const all = marks();
    const here = all.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[press.key];
    if (step && all.length) {
      press.preventDefault();
      const next = all[(here + step + all.length) % all.length];
      next.setAttribute("tabindex", "-1");
      next.focus();
    } else if (press.key === "Enter" && here >= 0) {
      press.preventDefault();
      openMark(datumOf(all[here]));
    }
  });
}

const datumOf = (mark) => mark.__data__?.datum ?? mark.__data__?.items?.[0]?.datum;
const openable = (mark) => datumOf(mark)?.events?.length > 0;

const EXTENTS = {
  world: [-165, -54, 178, 76],
  europe: [-12, 35, 50, 68],
  "middle-east": [20, 11, 65, 42],
  africa: [-20, -35, 52, 37],
  asia: [60, -10, 150, 54],
  americas: [-130, -55, -32, 62],
};

function extentOf(region) {
  const [west, south, east, north] = EXTENTS[region];
  return {
    type: "MultiPoint",
    coordinates: [north, (north + south) / 2, south].flatMap((y) => [[west, y], [east, y]]),
  };
}

function drawTimeline(selected, choice) {
  const bucket = bucketOf(choice.from, choice.to);
  const rows = timelineRows(selected, bucket);
  views.timeline.data("rows", rows);
  views.timeline.signal("tallest", Math.max(1, ...rows.map((row) => row.high)));
  views.timeline.signal("first", bucket.start(at(choice.from))).signal("last", bucket.end(at(choice.to)));
  note("timeline", `Events a ${bucket.unit}.${undrawn(selected)}`);
}

function undrawn(selected) {
  const ahead = selected.filter((event) => event.ahead).length;
  const open = selected.filter((event) => event.day === null && !event.ahead).length;
  return (ahead ? ` ${ahead.toLocaleString("en")} set for later dates are not drawn.` : "") +
    (open ? ` ${open.toLocaleString("en")} without a date are not drawn.` : "");
}

function drawMatrix(selected) {
  const { order, rows } = matrixRows(selected, narrow() ? 9 : 16);
  const names = order.map((name, index) => ({ name, index }));
  views.matrix.signal("order", order).signal("label", narrow() ? 96 : 120);
  views.matrix.data("rows", rows).data("names", names);
  note("matrix", order.length
    ? `Meetings between the ${order.length} that met most; calls by phone and video are counted.`
    : "No meeting of two sides in this selection.");
}

function drawMap(selected) {
  const { states, points } = mapRows(selected);
  views.map.data("states", states).data("points", points);
  views.map.height(views.map.width() * 0.52);
  const away = selected.filter((event) => !event.country && !event.at).length;
  note("map", "Shades count the events in a state, circles those at a place." +
    (away ? ` ${away.toLocaleString("en")} events of no known place are not drawn.` : ""));
}

function drawFlows(selected) {
  const box = document.querySelector("#flows .chart");
  const { height, nodes, links } = flowRows(selected, box.clientWidth, narrow() ? 7 : 10);
  views.flows.height(height).data("links", links).data("nodes", nodes);
  note("flows", links.length
    ? "From supplier to recipient; a ribbon is as wide as the number of transfers, not of weapons."
    : "No transfer of arms in this selection.");
}

function note(name, words) {
  document.querySelector(`#${name} .note`).textContent = words;
}

async function redraw(selected, choice) {
  for (const [name, view] of Object.entries(views)) {
    const box = document.querySelector(`#${name} .chart`);
    if (name !== "timeline") view.width(box.clientWidth);
  }
  drawTimeline(selected, choice);
  drawMatrix(selected);
  drawMap(selected);
  drawFlows(selected);
  await Promise.all(Object.values(views).map((view) => view.resize().runAsync()));
}
