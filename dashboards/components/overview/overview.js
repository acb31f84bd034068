// Draws the overview from the frames of /live. Lives here: the moving of text, levels, needles and curves, the ageing of
// values and the NO DATA mark. Lives elsewhere: every sum (viewmodels*.py); light or dark
// (theme.js); colours (theme.py). The same file serves the
// Streamlit component (default export) and the kiosk (start).

const SILENT_MS = 2400; // without a frame for longer: NO DATA (the server sends one every 500 ms)
const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  run: "M-4 -5L6 0L-4 5z", stop: "M-4.5 -4.5h9v9h-9z", move: "M0 -5.5L5.5 0L0 5.5L-5.5 0z",
  regen: "M4.4 -2.6A5 5 0 1 0 5 1.2M5.4 -5.6V-1.8H1.6", trip: "M-5 -5L5 5M5 -5L-5 5",
  unknown: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0",
};
const QUALITY = { g: "", u: "?", b: "×", c: "×", s: "", n: "" };

export default function (component) {
  return start(component.parentElement, component.data || {});
}

export function start(host, options = {}) {
  const root = host.querySelector(".litwin");
  if (!root) return () => {};
  if (root.litwinStop) root.litwinStop();
  const watch = new ResizeObserver(() => feed.redraw());
  const feed = new Feed(root, watch);
  const styled = options.kiosk ? null : quietStreamlit();
  const ticker = setInterval(() => { theme(root, host, options); feed.tick(); }, 250);
  theme(root, host, options);
  const fans = root.querySelector(".fans");
  const line = root.querySelector(".line");
  if (line && !line.querySelector(".legend")) line.append(legend());
  if (fans) watch.observe(fans);
  root.litwinStop = () => { clearInterval(ticker); watch.disconnect(); feed.stop(); if (styled) styled.remove(); root.litwinStop = null; };
  return root.litwinStop;
}

// Streamlit's own "connection lost" window would cover the strip that says the same with a number.
function quietStreamlit() {
  const style = document.createElement("style");
  style.textContent = "[data-testid=stDialog],[data-testid=stStatusWidget]{display:none!important}";
  document.head.append(style);
  return style;
}

class Feed {
  constructor(root, watch) {
    this.root = root;
    this.watch = watch;
    this.parts = {};
    this.names = [];
    this.cells = {};
    this.elements = {};
    this.tiles = {};
    this.fans = {};
    this.last = performance.now();
    this.offset = 0; // server time minus our clock [s]
    this.retry = 250;
    root.querySelectorAll("[data-b]").forEach((element) => (this.elements[element.dataset.b] ||= []).push(element));
    this.connect();
  }

  connect() {
    const address = new URL("/live", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(address);
    this.socket.onmessage = (message) => this.taken(message);
    this.socket.onclose = () => { if (!this.stopped) this.waiting = setTimeout(() => this.connect(), this.retry = Math.min(this.retry * 1.6, 2000)); };
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.waiting);
    this.socket.close();
  }

  taken(message) { // what cannot be drawn is told on the page, too
    try { this.take(JSON.parse(message.data)); } catch (fault) {
      console.error(fault);
      this.fault({ text: `not drawn by this browser: ${fault}`, all: true });
    }
  }

  fault({ text, all }) {
    this.stands = all;
    this.say("fault", text);
    this.root.querySelector(".fault").hidden = !text;
  }

  take(frame) {
    if (!frame.full && frame.seq !== this.seq + 1) { this.socket.close(); return; } // a hole: a new connection starts with a full frame
    this.seq = frame.seq;
    this.last = performance.now();
    this.offset = frame.t - Date.now() / 1000;
    this.retry = 250;
    if (frame.full) this.names = frame.names;
    for (const [key, part] of Object.entries(frame.p || {})) this.part(key, part);
    for (const [place, cell] of Object.entries(frame.c || {})) this.cell(this.names[place], cell);
    this.tick();
  }

  part(key, part) {
    this.parts[key] = part;
    const [kind, name] = key.split(":");
    if (kind === "head") this.head(part);
    else if (kind === "fault") this.fault(part);
    else if (!this.root.querySelector(".tiles")) return;
    else if (kind === "kpi") this.tile(name, part);
    else if (kind === "fan") this.fan(name, part);
    else if (kind === "balance") this.balance(part);
    else if (kind === "events") this.events(part);
    else if (kind === "units") this.names.forEach((each) => this.cells[each] && this.cell(each, this.cells[each]));
  }

  say(name, text, look) {
    const element = this.root.querySelector(`[data-h="${name}"]`);
    if (!element) return;
    if (element.textContent !== text) element.textContent = text;
    if (look !== undefined) element.classList.toggle("look", look);
  }

