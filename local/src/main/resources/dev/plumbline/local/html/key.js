"use strict";

/** How to read the diagrams. */
function readingHint() {
  return element("p", {}, "Each point is a bin of predictions: what the model predicted, against how often it came true. On the dashed "
    + "line both are equal; above it the model promised too little, below it too much. The bars below say how much each bin rests on.");
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

function sign(shapes, width = 28, height = 20) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  svg.setAttribute("viewBox", "0 0 " + width + " " + height);
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

/** What the numbers rest on, and what made the page. */
function footer(version, hasDiagrams, hasEffectiveSize) {
  const made = element("footer", {});
  if (hasDiagrams) {
    made.append(element("p", {}, "Intervals of observed rates are 95 % score intervals (Wilson 1927) over each bin\u2019s share of the "
      + (hasEffectiveSize ? "effective sample size" : "rows with a weight")
      + "; they assume independent rows. ECE and MCE are over the bins of equal width."));
  }
  made.append(element("p", {}, "Made by Plumbline " + version + ". Charts: uPlot, MIT licence."));
  return made;
}
