"use strict";

/** The loss as Keras computes it, for reports that hold nothing else. */
const LOSS = ["Log loss", "mean loss; lower is better", "result"];

/** The columns for these values, without those that say little side by side. */
function overviewColumns(keys) {
  const columns = COLUMNS.filter(([, , key]) => keys.includes(key));
  return keys.includes("log_loss") ? columns : [LOSS].concat(columns);
}

/**
 * Series side by side, a row for the newest window of each, the worst first: by ECE, without it by the loss.
 *
 * @param series pairs of name and series
 * @param keys the values that there are
 * @param chosen the series that is shown below
 * @param choose called with the series whose name was pressed
 */
function overview(title, series, keys, chosen, choose) {
  const columns = overviewColumns(keys);
  const badness = keys.includes("ece") ? "ece" : columns[0][2];
  const rows = series
    .map(([name, of]) => ({ name, of, shown: windowOf(of.windows[newestOf(of.windows)], keys) }))
    .sort((a, b) => worse(number(a.shown.values[badness]), number(b.shown.values[badness])));
  const drawn = rows.some(({ shown }) => shown.equal_width.length + shown.equal_weight.length > 0);
  const body = element("tbody", {});
  for (const { name, of, shown } of rows) {
    const button = element("button", { type: "button", "aria-pressed": String(of === chosen) }, isolated(name));
    button.addEventListener("click", () => choose(of));
    const row = element("tr", of === chosen ? { class: "chosen" } : {}, element("th", { scope: "row", class: "name" }, button));
    if (drawn) {
      row.append(element("td", { class: "name" }, miniature(shown)));
    }
    row.append(
      element("td", { class: "name" }, utc(shown.end), shown.partial === "" ? "" : element("span", { class: "error" }, "partial")),
      element("td", {}, count(shown.records)),
      ...metricCells(shown.values, columns));
    body.append(row);
  }
  const titles = [[title, "name"]]
    .concat(drawn ? [["Reliability", "name", "observed over predicted rates, as in the diagrams below"]] : [])
    .concat([["Ends (UTC)", "name"], ["Records", ""]])
    .concat(columns.map(([text, explanation]) => [text, "", explanation]));
  return scrolling(element("table", { class: "overview" }, headers(titles), body), title + "s side by side");
}

/** The larger is worse; what is undefined comes last. */
function worse(a, b) {
  if (Number.isNaN(a) || Number.isNaN(b)) {
    return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  }
  return b - a;
}

/** A reliability diagram in the size of a stamp. */
function miniature(shown) {
  const size = 44;
  const bins = shown.equal_width.length > 0 ? shown.equal_width : shown.equal_weight;
  const end = extent(bins);
  const place = value => 2 + (size - 4) * Math.min(1, value / end);
  const points = bins
    .filter(bin => !Number.isNaN(number(bin.observed)))
    .map(bin => ["circle", {
      cx: place(number(bin.predicted)).toFixed(1),
      cy: (size - place(number(bin.observed))).toFixed(1),
      r: isOutside(bin) ? 2 : 1.5,
      class: isOutside(bin) ? "outside" : "inside",
    }]);
  return sign([["path", { d: "M2 " + (size - 2) + " L" + (size - 2) + " 2", class: "diagonal", "stroke-dasharray": "3 2" }], ...points], size, size);
}