  head(head) {
    this.say("state", head.state[0]);
    const mark = this.root.querySelector(".strip .mark");
    mark.setAttribute("class", `mark ${head.state[1]}`);
    mark.firstElementChild.setAttribute("d", SHAPES[head.state[1]]);
    this.root.querySelector('[data-h="state"]').classList.toggle("abnormal", head.state[1] === "trip");
    this.say("clock", head.clock);
    for (const [quality, count] of Object.entries(head.tags)) this.say(quality, String(count), quality !== "good" && count > 0);
    this.say("trust", head.trust.text, !head.trust.ok);
    this.say("service", head.service.text, !head.service.ok);
    this.root.querySelector('[data-h="service"]').title = head.service.detail;
  }

  cell(name, cell) {
    this.cells[name] = cell;
    for (const element of this.elements[name] || []) {
      const kind = element.dataset.k;
      if (kind === "mode") this.mode(element, cell);
      else if (kind === "level") element.style.transform = `scaleY(${cell[3] ?? 0})`;
      else this.value(element, cell, (this.parts.units || {})[name] || "");
    }
  }

  value(element, [text, quality, side, , received], unit) {
    if (!element.firstElementChild) {
      element.textContent = "";
      for (const part of ["n", "u"]) element.append(made("tspan", { class: part }));
    }
    const [number, tail] = element.children;
    const arrow = side === "h" ? "▲" : side === "l" ? "▼" : "";
    put(number, QUALITY[quality] + text + arrow);
    element.received = quality === "s" ? received : null;
    put(tail, quality === "s" ? ` ${brief(this.now() - received)}` : text === "n/a" || !unit ? "" : ` ${unit}`);
    flags(element, { stale: quality === "s", bad: quality === "b" || quality === "c", none: quality === "n", look: side !== "" && quality !== "s" });
  }

  mode(element, [word, quality, shape]) {
    element.firstElementChild.setAttribute("d", SHAPES[shape]);
    put(element.lastElementChild, QUALITY[quality] + word);
    for (const each of Object.keys(SHAPES)) element.classList.toggle(each, each === shape);
    flags(element, { stale: quality === "s" });
    const unit = element.closest(".unit");
    if (unit) for (const each of ["stop", "trip", "regen"]) unit.classList.toggle(`is-${each}`, each === shape);
  }

  tile(name, tile) {
    let box = this.tiles[name];
    if (!box) {
      box = this.tiles[name] = document.createElement("div");
      box.innerHTML = '<div class="name"></div><div class="num"><span class="n v"></span> <span class="u"></span></div>' +
        '<svg class="spark" viewBox="-2 -6 104 112" preserveAspectRatio="none"><path class="goal"/><path class="curve"/><path class="dot"/></svg>' +
        '<div class="meta"></div><div class="ahead"></div><svg class="scale"></svg>';
      const place = this.root.querySelector(".tiles");
      place.append(box);
    }
    const large = ["throughput_t_per_d", "licl_recovery", "hcl_recovery"].includes(name);
    const missing = tile.value === "n/a";
    const stale = tile.quality === "stale";
    box.className = `tile${large ? " big" : ""}${missing ? " na" : ""}${stale ? " stale" : ""}`;
    box.dataset.kpi = name;
    box.title = `${tile.label}, ${tile.window} window. P10-P90 ${tile.band || "n/a"} ${tile.unit}. ${tile.reason}`;
    const side = !stale && tile.indicator?.side ? { high: " ▲", low: " ▼" }[tile.indicator.side] : "";
    const find = (selector) => box.querySelector(selector);
    find(".name").innerHTML = `${tile.label}${large ? ` <span class="win">${tile.window}</span>` : ""}`;
    put(find(".n"), (tile.quality === "uncertain" ? "?" : "") + tile.value + side);
    find(".n").classList.toggle("look", side !== "");
    put(find(".u"), missing ? "" : tile.unit);
    put(find(".meta"), missing || stale ? tile.reason : tile.band ? `P10–P90 ${tile.band}` : "");
    find(".ahead").innerHTML = [tile.target && `target ${tile.target}`, tile.ahead !== "n/a" && `in 8 h <b>${tile.ahead}</b>`].filter(Boolean).join(" · ");
    const line = tile.spark.line;
    find(".goal").setAttribute("d", tile.spark.target === null ? "" : `M0 ${100 - tile.spark.target}H100`);
    find(".curve").setAttribute("d", path(line.map((y, place) => (y === null ? null : [(100 * place) / Math.max(line.length - 1, 1), 100 - y]))));
    const end = line.length ? line[line.length - 1] : null;
    find(".dot").setAttribute("d", end === null ? "" : `M100 ${100 - end}h0`);
    if (large) this.scale(find(".scale"), tile);
  }

