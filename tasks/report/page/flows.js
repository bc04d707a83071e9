// Suppliers on the left, recipients on the right, a ribbon for each pair, as wide as its transfers.
const GAP = 8;
const NODE = 10;
const LABEL = 150;

function flowRows(selected, width, most) {
  const transfers = selected.filter((event) => event.supplier && event.recipient);
  const keep = {
    supplier: new Set(ranked(tally(transfers.map((event) => event.supplier))).slice(0, most)),
    recipient: new Set(ranked(tally(transfers.map((event) => event.recipient))).slice(0, most)),
  };
  const end = (event, side) => (keep[side].has(event[side]) ? event[side] : "others");
  const pairs = new Map();
  for (const event of transfers) {
    const key = JSON.stringify([end(event, "supplier"), end(event, "recipient")]);
    pairs.set(key, [...(pairs.get(key) ?? []), event.id]);
  }
  const flows = [...pairs].map(([key, ids]) => {
    const [supplier, recipient] = JSON.parse(key);
    return { supplier, recipient, ids };
  });
  return laidOut(flows, width);
}

function laidOut(flows, width) {
  const sides = ["supplier", "recipient"].map((side) => stacked(flows, side));
  const total = flows.reduce((sum, flow) => sum + flow.ids.length, 0);
  const rows = Math.max(...sides.map((nodes) => nodes.length), 1);
  const label = Math.min(LABEL, width * 0.3);
  const unit = Math.min(14, Math.max(2, 260 / Math.max(total, 1)));
  const place = (nodes) => {
    let top = 0;
    for (const node of nodes) {
      Object.assign(node, { top, height: Math.max(node.count * unit, 2) });
      top += Math.max(node.height, 12) + GAP;
    }
    return top;
  };
  const height = Math.max(...sides.map(place), rows * 20);
  const edges = { left: label + NODE, right: width - label - NODE };
  return {
    height,
    nodes: sides.flatMap((nodes, side) => nodes.map((node) => drawnNode(node, side, label, width))),
    links: ribbons(flows, sides, unit, edges),
  };
}

function stacked(flows, side) {
  const nodes = new Map();
  for (const flow of flows) {
    const node = nodes.get(flow[side]) ?? { name: flow[side], count: 0, events: [], used: 0 };
    node.count += flow.ids.length;
    node.events.push(...flow.ids);
    nodes.set(flow[side], node);
  }
  return [...nodes.values()].sort(
    (a, b) => (a.name === "others") - (b.name === "others") || b.count - a.count ||
      (a.name < b.name ? -1 : 1),
  );
}

function drawnNode(node, side, label, width) {
  const verb = side === 0 ? "supplies" : "receives";
  return {
    x: side === 0 ? label : width - label - NODE,
    y: node.top,
    height: node.height,
    width: NODE,
    text: `${node.name}  ${node.count}`,
    labelX: side === 0 ? label - 8 : width - label + 8,
    align: side === 0 ? "right" : "left",
    room: label - 12,
    events: node.events,
    title: `${node.name} ${verb}: ${counted(node.count, "transfer")}`,
  };
}

function ribbons(flows, [suppliers, recipients], unit, { left, right }) {
  const rank = (nodes, name) => nodes.findIndex((node) => node.name === name);
  const ordered = [...flows].sort(
    (a, b) =>
      rank(suppliers, a.supplier) - rank(suppliers, b.supplier) ||
      rank(recipients, a.recipient) - rank(recipients, b.recipient),
  );
  return ordered.map((flow) => {
    const from = suppliers[rank(suppliers, flow.supplier)];
    const to = recipients[rank(recipients, flow.recipient)];
    const thick = Math.max(flow.ids.length * unit, 1.5);
    const path = ribbon(left, from.top + from.used, right, to.top + to.used, thick);
    from.used += flow.ids.length * unit;
    to.used += flow.ids.length * unit;
    const title = `${flow.supplier} to ${flow.recipient}: ${counted(flow.ids.length, "transfer")}`;
    return { path, events: flow.ids, title };
  });
}

function ribbon(x, y, x2, y2, thick) {
  const middle = (x + x2) / 2;
  return (
    `M${x},${y}C${middle},${y} ${middle},${y2} ${x2},${y2}V${y2 + thick}` +
    `C${middle},${y2 + thick} ${middle},${y + thick} ${x},${y + thick}Z`
  );
}
