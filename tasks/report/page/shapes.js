// From events to the rows that each chart draws.
const DAY = 86_400_000;
const TYPES = ["visit", "meeting", "deployment", "transfer"];

const at = (day) => Date.parse(`${day}T00:00:00Z`);

function tally(keys) {
  const counts = new Map();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const ranked = (counts) =>
  [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);

// Days up to seven weeks, weeks up to a year and a half, months beyond.
function bucketOf(first, last) {
  const days = (at(last) - at(first)) / DAY + 1;
  if (days <= 50) return { unit: "day", start: (time) => time, end: (time) => time + DAY };
  if (days <= 550) {
    const monday = (time) => time - ((new Date(time).getUTCDay() + 6) % 7) * DAY;
    return { unit: "week", start: monday, end: (time) => time + 7 * DAY };
  }
  const month = (time, more) =>
    Date.UTC(new Date(time).getUTCFullYear(), new Date(time).getUTCMonth() + more, 1);
  return { unit: "month", start: (time) => month(time, 0), end: (time) => month(time, 1) };
}

const dayName = (time) =>
  new Date(time).toLocaleDateString("en-GB", {
    day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
  });

function timelineRows(selected, bucket) {
  const groups = new Map();
  for (const event of selected) {
    if (event.day === null) continue;
    const start = bucket.start(at(event.day));
    const key = `${start} ${event.type}`;
    if (!groups.has(key)) {
      const end = bucket.end(start);
      groups.set(key, { start, end: end - (end - start) * 0.12, type: event.type, events: [] });
    }
    groups.get(key).events.push(event.id);
  }
  const heights = new Map();
  const rows = [...groups.values()].sort((a, b) => TYPES.indexOf(a.type) - TYPES.indexOf(b.type));
  return rows.sort((a, b) => a.start - b.start).map((row) => ({
    ...row,
    ...stackedOn(heights, row),
    title: `${bucket.unit === "day" ? "" : `${bucket.unit} of `}${dayName(row.start)}: ` +
      counted(row.events.length, row.type),
  }));
}

function stackedOn(heights, row) {
  const low = heights.get(row.start) ?? 0;
  heights.set(row.start, low + row.events.length);
  return { low, high: low + row.events.length };
}

function counted(number, type) {
  const noun = { transfer: "arms transfer" }[type] ?? type;
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

// A square of the states that meet most; both halves are filled, so that each row can be read along.
function matrixRows(selected, most) {
  const met = selected.filter((event) => event.type === "meeting" && event.met.length > 1);
  const kept = ranked(tally(met.flatMap((event) => event.met))).slice(0, most);
  const cells = new Map();
  for (const event of met) {
    for (const one of event.met) {
      for (const other of event.met) {
        if (one === other || !kept.includes(one) || !kept.includes(other)) continue;
        const key = `${one} ${other}`;
        if (!cells.has(key)) cells.set(key, { one: nameOf(one), other: nameOf(other), events: [] });
        cells.get(key).events.push(event.id);
      }
    }
  }
  const linked = new Set([...cells.values()].map((cell) => cell.one));
  const order = kept.map(nameOf).filter((name) => linked.has(name));
  const rows = [...cells.values()].map((cell) => ({
    ...cell,
    count: cell.events.length,
    row: order.indexOf(cell.one),
    column: order.indexOf(cell.other),
    title: `${cell.one} and ${cell.other}: ${counted(cell.events.length, "meeting")}`,
  }));
  return { order, rows };
}

function mapRows(selected) {
  const states = new Map();
  const points = new Map();
  for (const event of selected) {
    if (event.country) {
      states.set(event.country, [...(states.get(event.country) ?? []), event.id]);
    }
    if (!event.at) continue;
    const key = event.at.join(" ");
    if (!points.has(key)) {
      points.set(key, { latitude: event.at[0], longitude: event.at[1], where: event.where, events: [] });
    }
    points.get(key).events.push(event.id);
  }
  return {
    states: [...states].map(([code, ids]) => ({ ...group(ids, nameOf(code)), code })),
    points: [...points.values()]
      .map((point) => ({ ...point, ...group(point.events, point.where) }))
      .sort((a, b) => b.count - a.count),
  };
}

function group(ids, where) {
  const types = tally(ids.map((id) => byId.get(id).type));
  const parts = TYPES.filter((type) => types.has(type)).map((type) => counted(types.get(type), type));
  return {
    events: ids,
    count: ids.length,
    type: types.size === 1 ? [...types.keys()][0] : "several",
    title: `${where}: ${parts.join(", ")}`,
  };
}
