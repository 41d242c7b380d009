"use strict";

/** Room beside the plots, in CSS pixels; equal for both, so that their axes of predictions stand above each other. */
const LEFT = 58;
const RIGHT = 14;
const TOP = 8;
const AXIS = 46;
const HISTOGRAM = 96;

/** Everything that is drawn on a canvas: its host, how to fit it to a width, and how to draw it again. */
const charts = [];

const widths = new ResizeObserver(entries => {
  for (const entry of entries) {
    charts.filter(chart => chart.host === entry.target).forEach(fit);
  }
});

/** Takes a chart in: from now on it follows the width of its host and the colours of the page. */
function adopt(chart) {
  charts.push(chart);
  widths.observe(chart.host);
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
}

/** Whether chance does not explain how far the observed rate is from the prediction. */
function isOutside(bin) {
  return number(bin.predicted) < number(bin.observed_lower) || number(bin.predicted) > number(bin.observed_upper);
}

/**
 * The end of both axes: 1, or where the points end if that is far below, so that rare events can be seen. Intervals may go beyond.
 */
function extent(bins) {
  let largest = 0;
  for (const bin of bins) {
    for (const value of [number(bin.predicted), number(bin.observed)]) {
      largest = Math.max(largest, Number.isNaN(value) ? 0 : value);
    }
  }
  if (largest > 0.5 || largest === 0) {
    return 1;
  }
  const power = Math.pow(10, Math.floor(Math.log10(largest)));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find(candidate => candidate * power >= largest);
  return Number((step * power).toPrecision(2));
}

/**
 * Draws a reliability diagram with a histogram below it into a host, which also gives the width.
 *
 * @param amount the height of a bin's bar, as [name, function]
 * @param numbers what to show of a bin, as pairs of name and text
 * @return a function that shows other bins, the lowest first, on axes that end at a given value
 */
