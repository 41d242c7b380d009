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
    figures.append(figure(name, "Bins of equal width", score.equal_width, 1, ["rows", bin => bin.rows]));
  }
  if (score.equal_weight.length > 0) {
    figures.append(figure(name, "Bins of equal weight", score.equal_weight, extent(score.equal_weight),
      ["weight", bin => number(bin.weight)]));
  }
  return section;
}

function figure(name, kind, bins, end, amount) {
  const drawn = bins.filter(bin => !Number.isNaN(number(bin.observed)));
  const outside = drawn.filter(isOutside).length;
  const verdict = drawn.length === 0
    ? "nothing here has a weight"
    : "in " + outside + " of " + drawn.length + " the prediction lies outside the interval";
  const host = element("div", { class: "chart", role: "img",
    "aria-label": "Reliability diagram of " + name + ". " + kind + ": " + verdict + ". The numbers are in the table below." });
  hosts.push([host, bins, end, amount]);
  return element("figure", {},
    element("figcaption", {}, element("strong", {}, kind),
      element("span", { class: "quiet" }, verdict + (end < 1 ? "; the axes end at " + tick(end) : ""))),
    host, numbersBelow(name, kind, bins));
}

/** What is to be drawn once the page has its widths. */
const hosts = [];

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

/** The same numbers as a table, for those who cannot point. It is made when it is opened: there may be a thousand bins. */
function numbersBelow(name, kind, bins) {
  const details = element("details", {}, element("summary", {}, "Numbers of these bins"));
  details.addEventListener("toggle", () => {
    if (!details.open || details.childElementCount > 1) {
      return;
    }
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
    details.append(scrolling(
      element("table", {}, headers([["bin", ""], ...[...titles].map(title => [title, ""])]), body),
      kind + " of " + name));
  });
  return details;
}
