"use strict";

/** The page of an evaluation, from its data. */
function evaluation(data, page) {
  document.title = "Calibration of " + data.source;
  page.append(element("header", {},
    element("h1", {}, "Calibration of ", isolated(data.source)),
    facts([
      ["Records", count(data.total.records)],
      ["Rejected", count(data.rejected_records)],
      ["Models and versions", count(data.series_count)],
      ["Loss", data.metric],
    ])));

  page.append(element("h2", {}, "Summary"));
  if (data.series.length < data.series_count) {
    page.append(element("p", { class: "note" }, "This page shows " + data.series.length + " of "
      + count(data.series_count) + " models and versions, those with the most records; \u201call\u201d counts every one. The option "
      + "--json prints them all."));
  }
  page.append(summary(data));

  page.append(element("h2", {}, "Reliability"));
  if (!hasDiagrams(data)) {
    page.append(element("p", { class: "note" }, "There are no diagrams, because calibration.metrics chose neither reliability_bins "
      + "nor equal_mass_bins."));
  } else {
    reliability(data, page);
  }

  if (data.rejected.length > 0) {
    page.append(element("h2", {}, "Rejected records"), element("p", {}, "Not counted anywhere above."), rejections(data));
  }
  page.append(footer(data));
}

function hasDiagrams(data) {
  return data.total.equal_width.length + data.total.equal_weight.length > 0;
}

/** What the numbers rest on, and what made the page. */
function footer(data) {
  const made = element("footer", {});
  if (hasDiagrams(data)) {
    made.append(element("p", {}, "Intervals of observed rates are 95 % score intervals (Wilson 1927) over each bin\u2019s share of the "
      + ("effective_sample_size" in data.total.values ? "effective sample size" : "rows with a weight")
      + "; they assume independent rows. ECE and MCE are over the bins of equal width."));
  }
  made.append(element("p", {}, "Made by Plumbline " + data.plumbline + ". Charts: uPlot, MIT licence."));
  return made;
}

function reliability(data, page) {
  page.append(
    element("p", {}, "Each point is a bin of predictions: what the model predicted, against how often it came true. On the dashed "
      + "line both are equal; above it the model promised too little, below it too much. The bars below say how much each bin rests on."),
    key());
  // With one series, all is that series.
  if (data.series.length !== 1) {
    page.append(seriesSection("all", data.total, "series-all"));
  }
  data.series.forEach((series, i) => {
    const name = series.version === "" ? series.model : series.model + ", version " + series.version;
    page.append(seriesSection(name, series, "series-" + i));
  });
  for (const [host, bins, end, amount] of hosts) {
    drawDiagram(host, bins, end, amount, binNumbers);
  }
  const byHost = new Map(charts.map(chart => [chart.host, chart]));
  const widths = new ResizeObserver(entries => entries.forEach(entry => fit(byHost.get(entry.target))));
  charts.forEach(chart => { fit(chart); widths.observe(chart.host); });
}

/** What the signs in the diagrams mean. */
function key() {
  const list = element("ul", { class: "key", "aria-label": "Signs" });
  list.append(
    element("li", {}, sign([["path", { d: "M2 18 L26 2", class: "diagonal", "stroke-width": 1.5, "stroke-dasharray": "4 3" }]]),
      "predicted = observed"),
    element("li", {}, sign(point("inside")), "prediction within the observed rate\u2019s 95 % interval"),
    element("li", {}, sign(point("outside")), "prediction outside it, as one bin in 20 is by chance"));
  return list;
}

function point(kind) {
  return [
    ["path", { d: "M14 1 V19 M10 1 H18 M10 19 H18", class: kind, "stroke-width": 1.5 }],
    ["circle", { cx: 14, cy: 10, r: 4, class: kind, "stroke-width": 1.75 }],
  ];
}

function sign(shapes) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("width", "28");
  svg.setAttribute("height", "20");
  svg.setAttribute("aria-hidden", "true");
  for (const [name, attributes] of shapes) {
    const shape = document.createElementNS(space, name);
    for (const [attribute, value] of Object.entries(attributes)) {
      shape.setAttribute(attribute, value);
    }
    svg.append(shape);
  }
  return svg;
}

/** For the printer: light, and at the width of the paper. */
function printing(on) {
  document.documentElement.toggleAttribute("data-print", on);
  charts.forEach(fit);
  repaint();
}

evaluation(JSON.parse(document.getElementById("data").textContent), document.getElementById("page"));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
addEventListener("beforeprint", () => printing(true));
addEventListener("afterprint", () => printing(false));
