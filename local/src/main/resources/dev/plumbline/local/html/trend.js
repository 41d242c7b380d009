"use strict";

/** The height of a chart over time, in CSS pixels. */
const TREND = 158;

/**
 * What is shown over time, where it was computed: title, explanation, key of the value, keys of the ends of its band, and where a level is
 * of note, that level. The first of several with one title wins.
 */
const TRENDS = [
  ["Log loss", "with its 95 % interval; lower is better", "log_loss", values => [values.log_loss_ci95_lower, values.log_loss_ci95_upper]],
  ["Log loss", "lower is better", "result"],
  ["Calibration ratio", "predicted to observed; above 1 it promises too much", "calibration_ratio", null, 1],
  ["ECE", "mean gap over the bins; lower is better", "ece"],
  ["Brier score", "mean squared error; lower is better", "brier"],
  ["ROC AUC", "with the bound on its error; \u00bd is chance, 1 perfect", "roc_auc",
    values => [number(values.roc_auc) - number(values.roc_auc_error), number(values.roc_auc) + number(values.roc_auc_error)]],
];

/** The charts for these values. */
function trends(keys) {
  const titles = new Set();
  return TRENDS.filter(([title, , key]) => {
    const has = (key === "result" || keys.includes(key)) && !titles.has(title);
    if (has) {
      titles.add(title);
    }
    return has;
  });
}

/**
 * A chart over time: its element, how to show the windows of someone in it, and how to mark the one that is looked at.
 *
 * @param pointed called with the position of the window that the pointer is over, or null
 * @param chosen called with the position of the one that was clicked
 */
function trendFigure([title, explanation, key, band, level], pointed, chosen) {
  let windows = [];
  let marked = 0;
  let gaps = [];
  const readout = element("span", { class: "readout" });
  const host = element("div", { class: "chart trend", role: "img" });
  const value = shown => number(shown.values[key]);
  const ends = shown => band ? band(shown.values).map(number) : [NaN, NaN];

  const chart = new uPlot({
    width: 300,
    height: TREND,
    // Half a clock time may stand beyond the end.
    padding: [TOP, 2 * RIGHT, 0, 0],
    legend: { show: false },
    ms: 1,
    tzDate: millis => uPlot.tzDate(new Date(millis), "Etc/UTC"),
    cursor: {
      y: false,
      points: { size: 9 },
      drag: { x: false, y: false, setScale: false },
      sync: { key: "trends", scales: ["x", null] },
      // The ends of the band have no point of their own.
      dataIdx: (u, series, nearest) => series <= 1 ? nearest : null,
    },
    scales: {
      x: { range: () => timeRange(windows) },
      y: { range: (u, low, high) => valueRange(low, high, level) },
    },
    axes: [
      Object.assign(axis("", null, 56), { label: undefined, labelSize: 0, size: 42, values: times }),
      Object.assign(axis("", tick, 30), { label: undefined, labelSize: 0, size: LEFT }),
    ],
    series: [
      {},
      { stroke: () => colour("inside"), width: 1.5, gaps: () => gapsOf(chart, gaps, windows), points: { size: 4, fill: () => colour("inside") } },
      { stroke: "transparent", width: 0, points: { show: false }, gaps: () => gapsOf(chart, gaps, windows) },
      { stroke: "transparent", width: 0, points: { show: false }, gaps: () => gapsOf(chart, gaps, windows) },
    ],
    bands: [{ series: [3, 2], fill: () => colour("band") }],
    hooks: {
      drawAxes: [u => { drawLevel(u, level); drawMark(u, windows[marked]); }],
      draw: [u => drawSpecials(u, windows, value)],
      setCursor: [u => {
        if (u.cursor.left < 0 || u.over.matches(":hover")) {
          pointed(u.cursor.left < 0 ? null : u.cursor.idx);
        }
      }],
    },
  }, [[], [], [], []], host);
  chart.over.addEventListener("click", () => {
    if (chart.cursor.idx !== null) {
      chosen(chart.cursor.idx);
    }
  });
  adopt({
    host,
    fit: width => chart.setSize({ width, height: TREND }),
    redraw: () => chart.redraw(false, true),
  });

  return {
    element: element("figure", {},
      element("figcaption", {}, element("strong", {}, title, " ", readout), element("span", { class: "quiet" }, explanation)), host),
    show: (name, others) => {
      windows = others;
      gaps = missingAfter(windows);
      const values = windows.map(value);
      const bands = windows.map(ends);
      chart.setData([windows.map(shown => shown.end), values.map(drawable),
        bands.map(([low]) => drawable(low)), bands.map(([, high]) => drawable(high))]);
      host.setAttribute("aria-label", title + " of " + name + " over time, " + described(windows, values)
        + ". The numbers of each window are below.");
    },
    mark: i => {
      marked = i;
      const [low, high] = ends(windows[i]);
      readout.textContent = rounded(value(windows[i]))
        + (high > low ? " (" + rounded(low) + " to " + rounded(high) + ")" : "");
      chart.redraw(false, false);
    },
  };
}

/** What the signs in the charts over time mean. */
function trendKey() {
  return element("ul", { class: "key", "aria-label": "Signs" },
    element("li", {}, sign([["path", { d: "M14 1 V19", class: "mark", "stroke-width": 1 }]]), "the window that is shown"),
    element("li", {}, sign([["circle", { cx: 14, cy: 10, r: 4, class: "inside", "stroke-width": 1.75 }]]), "partial window"),
    element("li", { class: "quiet hint" }, "Point at a window to see it, click to stay on it."));
}
