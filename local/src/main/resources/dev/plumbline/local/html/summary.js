"use strict";

/** The columns of the summary: title, explanation, key of the value, and key or function of what stands behind it. */
const COLUMNS = [
  ["Log loss", "mean loss, with the half-width of its 95 % interval; lower is better", "log_loss", halfWidth],
  ["Brier", "mean squared error; lower is better", "brier"],
  ["Predicted", "mean prediction", "mean_prediction"],
  ["Observed", "mean label", "mean_label"],
  ["Ratio", "predicted to observed; 1 is right, above 1 the model promises too much", "calibration_ratio"],
  ["ECE", "mean gap between predicted and observed over the bins of equal width", "ece"],
  ["MCE", "largest gap between predicted and observed over the bins of equal width", "mce"],
  ["Norm. entropy", "log loss to that of always predicting the observed rate; lower is better, 1 is no skill", "normalized_entropy"],
  ["Spiegelhalter p", "small: the deviations are not chance", "spiegelhalter_p"],
  ["ROC AUC", "order of the predictions, with the bound on its error; \u00bd is chance, 1 perfect", "roc_auc", "roc_auc_error"],
  ["Avg. precision", "area under precision and recall, with the bound on its error", "average_precision", "average_precision_error"],
];

function halfWidth(values) {
  return number(values.log_loss_ci95_upper) - number(values.log_loss);
}

/** The summary: a row for all, then one for each series. Metrics that were not computed have no column. */
function summary(data) {
  const columns = COLUMNS.filter(([, , key]) => key in data.total.values);
  const outputs = data.series.some((series) => series.output !== "");
  const names = (of) => outputs ? [of.version, of.output] : [of.version];
  const table = element("table", {},
    headers([["Model", "name"], ["Version", "name"]].concat(
      outputs ? [["Output", "name"]] : [],
      [["Records", ""]],
      columns.map(([title, explanation]) => [title, "", explanation]))));
  const body = element("tbody", {});
  body.append(summaryRow("all", names({ version: "", output: "" }), data.total, columns, "total"));
  for (const series of data.series) {
    body.append(summaryRow(series.model, names(series), series, columns, ""));
  }
  table.append(body);
  return scrolling(table, "Metrics per model and version");
}

function summaryRow(model, names, score, columns, kind) {
  const row = element("tr", { class: kind }, element("th", { scope: "row", class: "name" }, isolated(model)));
  row.append(...names.map((name) => element("td", { class: "name" }, isolated(name))));
  row.append(element("td", {}, count(score.records)));
  row.append(...metricCells(score.values, columns));
  return row;
}

/** A cell for each column, with the error of its value below it. */
function metricCells(values, columns) {
  return columns.map(([, , key, behind]) => {
    const value = number(values[key]);
    const cell = element("td", { title: digits(value) }, rounded(value));
    const error = typeof behind === "function" ? behind(values) : number(values[behind]);
    if (error > 0) {
      cell.append(element("span", { class: "error" }, "\u00b1 " + rounded(error)));
    }
    return cell;
  });
}

/** Why records were not counted. */
function rejections(data) {
  const body = element("tbody", {});
  for (const rejected of data.rejected) {
    body.append(element("tr", {},
      element("th", { scope: "row", class: "name" }, rejected.reason),
      element("td", {}, count(rejected.records)),
      element("td", {}, count(rejected.first_line)),
      element("td", { class: "sentence" }, isolated(rejected.message))));
  }
  return scrolling(
    element("table", {}, headers([["Reason", "name"], ["Records", ""], ["First line", ""], ["Why", "sentence"]]), body),
    "Rejected records");
}