function drawDiagram(host, amount, numbers) {
  let bins = [];
  let end = 1;
  let amounts = [];
  const key = "diagram-" + charts.length;
  const tip = element("div", { class: "tip", hidden: "" });

  const diagram = new uPlot(Object.assign(common(() => bins, key), {
    width: 300,
    height: 300,
    scales: { x: { time: false, range: () => [0, end] }, y: { range: () => [0, end] } },
    axes: [axis("mean prediction", tick, 40), axis("observed rate", tick, 40)],
    series: [{}, { stroke: () => colour("inside"), alpha: 0.45, width: 1, points: { show: false } }],
    hooks: {
      drawAxes: [u => { drawDiagonal(u, end); drawIntervals(u, bins); }],
      draw: [u => drawPoints(u, bins)],
      setCursor: [u => showTip(u, host, tip, bins, numbers)],
    },
  }), [[], []], host);

  const histogram = new uPlot(Object.assign(common(() => bins, key), {
    class: "histogram",
    width: 300,
    height: HISTOGRAM,
    scales: { x: { time: false, range: () => [0, end] }, y: { range: () => [0, Math.max(0, ...amounts) * 1.05 || 1] } },
    axes: [
      Object.assign(axis("", () => "", 40), { size: 8, label: undefined, labelSize: 0 }),
      axis(amount[0], value => Number.isInteger(value) || amount[0] !== "rows" ? tick(value) : "", 24),
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: {
      drawAxes: [u => drawBars(u, bins, amounts)],
      setCursor: [u => showTip(u, host, tip, bins, numbers)],
    },
  }), [[], []], host);

  host.append(tip);
  adopt({
    host,
    fit: width => {
      diagram.setSize({ width, height: width - LEFT - RIGHT + TOP + AXIS });
      histogram.setSize({ width, height: HISTOGRAM });
    },
    redraw: () => {
      diagram.redraw(false, true);
      histogram.redraw(false, true);
    },
  });

  return (otherBins, otherEnd) => {
    bins = otherBins;
    end = otherEnd;
    amounts = bins.map(amount[1]);
    tip.hidden = true;
    const places = bins.map(bin => {
      const predicted = number(bin.predicted);
      return Number.isNaN(predicted) ? (bin.lower + bin.upper) / 2 : predicted;
    });
    diagram.setData([places, bins.map(bin => drawable(number(bin.observed)))]);
    histogram.setData([places, amounts]);
  };
}

/** What a chart can place: a number, or nothing. */
function drawable(value) {
  return Number.isFinite(value) ? value : null;
}

function common(bins, key) {
  return {
    padding: [TOP, RIGHT, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { size: 14 },
      drag: { x: false, y: false, setScale: false },
      sync: { key, scales: ["x", null] },
      dataIdx: (u, series, nearest, x) => {
        const over = bins().findIndex(bin => x >= bin.lower && x < bin.upper);
        return over >= 0 ? over : nearest;
      },
    },
  };
}

function axis(label, format, space) {
  return {
    label,
    labelSize: 20,
    labelGap: 2,
    labelFont: "12px system-ui, sans-serif",
    font: "12px system-ui, sans-serif",
    size: label === "mean prediction" ? AXIS - 20 : LEFT - 20,
    space,
    gap: 4,
    stroke: () => colour("axis"),
    grid: { stroke: () => colour("grid"), width: 1 },
    ticks: { stroke: () => colour("grid"), width: 1, size: 4 },
    values: (u, splits) => splits.map(format),
  };
}

/** Fits a chart to the width of its host. */
function fit(chart) {
  const width = Math.floor(chart.host.clientWidth);
  if (width > LEFT + RIGHT) {
    chart.fit(width);
  }
}

/** Draws all charts again, in the colours of now. */
function repaint() {
  charts.forEach(chart => chart.redraw());
}

/** For the printer: light, and at the width of the paper. */
function printing(on) {
  document.documentElement.toggleAttribute("data-print", on);
  charts.forEach(fit);
  repaint();
}

/** Fits the charts to the page that is complete now, and keeps them in its colours. */
function followPage() {
  charts.forEach(fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  addEventListener("beforeprint", () => printing(true));
  addEventListener("afterprint", () => printing(false));
}

function drawDiagonal(u, end) {
  painted(u, context => {
    context.strokeStyle = colour("diagonal");
    context.lineWidth = 1.25 * uPlot.pxRatio;
    context.setLineDash([5 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
    line(context, at(u, 0, "x"), at(u, 0, "y"), at(u, end, "x"), at(u, end, "y"));
  });
}

function drawIntervals(u, bins) {
  painted(u, context => {
    context.lineWidth = 1.5 * uPlot.pxRatio;
    const cap = 3 * uPlot.pxRatio;
    for (const bin of bins) {
      if (Number.isNaN(number(bin.observed_lower))) continue;
      context.strokeStyle = colour(isOutside(bin) ? "outside" : "inside");
      const x = at(u, number(bin.predicted), "x");
      const low = at(u, number(bin.observed_lower), "y");
      const high = at(u, number(bin.observed_upper), "y");
      line(context, x, low, x, high);
      line(context, x - cap, low, x + cap, low);
      line(context, x - cap, high, x + cap, high);
    }
  });
}

function drawPoints(u, bins) {
  painted(u, context => {
    context.lineWidth = 1.75 * uPlot.pxRatio;
    for (const bin of bins) {
      if (Number.isNaN(number(bin.observed))) continue;
      const ink = colour(isOutside(bin) ? "outside" : "inside");
      context.beginPath();
      context.arc(at(u, number(bin.predicted), "x"), at(u, number(bin.observed), "y"), 3.5 * uPlot.pxRatio, 0, 2 * Math.PI);
      context.strokeStyle = ink;
      context.fillStyle = isOutside(bin) ? ink : colour("card");
      context.fill();
      context.stroke();
    }
  });
}

/** A bar over the whole range of its bin, and never thinner than can be seen. */
function drawBars(u, bins, amounts) {
  painted(u, context => {
    context.fillStyle = colour("bars");
    const floor = at(u, 0, "y");
    bins.forEach((bin, i) => {
      const left = at(u, bin.lower, "x");
      const right = Math.min(at(u, bin.upper, "x"), u.bbox.left + u.bbox.width);
      const width = Math.max(right - left - uPlot.pxRatio, 2 * uPlot.pxRatio);
      const height = amounts[i] > 0 ? Math.max(floor - at(u, amounts[i], "y"), uPlot.pxRatio) : 0;
      context.fillRect(left, floor - height, width, height);
    });
  });
}

/** Paints within the plot, a little beyond its edges so that points on them stay whole, and leaves no trace in the context. */
function painted(u, paint) {
  const context = u.ctx;
  const slack = 5 * uPlot.pxRatio;
  context.save();
  context.beginPath();
  context.rect(u.bbox.left - slack, u.bbox.top - slack, u.bbox.width + 2 * slack, u.bbox.height + 2 * slack);
  context.clip();
  paint(context);
  context.restore();
}

function at(u, value, scale) {
  return u.valToPos(value, scale, true);
}

function line(context, x0, y0, x1, y1) {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

/** The numbers of the bin under the pointer, on that side of it where there is room. */
function showTip(u, host, tip, bins, numbers) {
  if (u.cursor.idx === null || u.cursor.left < 0) {
    tip.hidden = true;
    return;
  }
  // The other plot's pointer, which follows this one.
  if (!u.over.matches(":hover")) {
    return;
  }
  tip.hidden = false;
  const i = u.cursor.idxs[1];
  const table = element("table", {}, element("caption", {}, edge(bins[i].lower) + " to " + edge(bins[i].upper)));
  for (const [name, text] of numbers(bins[i])) {
    table.append(element("tr", {}, element("th", {}, name), element("td", {}, text)));
  }
  tip.replaceChildren(table);
  const box = host.getBoundingClientRect();
  const over = u.over.getBoundingClientRect();
  const x = over.left - box.left + u.cursor.left;
  const left = x + 14 + tip.offsetWidth <= box.width ? x + 14 : Math.max(0, x - 14 - tip.offsetWidth);
  const top = over.top - box.top + u.cursor.top - tip.offsetHeight / 2;
  tip.style.left = left + "px";
  tip.style.top = Math.max(0, Math.min(top, box.height - tip.offsetHeight)) + "px";
}
