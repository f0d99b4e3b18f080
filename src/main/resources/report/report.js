"use strict";
// Sorts and filters the tables of this page, and draws its charts from them.
(() => {
  const page = document.documentElement;
  page.classList.add("js");

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  };
  const number = new Intl.NumberFormat("en").format;
  const cut = (text, length) => [...text].length > length ? [...text].slice(0, length - 1).join("") + "…" : text;

  // ---- Tables

  const isNumber = (th) => th.classList.contains("num");
  const valueOf = (cell, asNumber) => {
    const text = cell.dataset.v ?? cell.textContent;
    return asNumber ? (text === "" ? null : Number(text)) : text;
  };

  /** The rows of a table as objects, by the keys of its columns; null where there is nothing. */
  const read = (id) => {
    const table = document.getElementById(id);
    if (!table) return [];
    const heads = [...table.tHead.rows[0].cells];
    return [...table.tBodies[0].rows].map((row) =>
      Object.fromEntries(heads.map((th, i) => [th.dataset.key, valueOf(row.cells[i], isNumber(th))])));
  };
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const compare = (a, b) => typeof a === "number" ? a - b : collator.compare(a, b);
  const WIDE = new Set(["artists", "other", "audit"]);

  /** Gives a table its roles back, which a phone's layout takes, and each cell its label. */
  const label = (table) => {
    table.setAttribute("role", "table");
    [table.tHead, table.tBodies[0]].forEach((part) => part.setAttribute("role", "rowgroup"));
    const heads = [...table.tHead.rows[0].cells];
    [...table.rows].forEach((row) => {
      row.setAttribute("role", "row");
      [...row.cells].forEach((cell, i) => {
        const head = row.parentElement === table.tHead ? "columnheader" : i === 0 ? "rowheader" : "cell";
        cell.setAttribute("role", head);
        if (head === "cell") {
          cell.dataset.label = heads[i].textContent;
          cell.classList.toggle("wide", WIDE.has(heads[i].dataset.key));
        }
      });
    });
  };

  /** Sorting by its heads, a filter, and the first rows only where there are many. */
  const enliven = (table) => {
    label(table);
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const texts = rows.map((row) => plain(row.textContent));
    const list = table.closest(".list");
    const first = list ? Number(list.dataset.first) : Infinity;
    let all = rows.length <= first + 3;
    let order = rows.map((_, i) => i);
    const status = element("output");
    const filter = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const more = element("button", { type: "button", class: "more" });

    const show = () => {
      const wanted = plain(filter.value.trim());
      const hits = order.filter((i) => texts[i].includes(wanted));
      const shown = all || wanted ? hits : hits.slice(0, first);
      rows.forEach((row) => { row.hidden = true; });
      shown.forEach((i) => { rows[i].hidden = false; });
      body.append(...order.map((i) => rows[i]));
      status.textContent = `${number(shown.length)} of ${number(rows.length)} rows`;
      more.hidden = wanted !== "" || rows.length <= first + 3;
      more.textContent = all ? `Show the first ${first}` : `Show all ${number(rows.length)}`;
    };
    const sort = (column, direction) => {
      const asNumber = isNumber(table.tHead.rows[0].cells[column]);
      const values = rows.map((row) => valueOf(row.cells[column], asNumber));
      const missing = (value) => value === null || value === "";
      order = rows.map((_, i) => i);
      if (direction !== 0) {
        order.sort((a, b) =>
          missing(values[a]) - missing(values[b]) || direction * (missing(values[a]) ? 0 : compare(values[a], values[b])) || a - b);
      }
      [...table.tHead.rows[0].cells].forEach((th, i) =>
        th.setAttribute("aria-sort", i !== column || direction === 0 ? "none" : direction > 0 ? "ascending" : "descending"));
      show();
    };
    [...table.tHead.rows[0].cells].forEach((th, i) => {
      const button = element("button", { type: "button" }, th.textContent);
      const once = isNumber(th) ? -1 : 1; // the largest numbers first, names from A
      th.replaceChildren(button);
      th.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const now = { ascending: 1, descending: -1, none: 0 }[th.getAttribute("aria-sort")];
        sort(i, now === 0 ? once : now === once ? -once : 0);
      });
    });
    if (list) {
      filter.addEventListener("input", show);
      const name = list.closest("section").querySelector("h2").textContent;
      const tools = element("div", { class: "tools" }, element("label", {}, "Filter", filter), status);
      filter.setAttribute("aria-label", `Filter: ${name}`);
      table.closest(".rows").before(tools);
      more.addEventListener("click", () => { all = !all; show(); });
      table.closest(".rows").after(more);
      show();
    }
  };

  // ---- Charts

  const KINDS = ["album", "single", "ep", "compilation", "other"];
  const color = (name) => `var(--${name})`;
  const share = (part) => `${Math.round(part * 100)} %`;
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const day = (text) => new Date(`${text}T00:00:00Z`);
  const later = (date, days) => new Date(date.getTime() + days * 86400000);

  /** Read once: tables may be sorted later. */
  const data = {};
  ["days", "artists", "pairs", "weekdays", "ages", "lengths", "lyrics", "stays", "runs"].forEach((id) => { data[id] = read(id); });
  data.days.forEach((row) => { row.at = day(row.date); row.loaded = row["listed-album"] !== null; });
  data.runs.forEach((row) => { row.at = day(row.date); });

  const legend = (entries) => element("ul", { class: "legend" }, ...entries.map(([text, fill]) => {
    const swatch = element("i", { "aria-hidden": "true" });
    swatch.style.background = fill;
    return element("li", {}, swatch, text);
  }));
  const plot = (width, options) => Plot.plot({
    width, ...options, style: { fontSize: "12px", fontFamily: "inherit", ...options.style },
  });
  /** From the first date to the end of the last, a week at least, so that one day is no wall. */
  const time = (rows) => {
    const from = d3.min(rows, (row) => row.at);
    const to = later(d3.max(rows, (row) => row.at), 1);
    const lack = Math.max(0, 7 - (to - from) / 86400000);
    return { type: "utc", label: null, ticks: to - from > 10 * 86400000 ? undefined : "day", domain: [later(from, -Math.floor(lack / 2)), later(to, Math.ceil(lack / 2))] };
  };
  const wholes = (most) => ({ grid: true, label: null, domain: [0, Math.max(1, most)], ticks: Math.min(5, Math.max(1, most)), tickFormat: "~s" });
  const gaps = (rows, height) => Plot.rectY(rows, { x: "at", interval: "day", y1: 0, y2: Math.max(1, height), fill: color("gap"), inset: 0.5 });

  /** Bars with their number on top, one for each name. */
  const columns = (rows, width, name, counts, fills, height = 230) => {
    const sums = rows.map((row) => ({ name: row[name], sum: d3.sum(counts, (key) => row[key]) }));
    const long = rows.flatMap((row) => counts.map((key, i) => ({ name: row[name], count: row[key], fill: fills[i] })));
    return plot(width, {
      height, marginLeft: 34, marginBottom: width < 560 && name !== "day" ? 52 : 34, marginTop: 22,
      x: { label: null, tickRotate: width < 560 && name !== "day" ? -40 : 0, domain: sums.map((s) => s.name), tickSize: 0, tickFormat: (text) => width < 560 ? text.slice(0, name === "day" ? 3 : 9) : text },
      y: wholes(d3.max(sums, (s) => s.sum)),
      marks: [
        Plot.barY(long, { x: "name", y: "count", fill: "fill", inset: 0.5 }),
        Plot.text(sums, { x: "name", y: "sum", text: (s) => s.sum === 0 ? "" : number(s.sum), dy: -8 }),
        Plot.ruleY([0]),
      ],
    });
  };

  /** Moves dots until no name lies on another, within the frame. */
  const apart = (nodes, width, height) => {
    nodes.forEach((a, i) => nodes.slice(i + 1).forEach((b) => {
      const x = a.half + b.half + 4 - Math.abs(a.x - b.x);
      const y = 30 - Math.abs(a.y - b.y);
      if (x <= 0 || y <= 0) return;
      const [axis, half] = x < y ? ["x", x / 2] : ["y", y / 2];
      const side = a[axis] < b[axis] ? -half : half;
      a[axis] += side;
      b[axis] -= side;
    }));
    nodes.forEach((node) => {
      node.x = Math.max(node.half, Math.min(width - node.half, node.x));
      node.y = Math.max(12, Math.min(height - 24, node.y));
    });
  };

  const charts = {
    days: {
      controls(redraw) {
        const choice = (value, text) => {
          const input = element("input", { type: "radio", name: "days", value });
          input.checked = value === "new";
          input.addEventListener("change", redraw);
          return element("label", {}, input, text);
        };
        const any = (prefix) => data.days.some((row) => KINDS.some((kind) => row[`${prefix}-${kind}`] > 0));
        if (!any("new")) return [];
        return [element("fieldset", {}, element("legend", {}, "Show"), choice("new", "what is new"), choice("listed", "all that is listed"))];
      },
      draw(width, figure) {
        const mode = figure.querySelector("input:checked")?.value ?? "listed";
        const kinds = KINDS.filter((kind) => data.days.some((row) => row[`${mode}-${kind}`] > 0));
        const long = data.days.flatMap((row) => kinds.map((kind) => ({ ...row, kind, count: row[`${mode}-${kind}`] })));
        const total = (row) => d3.sum(kinds, (kind) => row[`${mode}-${kind}`]);
        const most = d3.max(data.days, total);
        if (!(most > 0)) return null;
        const empty = data.days.filter((row) => !row.loaded);
        const late = data.days.some((row) => row.state === "late capture");
        const sums = kinds.map((kind) => [`${kind}: ${number(d3.sum(long, (row) => row.kind === kind ? row.count : 0))}`, color(kind)]);
        if (empty.length > 0) sums.push(["no data", color("gap")]);
        const tip = (row) => [`${row.date}${row.state === "loaded" ? "" : `, ${row.state}`}`,
          ...kinds.filter((kind) => row[`${mode}-${kind}`] > 0).map((kind) => `${kind}: ${number(row[`${mode}-${kind}`])}`)].join("\n");
        return [legend(sums), plot(width, {
          height: 280, marginLeft: 40, x: time(data.days), y: { ...wholes(most * 1.05), label: null },
          marks: [
            gaps(empty, most * 1.05),
            Plot.rectY(long, { x: "at", interval: "day", y: "count", fill: (row) => color(row.kind), inset: width / data.days.length < 6 ? 0 : 0.5,
              fillOpacity: (row) => late && row.state === "late capture" ? 0.6 : 1 }),
            Plot.ruleY([0]),
            Plot.tip(data.days, Plot.pointerX({ x: (row) => later(row.at, 0.5), y: total, title: tip })),
          ],
        })];
      },
    },
    artists: {
      draw(width) {
        const rows = data.artists.slice(0, 15);
        const both = rows.flatMap((row, i) => [{ i, part: row.releases, fill: color("album") }, { i, part: row.featured, fill: color("single") }]);
        const featured = rows.some((row) => row.featured > 0);
        const margin = Math.min(170, width * 0.38);
        return rows.length === 0 ? null : [
          ...(featured ? [legend([["releases", color("album")], ["featured on", color("single")]])] : []),
          plot(width, {
            height: 24 * rows.length + 34, marginLeft: margin, marginRight: 30, marginTop: 4,
            x: { ...wholes(d3.max(rows, (row) => row.releases + row.featured)), nice: false },
            y: { label: null, tickSize: 0, domain: d3.range(rows.length), tickFormat: (i) => cut(rows[i].artist, Math.floor(margin / 7.2)) },
            marks: [
              Plot.barX(both, { x: "part", y: "i", fill: "fill", insetTop: 2, insetBottom: 2 }),
              Plot.text(rows, { x: (row) => row.releases + row.featured, y: (_, i) => i, textAnchor: "start", dx: 5,
                text: (row) => row.featured > 0 ? `${row.releases}+${row.featured}` : `${row.releases}` }),
              Plot.ruleX([0]),
            ],
          })];
      },
    },
    pairs: {
      draw(width) {
        const links = data.pairs.slice(0, width < 480 ? 14 : 28)
          .map((row) => ({ source: row.one, target: row.other, releases: row.releases }));
        if (links.length === 0) return null;
        const nodes = [...new Set(links.flatMap((link) => [link.source, link.target]))].map((id) => ({ id, with: [] }));
        const height = 460;
        nodes.forEach((node) => { node.half = Math.max(14, 3.6 * [...cut(node.id, 18)].length); });
        d3.forceSimulation(nodes)
          .force("link", d3.forceLink(links).id((node) => node.id).distance(50))
          .force("charge", d3.forceManyBody().strength(-160))
          .force("x", d3.forceX(width / 2).strength(0.05 * height / width))
          .force("y", d3.forceY(height / 2).strength(0.05))
          .force("labels", () => apart(nodes, width, height))
          .stop().tick(400);
        for (let i = 0; i < 100; i++) apart(nodes, width, height);
        links.forEach((link) => {
          link.source.with.push(`${link.target.id}: ${link.releases}`);
          link.target.with.push(`${link.source.id}: ${link.releases}`);
        });
        return [plot(width, {
          height, margin: 0, x: { type: "identity" }, y: { type: "identity" }, axis: null,
          marks: [
            Plot.link(links, { x1: (l) => l.source.x, y1: (l) => l.source.y, x2: (l) => l.target.x, y2: (l) => l.target.y,
              stroke: color("quiet"), strokeOpacity: 0.55, strokeWidth: (l) => Math.min(8, 1.2 * l.releases) }),
            Plot.dot(nodes, { x: "x", y: "y", r: (node) => 3 + Math.min(5, node.with.length), fill: color("accent"), stroke: color("card") }),
            Plot.text(nodes, { x: "x", y: "y", text: (node) => cut(node.id, 18), dy: 15, fontSize: 10.5, fill: color("text"), stroke: color("card"), strokeWidth: 4 }),
            Plot.tip(nodes, Plot.pointer({ x: "x", y: "y", title: (node) => [node.id, ...node.with].join("\n") })),
          ],
        })];
      },
    },
    weekdays: {
      draw: (width) => d3.sum(data.weekdays, (row) => row.albums) > 0 && [columns(data.weekdays, width, "day", ["albums"], [color("accent")])],
    },
    ages: {
      draw(width) {
        const most = d3.max(data.ages, (row) => row.albums);
        return most > 0 && [plot(width, {
          height: 250, marginLeft: 104, marginRight: 34, marginTop: 4,
          x: wholes(most), y: { label: null, tickSize: 0, domain: data.ages.map((row) => row.age) },
          marks: [
            Plot.barX(data.ages, { x: "albums", y: "age", fill: color("accent"), insetTop: 1.5, insetBottom: 1.5 }),
            Plot.text(data.ages, { x: "albums", y: "age", text: (row) => row.albums === 0 ? "" : number(row.albums), textAnchor: "start", dx: 5 }),
            Plot.ruleX([0]),
          ],
        })];
      },
    },
    lengths: {
      draw(width, figure) {
        const most = d3.max(data.lengths, (row) => row.tracks);
        const median = Number(figure.dataset.median);
        return most > 0 && [plot(width, {
          height: 230, marginLeft: 40, marginTop: 26,
          x: { label: null, domain: [0, 630], ticks: d3.range(0, 601, width < 400 ? 120 : 60), tickFormat: (s) => s === 600 ? "10:00+" : clock(s) },
          y: wholes(most),
          marks: [
            Plot.rectY(data.lengths, { x1: (row) => Number(row.length), x2: (row) => Number(row.length) + 30, y: "tracks", fill: color("accent"), inset: 0.5 }),
            Plot.ruleX([median], { stroke: color("text"), strokeDasharray: "3 3" }),
            Plot.text([median], { x: (s) => s, frameAnchor: "top", dy: -14, text: (s) => `median ${clock(s)}` }),
            Plot.ruleY([0]),
          ],
        })];
      },
    },
    lyrics: {
      draw(width) {
        const rows = data.lyrics.filter((row) => row.explicit + row.clean > 0);
        return rows.length > 0 && [
          legend([["explicit", color("compilation")], ["not explicit", color("gap")]]),
          plot(width, {
            height: 36 * rows.length + 34, marginLeft: 84, marginRight: 24, marginTop: 4,
            x: { domain: [0, 1], percent: false, label: null, tickFormat: (part) => share(part), ticks: 5 },
            y: { label: null, tickSize: 0, domain: rows.map((row) => row.type) },
            marks: [
              Plot.barX(rows, { x1: 0, x2: 1, y: "type", fill: color("gap"), insetTop: 3, insetBottom: 3 }),
              Plot.barX(rows, { x: "share", y: "type", fill: color("compilation"), insetTop: 3, insetBottom: 3 }),
              Plot.text(rows, { x: "share", y: "type", textAnchor: "start", dx: 6, text: (row) => `${share(row.share)} of ${number(row.explicit + row.clean)}` }),
            ],
          })];
      },
    },
    stays: {
      draw(width) {
        const all = d3.sum(data.stays, (row) => row.gone + row.staying);
        return all > 0 && [
          legend([["no longer listed", color("album")], ["still listed", color("single")]]),
          columns(data.stays, width, "days", ["gone", "staying"], [color("album"), color("single")])];
      },
    },
    calls: { draw: (width) => small(width, "Calls", "calls") },
    throttled: { draw: (width) => small(width, "Answers of 429", "throttled") },
    rejects: { draw: (width) => small(width, "Rejects", "rejects") },
    hours: { draw: (width) => small(width, "Hours from a date's begin to its listing", "hours", (row) => row.state !== "late capture") },
  };

  /** A number of each date, in a small chart with a head of its own. */
  const small = (width, title, key, counts = () => true) => {
    const rows = data.runs.filter((row) => row[key] !== null && counts(row));
    if (data.runs.length === 0 || rows.length === 0) return null;
    const most = d3.max(rows, (row) => row[key]);
    return [element("h3", {}, title), plot(width, {
      height: 120, marginLeft: 34, marginTop: 8, marginBottom: 22, x: { ...time(data.runs), ticks: 3 }, y: { ...wholes(most * 1.05), ticks: Math.min(3, Math.max(1, most)) },
      marks: [
        gaps(data.runs.filter((row) => row[key] === null), most * 1.05),
        Plot.rectY(rows, { x: "at", interval: "day", y: key, fill: color("accent"), inset: width / data.runs.length < 4 ? 0 : 0.5 }),
        Plot.ruleY([0]),
        Plot.tip(rows, Plot.pointerX({ x: (row) => later(row.at, 0.5), y: key, title: (row) => `${row.date}: ${number(row[key])}` })),
      ],
    })];
  };

  /** What a chart says, for who cannot see it: the sentence above it. */
  const words = (figure) => {
    let from = figure.parentElement;
    while (!from.querySelector(".gist")) from = from.parentElement;
    return from.querySelector(".gist").textContent;
  };
  const figures = [...document.querySelectorAll("figure[data-chart]")];
  const draw = (figure, width = figure.clientWidth) => {
    if (width === 0) return; // not shown just now; the forces between pairs would push for ever
    const chart = charts[figure.dataset.chart];
    const drawn = chart.draw(width, figure);
    const canvas = figure.querySelector(".canvas");
    canvas.replaceChildren(...(drawn || [element("p", { class: "nothing" }, "Nothing to draw.")]));
    const svg = canvas.querySelector("svg");
    // An image is one thing: what its parts are called would be no role's label.
    svg?.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
    svg?.setAttribute("role", "img");
    svg?.setAttribute("aria-label", `${canvas.querySelector("h3")?.textContent ?? "Chart"}: ${words(figure)}`);
  };
  const widths = new Map();
  const resized = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    if (widths.get(target) !== target.clientWidth) {
      widths.set(target, target.clientWidth);
      draw(target);
    }
  }));
  const onPaper = (figure) => figure.closest(".quarter") ? 160 : figure.closest(".pair") ? 330 : 690;

  document.querySelectorAll("main table").forEach(enliven);
  figures.forEach((figure) => {
    const controls = charts[figure.dataset.chart].controls?.(() => draw(figure)) ?? [];
    figure.append(...controls, element("div", { class: "canvas" }));
    widths.set(figure, figure.clientWidth);
    draw(figure);
    resized.observe(figure);
  });
  addEventListener("beforeprint", () => figures.forEach((figure) => draw(figure, onPaper(figure))));
  addEventListener("afterprint", () => figures.forEach((figure) => draw(figure)));
})();
