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
  page.append(footer(data.plumbline, hasDiagrams(data), "effective_sample_size" in data.total.values));
}

function hasDiagrams(data) {
  return data.total.equal_width.length + data.total.equal_weight.length > 0;
}

function nameOf(series) {
  return series.model
    + (series.version === "" ? "" : ", version " + series.version)
    + (series.output === "" ? "" : ", output " + series.output);
}

function reliability(data, page) {
  page.append(readingHint(), key());
  // With one series, all is that series.
  if (data.series.length !== 1) {
    page.append(seriesSection("all", data.total, "series-all"));
  }
  data.series.forEach((series, i) => {
    page.append(seriesSection(nameOf(series), series, "series-" + i));
  });
}

evaluation(JSON.parse(document.getElementById("data").textContent), document.getElementById("page"));
followPage();
