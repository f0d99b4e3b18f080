"use strict";
// Sorts and filters the tables of this page, and draws its charts from them.
(() => {
  document.documentElement.classList.add("js");

  const createElement = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...children);
    return element;
  };
  const formatNumber = new Intl.NumberFormat("en").format;
  const truncate = (text, length) => [...text].length > length ? [...text].slice(0, length - 1).join("") + "…" : text;

  // ---- Tables

  const headersOf = (table) => [...table.tHead.rows[0].cells];
  const isNumber = (header) => header.classList.contains("num");
  const isMissing = (value) => value === null || value === "";
  const valueOf = (cell, asNumber) => {
    const text = cell.dataset.v ?? cell.textContent;
    return asNumber ? (text === "" ? null : Number(text.replaceAll(",", ""))) : text;
  };
  /**
   * Returns the rows of a table as objects with the keys of its columns; a missing number is null. The key of a column
   * and "-url" have the address of its link, or its text if it has none.
   */
  const readTable = (id) => {
    const table = document.getElementById(id);
    if (!table) return [];
    const headers = headersOf(table);
    return [...table.tBodies[0].rows].map((row) =>
      Object.fromEntries(headers.flatMap((header, i) => {
        const value = valueOf(row.cells[i], isNumber(header));
        return [[header.dataset.key, value], [`${header.dataset.key}-url`, row.cells[i].querySelector("a")?.href ?? value]];
      })));
  };
  const normalize = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const compare = (a, b) => typeof a === "number" ? a - b : collator.compare(a, b);
  const WIDE_COLUMNS = new Set(["artists", "second", "audit"]);

  /** Sets the ARIA roles, which the layout for phones would remove, and the label of each cell. */
  const labelCells = (table) => {
    table.setAttribute("role", "table");
    [table.tHead, table.tBodies[0]].forEach((group) => group.setAttribute("role", "rowgroup"));
    const headers = headersOf(table);
    [...table.rows].forEach((row) => {
      row.setAttribute("role", "row");
      [...row.cells].forEach((cell, i) => {
        const role = row.parentElement === table.tHead ? "columnheader" : i === 0 ? "rowheader" : "cell";
        cell.setAttribute("role", role);
        if (role === "cell") {
          cell.dataset.label = headers[i].textContent;
          cell.classList.toggle("wide", WIDE_COLUMNS.has(headers[i].dataset.key));
        }
      });
    });
  };

  /** Makes a table sortable. A table in a list also gets a filter and initially shows only its first rows. */
  const enhanceTable = (table) => {
    labelCells(table);
    const headers = headersOf(table);
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => normalize(row.textContent));
    const list = table.closest(".list");
    const limit = list ? Number(list.dataset.limit) : Infinity;
    const isShort = rows.length <= limit + 3;
    let showsAll = isShort;
    let order = rows.map((_, i) => i);
    const status = createElement("output");
    const filter = createElement("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const more = createElement("button", { type: "button", class: "more" });

    const update = () => {
      const query = normalize(filter.value.trim());
      const matches = order.filter((i) => texts[i].includes(query));
      const shown = new Set(showsAll || query ? matches : matches.slice(0, limit));
      rows.forEach((row, i) => { row.hidden = !shown.has(i); });
      table.tBodies[0].append(...order.map((i) => rows[i]));
      status.textContent = `${formatNumber(shown.size)} of ${formatNumber(rows.length)} rows`;
      more.hidden = query !== "" || isShort;
      more.textContent = showsAll ? `Show the first ${limit}` : `Show all ${formatNumber(rows.length)}`;
    };
    /** Sorts by a column; direction is 1, -1, or 0 for the original order. Missing values come last. */
    const sort = (column, direction) => {
      const values = rows.map((row) => valueOf(row.cells[column], isNumber(headers[column])));
      order = rows.map((_, i) => i);
      if (direction !== 0) {
        order.sort((a, b) => isMissing(values[a]) - isMissing(values[b])
          || (isMissing(values[a]) ? 0 : direction * compare(values[a], values[b])) || a - b);
      }
      headers.forEach((header, i) =>
        header.setAttribute("aria-sort", i !== column || direction === 0 ? "none" : direction > 0 ? "ascending" : "descending"));
      update();
    };
    headers.forEach((header, i) => {
      const button = createElement("button", { type: "button" }, header.textContent);
      const initial = isNumber(header) ? -1 : 1; // numbers in descending, names in ascending order
      header.replaceChildren(button);
      header.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const current = { ascending: 1, descending: -1, none: 0 }[header.getAttribute("aria-sort")];
        sort(i, current === 0 ? initial : current === initial ? -initial : 0);
      });
    });
    if (list) {
      filter.addEventListener("input", update);
      filter.setAttribute("aria-label", `Filter: ${list.closest("section").querySelector("h2").textContent}`);
      more.addEventListener("click", () => { showsAll = !showsAll; update(); });
      table.closest(".rows").before(createElement("div", { class: "tools" }, createElement("label", {}, "Filter", filter), status));
      table.closest(".rows").after(more);
      update();
    }
  };

  // ---- Charts

  const ALBUM_TYPES = ["album", "single", "ep", "compilation", "other"];
  const DAY_MILLIS = 86400000;
  const color = (name) => `var(--${name})`;
  const formatShare = (share) => `${Math.round(share * 100)} %`;
  const formatDuration = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const addDays = (date, days) => new Date(date.getTime() + days * DAY_MILLIS);
  const withTime = (row) => ({ ...row, at: new Date(`${row.date}T00:00:00Z`) });

  // The tables are read before a reader can sort them.
  const data = Object.fromEntries(
    ["days", "artists", "collaborations", "weekdays", "ages", "durations", "explicit", "daysListed", "runs"].map((id) => [id, readTable(id)]));
  data.days = data.days.map(withTime);
  data.runs = data.runs.map(withTime);

  const legend = (entries) => createElement("ul", { class: "legend" }, ...entries.map(([text, fill]) => {
    const swatch = createElement("i", { "aria-hidden": "true" });
    swatch.style.background = fill;
    return createElement("li", {}, swatch, text);
  }));
  const plot = (width, options) => Plot.plot({ width, ...options, style: { fontSize: "12px", fontFamily: "inherit" } });

  /** Returns a time scale over all dates of the rows. It has at least a week, so that bars are not too wide. */
  const timeScale = (rows) => {
    const from = d3.min(rows, (row) => row.at);
    const to = addDays(d3.max(rows, (row) => row.at), 1);
    const days = (to - from) / DAY_MILLIS;
    const padding = Math.max(0, 7 - days);
    return { type: "utc", label: null, ticks: days > 10 ? undefined : "day", domain: [addDays(from, -Math.floor(padding / 2)), addDays(to, Math.ceil(padding / 2))] };
  };
  /** Returns a scale of whole numbers from 0. */
  const countScale = (max, ticks = 5) =>
    ({ grid: true, label: null, domain: [0, Math.max(1, max)], ticks: Math.min(ticks, Math.max(1, max)), tickFormat: "~s" });
  const dailyBars = (rows, options) => Plot.rectY(rows, { x: "at", interval: "day", ...options });
  /** Marks dates without data by a background over the full height. */
  const noDataBars = (rows, height) => dailyBars(rows, { y1: 0, y2: Math.max(1, height), fill: color("no-data"), inset: 0.5 });
  const dailyTip = (rows, y, title) => Plot.tip(rows, Plot.pointerX({ x: (row) => addDays(row.at, 0.5), y, title }));

  /** Draws stacked vertical bars: one bar per row with its total on top, one colour per key. */
  const verticalBars = (rows, width, name, fills, shortLength = 9) => {
    const keys = Object.keys(fills);
    const isNarrow = width < 560;
    const isTilted = isNarrow && shortLength > 3;
    const totals = rows.map((row) => ({ name: row[name], total: d3.sum(keys, (key) => row[key]) }));
    const parts = rows.flatMap((row) => keys.map((key) => ({ name: row[name], count: row[key], fill: color(fills[key]) })));
    return totals.some((row) => row.total > 0) && plot(width, {
      height: 230, marginLeft: 34, marginBottom: isTilted ? 52 : 34, marginTop: 22,
      x: { label: null, tickRotate: isTilted ? -40 : 0, domain: totals.map((row) => row.name), tickSize: 0, tickFormat: (text) => isNarrow ? text.slice(0, shortLength) : text },
      y: countScale(d3.max(totals, (row) => row.total)),
      marks: [
        Plot.barY(parts, { x: "name", y: "count", fill: "fill", inset: 0.5 }),
        Plot.text(totals, { x: "name", y: "total", text: (row) => row.total === 0 ? "" : formatNumber(row.total), dy: -8 }),
        Plot.ruleY([0]),
      ],
    });
  };

  /** Moves nodes until no name overlaps another, and keeps them inside the frame. */
  const separateNodes = (nodes, width, height) => {
    nodes.forEach((a, i) => nodes.slice(i + 1).forEach((b) => {
      const x = a.halfWidth + b.halfWidth + 4 - Math.abs(a.x - b.x);
      const y = 30 - Math.abs(a.y - b.y);
      if (x <= 0 || y <= 0) return;
      const [axis, half] = x < y ? ["x", x / 2] : ["y", y / 2];
      const shift = a[axis] < b[axis] ? -half : half;
      a[axis] += shift;
      b[axis] -= shift;
    }));
    nodes.forEach((node) => {
      node.x = Math.max(node.halfWidth, Math.min(width - node.halfWidth, node.x));
      node.y = Math.max(12, Math.min(height - 24, node.y));
    });
  };

  /** Draws a number of each date in a small chart with its own heading. */
  const smallChart = (title, key, isCounted = () => true) => (width) => {
    const rows = data.runs.filter((row) => row[key] !== null && isCounted(row));
    if (rows.length === 0) return null;
    const height = d3.max(rows, (row) => row[key]) * 1.05;
    return [createElement("h3", {}, title), plot(width, {
      height: 120, marginLeft: 34, marginTop: 8, marginBottom: 22, x: { ...timeScale(data.runs), ticks: 3 }, y: countScale(height, 3),
      marks: [
        noDataBars(data.runs.filter((row) => row[key] === null), height),
        dailyBars(rows, { y: key, fill: color("accent"), inset: width / data.runs.length < 4 ? 0 : 0.5 }),
        Plot.ruleY([0]),
        dailyTip(rows, key, (row) => `${row.date}: ${formatNumber(row[key])}`),
      ],
    })];
  };

  /** Functions that draw a chart at a width; the result is a list of elements, or not truthy without data. */
  const charts = {
    days(width, figure) {
      const mode = figure.querySelector("input:checked")?.value ?? "listed";
      const types = ALBUM_TYPES.filter((type) => data.days.some((row) => row[`${mode}-${type}`] > 0));
      if (types.length === 0) return null;
      const parts = data.days.flatMap((row) => types.map((type) => ({ ...row, type, count: row[`${mode}-${type}`] })));
      const total = (row) => d3.sum(types, (type) => row[`${mode}-${type}`]);
      const height = d3.max(data.days, total) * 1.05;
      const empty = data.days.filter((row) => row["listed-album"] === null);
      const entries = types.map((type) => [`${type}: ${formatNumber(d3.sum(parts, (part) => part.type === type ? part.count : 0))}`, color(type)]);
      if (empty.length > 0) entries.push(["no data", color("no-data")]);
      const title = (row) => [`${row.date}${row.state === "loaded" ? "" : `, ${row.state}`}`,
        ...types.filter((type) => row[`${mode}-${type}`] > 0).map((type) => `${type}: ${formatNumber(row[`${mode}-${type}`])}`)].join("\n");
      return [legend(entries), plot(width, {
        height: 280, marginLeft: 40, x: timeScale(data.days), y: countScale(height),
        marks: [
          noDataBars(empty, height),
          dailyBars(parts, { y: "count", fill: (part) => color(part.type), inset: width / data.days.length < 6 ? 0 : 0.5,
            fillOpacity: (part) => part.state === "historical capture" ? 0.6 : 1 }),
          Plot.ruleY([0]),
          dailyTip(data.days, total, title),
        ],
      })];
    },
    artists(width) {
      const rows = data.artists.slice(0, 15).map((row, index) => ({ ...row, index, total: row.albums + row.featured }));
      if (rows.length === 0) return null;
      const parts = rows.flatMap(({ index, albums, featured }) =>
        [{ index, count: albums, fill: color("album") }, { index, count: featured, fill: color("single") }]);
      const marginLeft = Math.min(170, width * 0.38);
      const chart = plot(width, {
        height: 24 * rows.length + 34, marginLeft, marginRight: 30, marginTop: 4,
        x: { ...countScale(d3.max(rows, (row) => row.total)), nice: false },
        y: { label: null, tickSize: 0, domain: d3.range(rows.length), tickFormat: (i) => truncate(rows[i].artist, Math.floor(marginLeft / 7.2)) },
        marks: [
          Plot.barX(parts, { x: "count", y: "index", fill: "fill", insetTop: 2, insetBottom: 2 }),
          Plot.text(rows, { x: "total", y: "index", textAnchor: "start", dx: 5,
            text: (row) => row.featured > 0 ? `${row.albums}+${row.featured}` : `${row.albums}` }),
          Plot.ruleX([0]),
        ],
      });
      const hasFeatured = rows.some((row) => row.featured > 0);
      return hasFeatured ? [legend([["albums", color("album")], ["featured on", color("single")]]), chart] : [chart];
    },
    collaborations(width) {
      const rows = data.collaborations.slice(0, width < 480 ? 14 : 28);
      if (rows.length === 0) return null;
      // The ids are addresses, because several artists can have one name.
      const links = rows.map((row) => ({ source: row["first-url"], target: row["second-url"], albums: row.albums }));
      const names = new Map(rows.flatMap((row) => [[row["first-url"], row.first], [row["second-url"], row.second]]));
      const nodes = [...names].map(([id, name]) =>
        ({ id, name, partners: [], halfWidth: Math.max(14, 3.6 * [...truncate(name, 18)].length) }));
      const height = 460;
      d3.forceSimulation(nodes)
        .force("link", d3.forceLink(links).id((node) => node.id).distance(50))
        .force("charge", d3.forceManyBody().strength(-160))
        .force("x", d3.forceX(width / 2).strength(0.05 * height / width))
        .force("y", d3.forceY(height / 2).strength(0.05))
        .force("labels", () => separateNodes(nodes, width, height))
        .stop().tick(400);
      for (let i = 0; i < 100; i++) separateNodes(nodes, width, height);
      links.forEach(({ source, target, albums }) => {
        source.partners.push(`${target.name}: ${albums}`);
        target.partners.push(`${source.name}: ${albums}`);
      });
      return [plot(width, {
        height, margin: 0, x: { type: "identity" }, y: { type: "identity" }, axis: null,
        marks: [
          Plot.link(links, { x1: (link) => link.source.x, y1: (link) => link.source.y, x2: (link) => link.target.x, y2: (link) => link.target.y,
            stroke: color("muted"), strokeOpacity: 0.55, strokeWidth: (link) => Math.min(8, 1.2 * link.albums) }),
          Plot.dot(nodes, { x: "x", y: "y", r: (node) => 3 + Math.min(5, node.partners.length), fill: color("accent"), stroke: color("card") }),
          Plot.text(nodes, { x: "x", y: "y", text: (node) => truncate(node.name, 18), dy: 15, fontSize: 10.5, fill: color("text"), stroke: color("card"), strokeWidth: 4 }),
          Plot.tip(nodes, Plot.pointer({ x: "x", y: "y", title: (node) => [node.name, ...node.partners].join("\n") })),
        ],
      })];
    },
    weekdays(width) {
      const chart = verticalBars(data.weekdays, width, "day", { albums: "accent" }, 3);
      return chart && [chart];
    },
    ages(width) {
      const max = d3.max(data.ages, (row) => row.albums);
      return max > 0 && [plot(width, {
        height: 250, marginLeft: 104, marginRight: 34, marginTop: 4,
        x: countScale(max), y: { label: null, tickSize: 0, domain: data.ages.map((row) => row.age) },
        marks: [
          Plot.barX(data.ages, { x: "albums", y: "age", fill: color("accent"), insetTop: 1.5, insetBottom: 1.5 }),
          Plot.text(data.ages, { x: "albums", y: "age", text: (row) => row.albums === 0 ? "" : formatNumber(row.albums), textAnchor: "start", dx: 5 }),
          Plot.ruleX([0]),
        ],
      })];
    },
    durations(width, figure) {
      const max = d3.max(data.durations, (row) => row.tracks);
      const median = Number(figure.dataset.median);
      return max > 0 && [plot(width, {
        height: 230, marginLeft: 40, marginTop: 26,
        x: { label: null, domain: [0, 630], ticks: d3.range(0, 601, width < 400 ? 120 : 60), tickFormat: (seconds) => seconds === 600 ? "10:00+" : formatDuration(seconds) },
        y: countScale(max),
        marks: [
          Plot.rectY(data.durations, { x1: (row) => Number(row.duration), x2: (row) => Number(row.duration) + 30, y: "tracks", fill: color("accent"), inset: 0.5 }),
          Plot.ruleX([median], { stroke: color("text"), strokeDasharray: "3 3" }),
          Plot.text([median], { x: (seconds) => seconds, frameAnchor: "top", dy: -14, text: (seconds) => `median ${formatDuration(seconds)}` }),
          Plot.ruleY([0]),
        ],
      })];
    },
    explicit(width) {
      const rows = data.explicit.filter((row) => row.explicit + row.clean > 0);
      return rows.length > 0 && [legend([["explicit", color("compilation")], ["not explicit", color("no-data")]]), plot(width, {
        height: 36 * rows.length + 34, marginLeft: 84, marginRight: 24, marginTop: 4,
        x: { domain: [0, 1], label: null, tickFormat: formatShare, ticks: 5 },
        y: { label: null, tickSize: 0, domain: rows.map((row) => row.type) },
        marks: [
          Plot.barX(rows, { x1: 0, x2: 1, y: "type", fill: color("no-data"), insetTop: 3, insetBottom: 3 }),
          Plot.barX(rows, { x: "share", y: "type", fill: color("compilation"), insetTop: 3, insetBottom: 3 }),
          Plot.text(rows, { x: "share", y: "type", textAnchor: "start", dx: 6, text: (row) => `${formatShare(row.share)} of ${formatNumber(row.explicit + row.clean)}` }),
        ],
      })];
    },
    daysListed(width) {
      const chart = verticalBars(data.daysListed, width, "days", { ended: "album", current: "single" });
      return chart && [legend([["no longer listed", color("album")], ["still listed", color("single")]]), chart];
    },
    requests: smallChart("Requests", "requests"),
    throttled: smallChart("429 responses", "throttled"),
    rejects: smallChart("Rejects", "rejects"),
    hours: smallChart("Hours from start of date to listing", "hours", (row) => row.state !== "historical capture"),
  };

  /** Returns the choice between new and listed albums; nothing if no date has new albums. */
  const createModeChoice = (redraw) => {
    if (!data.days.some((row) => ALBUM_TYPES.some((type) => row[`new-${type}`] > 0))) return [];
    const choice = (value, text) => {
      const input = createElement("input", { type: "radio", name: "days", value });
      input.checked = value === "new";
      input.addEventListener("change", redraw);
      return createElement("label", {}, input, text);
    };
    return [createElement("fieldset", {}, createElement("legend", {}, "Show"), choice("new", "new albums"), choice("listed", "all listed albums"))];
  };

  /** Returns the text above a chart, which describes it to screen readers. */
  const description = (figure) => {
    let parent = figure.parentElement;
    while (!parent.querySelector(".key-figures")) parent = parent.parentElement;
    return parent.querySelector(".key-figures").textContent;
  };
  const figures = [...document.querySelectorAll("figure[data-chart]")];
  const draw = (figure, width = figure.clientWidth) => {
    if (width === 0) return; // a hidden figure; the force simulation does not end at width 0
    const chart = charts[figure.dataset.chart](width, figure);
    const canvas = figure.querySelector(".canvas");
    canvas.replaceChildren(...(chart || [createElement("p", { class: "empty" }, "No data.")]));
    const svg = canvas.querySelector("svg");
    // ARIA allows no labels inside an element with the role img.
    svg?.querySelectorAll("[aria-label]").forEach((part) => part.removeAttribute("aria-label"));
    svg?.setAttribute("role", "img");
    svg?.setAttribute("aria-label", `${canvas.querySelector("h3")?.textContent ?? "Chart"}: ${description(figure)}`);
  };
  const widths = new Map();
  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    if (widths.get(target) !== target.clientWidth) {
      widths.set(target, target.clientWidth);
      draw(target);
    }
  }));
  const printWidth = (figure) => figure.closest(".small-charts") ? 160 : figure.closest(".two-columns") ? 330 : 690;

  document.querySelectorAll("main table").forEach(enhanceTable);
  figures.forEach((figure) => {
    const controls = figure.dataset.chart === "days" ? createModeChoice(() => draw(figure)) : [];
    figure.append(...controls, createElement("div", { class: "canvas" }));
    widths.set(figure, figure.clientWidth);
    draw(figure);
    observer.observe(figure);
  });
  addEventListener("beforeprint", () => figures.forEach((figure) => draw(figure, printWidth(figure))));
  addEventListener("afterprint", () => figures.forEach((figure) => draw(figure)));
})();