  scale(svg, tile) {
    svg.replaceChildren();
    const wide = svg.clientWidth || 180;
    const shown = tile.indicator;
    if (!shown) return;
    const x = (share) => 1 + share * (wide - 2);
    svg.append(
      made("rect", { class: "normal", x: x(shown.normal[0]), y: 4, width: x(shown.normal[1]) - x(shown.normal[0]), height: 7 }),
      made("rect", { class: "rail", x: 1, y: 4, width: wide - 2, height: 7 }));
    if (shown.band) svg.append(made("path", { class: "spread", d: `M${x(shown.band[0])} 7.5H${x(shown.band[1])}` }));
    if (shown.value !== null) svg.append(made("path", { class: `needle${shown.side && tile.quality !== "stale" ? " look" : ""}`, d: `M${x(shown.value)} 9l-5 -9h10z` }));
    svg.append(made("text", { x: 1, y: 22 }, shown.ends[0]), made("text", { x: wide - 1, y: 22, "text-anchor": "end" }, shown.ends[1]),
      made("text", { x: Math.min(Math.max(x((shown.normal[0] + shown.normal[1]) / 2), 60), wide - 60), y: 22, "text-anchor": "middle" }, "normal"));
  }

  fan(name, fan) {
    let box = this.fans[name];
    if (!box) {
      box = this.fans[name] = document.createElement("div");
      box.className = "fan";
      box.innerHTML = '<div class="head"><b></b><span class="u"></span><span>band P10–P90</span><span class="score"></span></div><svg></svg>';
      this.root.querySelector(".fans").append(box);
      this.watch.observe(box.querySelector("svg"));
    }
    flags(box, { stale: fan.stale });
    put(box.querySelector("b"), fan.label);
    put(box.querySelector(".u"), `${fan.unit}`);
    put(box.querySelector(".score"), fan.stale ? "STALE" : fan.ahead.length ? fan.score : "no forecast yet");
    box.querySelector(".score").title = `KPI over ${fan.window} windows; 8 h ahead: ${fan.score}`;
    drawFan(box.querySelector("svg"), fan);
  }

  redraw() {
    for (const [key, part] of Object.entries(this.parts)) {
      if (key.startsWith("fan:")) this.fan(key.slice(4), part);
      if (key.startsWith("kpi:")) this.tile(key.slice(4), part);
    }
  }

  balance(balance) {
    this.say("balance-window", balance.window);
    const bars = this.root.querySelector(".bars");
    bars.replaceChildren(...["Li", "Cl"].map((element) => {
      const column = document.createElement("div");
      const { bars: rows, unexplained } = balance[element];
      column.innerHTML = `<div class="title"><b>${element}</b><span title="in less out less gained inside: what corrections of the twin added or took away">unexplained <b class="v">${unexplained}</b></span></div>`;
      for (const [name, number, share] of rows) {
        const row = document.createElement("div");
        row.className = "row";
        row.innerHTML = '<span></span><div><div class="bar"></div></div><b></b>';
        row.firstChild.textContent = row.title = name;
        row.querySelector(".bar").style.width = `${100 * share}%`;
        row.lastChild.textContent = number;
        column.append(row);
      }
      return column;
    }));
  }

  events(events) {
    const list = this.root.querySelector(".events ol");
    list.replaceChildren(...(events.length ? events : [["", "", "none in the last 24 h", ""]]).map(([at, kind, text, tag]) => {
      const row = document.createElement("li");
      row.innerHTML = "<time></time><b></b><span></span>";
      row.children[0].textContent = at;
      row.children[1].textContent = kind;
      row.children[2].textContent = row.title = tag ? `${tag}: ${text}` : text;
      return row;
    }));
  }

  now() { return Date.now() / 1000 + this.offset; }

  tick() {
    const silent = performance.now() - this.last;
    const lost = silent > SILENT_MS;
    this.root.classList.toggle("nodata", lost || Boolean(this.stands));
    this.say("feed", lost ? `NO DATA ${Math.floor(silent / 1000)} s` : this.stands ? "PAGE FAULT" : this.seq ? "● live" : "connecting");
    const received = this.parts.head?.received;
    if (received != null) {
      const old = this.now() - received;
      this.say("age", age(old), old > 10);
    } else this.say("age", "n/a");
    for (const elements of Object.values(this.elements)) for (const element of elements) {
      if (element.received) put(element.children[1], ` ${brief(this.now() - element.received)}`);
    }
  }
}

