"use strict";

/** The section of all, or of one series: its main numbers and a diagram for each kind of bins that there is. */
function seriesSection(name, score, id) {
  const section = element("section", { class: "series", "aria-labelledby": id },
    element("h3", { id }, isolated(name)));
  const values = score.values;
  const pairs = [["Records", count(score.records)]];
  if (score.rows !== score.records) {
    pairs.push(["Rows", count(score.rows)]);
  }
  for (const [term, key] of [["Log loss", "log_loss"], ["Predicted", "mean_prediction"], ["Observed", "mean_label"],
    ["Ratio", "calibration_ratio"], ["ECE", "ece"]]) {
    if (key in values) {
      pairs.push([term, rounded(number(values[key]))]);
    }
  }
  section.append(facts(pairs));

  const figures = element("div", { class: "figures" });
  section.append(figures);
  if (score.equal_width.length > 0) {
    figures.append(shown(equalWidthFigure(), name, score.equal_width, 1));
  }
  if (score.equal_weight.length > 0) {
    figures.append(shown(equalWeightFigure(), name, score.equal_weight, extent(score.equal_weight)));
  }
  return section;
}

function shown(figure, name, bins, end) {
  figure.show(name, bins, end);
  return figure.element;
}

function equalWidthFigure() {
  return reliabilityFigure("Bins of equal width", ["rows", bin => bin.rows]);
}

function equalWeightFigure() {
  return reliabilityFigure("Bins of equal weight", ["weight", bin => number(bin.weight)]);
}

/** A reliability diagram with its verdict above and its numbers below: its element, and how to show the bins of someone in it. */
function reliabilityFigure(kind, amount) {
  const verdict = element("span", { class: "quiet" });
  const host = element("div", { class: "chart", role: "img" });
  const show = drawDiagram(host, amount, binNumbers);
  const numbers = numbersBelow(kind);
  return {
    element: element("figure", {}, element("figcaption", {}, element("strong", {}, kind), verdict), host, numbers.element),
    show: (name, bins, end) => {
      const drawn = bins.filter(bin => !Number.isNaN(number(bin.observed)));
      const outside = drawn.filter(isOutside).length;
      const found = drawn.length === 0
        ? "nothing here has a weight"
        : "in " + outside + " of " + drawn.length + " the prediction lies outside the interval";
      verdict.textContent = found + (end < 1 ? "; the axes end at " + tick(end) : "");
      host.setAttribute("aria-label",
        "Reliability diagram of " + name + ". " + kind + ": " + found + ". The numbers are in the table below.");
      show(bins, end);
      numbers.show(name, bins);
    },
  };
}

/** What is told of a bin, as pairs of name and text. */
function binNumbers(bin) {
  const pairs = [];
  if ("rows" in bin) {
    pairs.push(["rows", count(bin.rows)]);
  }
  if (!("rows" in bin) || number(bin.weight) !== bin.rows) {
    pairs.push(["weight", weight(number(bin.weight))]);
  }
  const error = number(bin.predicted_error);
  pairs.push(
    ["predicted", rounded(number(bin.predicted)) + (error > 0 ? " \u00b1 " + rounded(error) : "")],
    ["observed", rounded(number(bin.observed))],
    ["95 % interval", rounded(number(bin.observed_lower)) + " to " + rounded(number(bin.observed_upper))]);
  return pairs;
}

/**
 * The same numbers as a table, for those who cannot point: its element, and how to show the bins of someone in it. It is made when it is
 * open: there may be a thousand bins.
 */
function numbersBelow(kind) {
  const details = element("details", {}, element("summary", {}, "Numbers of these bins"));
  let name = "";
  let bins = [];
  const fill = () => {
    while (details.childElementCount > 1) {
      details.lastElementChild.remove();
    }
    if (details.open) {
      details.append(binTable(kind + " of " + name, bins));
    }
  };
  details.addEventListener("toggle", fill);
  return {
    element: details,
    show: (otherName, otherBins) => {
      name = otherName;
      bins = otherBins;
      fill();
    },
  };
}

function binTable(label, bins) {
  const titles = new Set(bins.flatMap(bin => binNumbers(bin).map(([title]) => title)));
  const body = element("tbody", {});
  for (const bin of bins) {
    const row = element("tr", {}, element("th", { scope: "row" }, edge(bin.lower) + " to " + edge(bin.upper)));
    const texts = new Map(binNumbers(bin));
    for (const title of titles) {
      row.append(element("td", {}, texts.get(title) ?? weight(number(bin[title]))));
    }
    body.append(row);
  }
  return scrolling(
    element("table", {}, headers([["bin", ""], ...[...titles].map(title => [title, ""])]), body), label);
}