function drawFan(svg, fan) {
  const wide = svg.clientWidth, high = svg.clientHeight;
  svg.replaceChildren();
  if (wide < 60 || high < 40) return;
  const left = 40, right = wide - 4, top = 5, bottom = high - 15;
  const until = Math.max(8, ...fan.ahead.map((row) => row[0]));
  const from = -12;
  const figures = [...fan.past.map((row) => row[1]), ...fan.ahead.flatMap((row) => row.slice(1)), fan.target].filter((figure) => figure !== null);
  if (!figures.length) { svg.append(made("text", { x: wide / 2, y: high / 2, "text-anchor": "middle" }, "no values yet")); return; }
  let low = Math.min(...figures), up = Math.max(...figures);
  const least = 4 * 10 ** -fan.digits;
  if (up - low < least) { const middle = (up + low) / 2; low = middle - least / 2; up = middle + least / 2; }
  const pad = 0.06 * (up - low);
  low -= pad; up += pad;
  const x = (hours) => left + ((hours - from) / (until - from)) * (right - left);
  const y = (figure) => bottom - ((figure - low) / (up - low)) * (bottom - top);
  const points = (rows, place) => rows.map((row) => (row[place] === null ? null : [x(row[0]), y(row[place])]));
  const last = fan.past.length ? fan.past[fan.past.length - 1] : null;
  const joined = last && last[1] !== null && fan.ahead.length ? [[0, last[1], last[1], last[1]], ...fan.ahead] : fan.ahead;
  if (joined.length) {
    const band = [...points(joined, 3), ...points(joined, 1).reverse()];
    svg.append(made("path", { class: "spread", d: `${path(band)}z` }));
  }
  svg.append(made("path", { class: "axis", d: `M${left} ${top}V${bottom}H${right}` }));
  for (const [figure, text] of ticks(low, up)) svg.append(made("text", { x: left - 4, y: y(figure) + 3.5, "text-anchor": "end" }, text));
  if (fan.target !== null) svg.append(made("path", { class: "goal", d: `M${left} ${y(fan.target)}H${right}` }));
  svg.append(made("path", { class: "now", d: `M${x(0)} ${top}V${bottom}` }));
  for (const hours of [-12, -6, 0, 8, 16, 24]) {
    if (hours > until + 0.1) continue;
    const anchor = hours === -12 ? "start" : hours >= until - 1 ? "end" : "middle";
    svg.append(made("text", { x: x(hours), y: high - 3, "text-anchor": anchor }, hours === 0 ? fan.now : `${hours > 0 ? "+" : "−"}${Math.abs(hours)} h`));
  }
  svg.append(made("path", { class: "past", d: path(points(fan.past, 1)) }), made("path", { class: "middle", d: path(points(joined, 2)) }));
}

// Two or more round figures between the ends of an axis: the longest step of 1, 2 or 5 times a power of ten that has them.
function ticks(low, up) {
  for (let power = Math.floor(Math.log10(up - low)); ; power--) for (const factor of [5, 2, 1]) {
    const step = factor * 10 ** power, first = Math.ceil(low / step), last = Math.floor(up / step);
    if (last - first < 1) continue;
    return Array.from({ length: last - first + 1 }, (_, n) => [(first + n) * step, ((first + n) * step).toFixed(Math.max(0, -power))]);
  }
}

function legend() {
  const box = document.createElement("div");
  box.className = "legend";
  const words = { run: "runs", move: "changing", regen: "regenerates or is cleaned", stop: "stopped", trip: "tripped" };
  box.innerHTML = Object.entries(words).map(([shape, word]) => `<span><svg class="mark ${shape}" viewBox="-7 -7 14 14"><path d="${SHAPES[shape]}"/></svg>${word}</span>`).join("") +
    '<span>▲▼ past its alarm limit</span><span>? uncertain</span><span>× bad</span><span><s>12.3</s> 9 s: stale, and its age</span><span><i class="dash"></i>target</span>';
  return box;
}

function path(points) {
  let d = "", open = false;
  for (const point of points) {
    if (point) d += `${open ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    open = point !== null;
  }
  return d;
}

function made(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function put(element, text) { if (element.textContent !== text) element.textContent = text; }
function flags(element, flagged) { for (const [name, on] of Object.entries(flagged)) element.classList.toggle(name, on); }
function brief(seconds) {
  const held = Math.max(seconds, 0);
  const [size, unit] = held < 100 ? [1, "s"] : held < 6000 ? [60, "m"] : held < 172800 ? [3600, "h"] : [86400, "d"];
  return `${Math.floor(held / size)}${unit}`;
}
function age(seconds) {
  const held = Math.max(seconds, 0);
  return held < 120 ? `${Math.floor(held)} s` : held < 7200 ? `${Math.round(held / 60)} min` : `${(held / 3600).toFixed(1)} h`;
}
