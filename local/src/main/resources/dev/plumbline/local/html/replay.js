"use strict";

/** The page of a replay, from its data. */
function replay(data, page) {
  document.title = "Replay " + data.job;
  page.classList.add("wide");
  page.append(element("header", {}, element("h1", {}, "Replay ", isolated(data.job)), facts(headerFacts(data))));
  notes(data).forEach(note => page.append(element("p", { class: "note" }, note)));
  if (data.series.length === 0) {
    page.append(element("p", {}, "No window was published: no record in the range could be counted."));
  } else {
    explorer(data, page);
  }
  page.append(footer(data.plumbline, hasBins(data), data.values.includes("effective_sample_size")));
}

function headerFacts(data) {
  const windows = data.windows;
  const partial = windows.start + windows.end + windows.both;
  const pairs = [["Read", isolated(data.source)]];
  if (data.partitions > 0) {
    pairs.push(["From", data.from], ["To", data.to],
      ["Offsets", count(data.offsets) + " in " + count(data.partitions) + (data.partitions === 1 ? " partition" : " partitions")]);
  }
  pairs.push(
    ["Records", count(data.records.in)],
    ["Counted", count(data.records.counted)],
    ["Late", count(data.records.late)],
    ["Rejected", count(data.records.dead_lettered)]);
  if (data.records.labels !== undefined) {
    pairs.push(
      ["Duplicate", count(data.records.duplicate)],
      ["Unlabelled", count(data.records.unlabelled)],
      ["Labels", count(data.records.labels) + ", " + count(data.records.labels_used) + " used"]);
  }
  pairs.push(
    ["Windows", count(windows.whole) + " whole, " + count(partial) + " partial"],
    ["Loss", data.metric]);
  return pairs;
}

function notes(data) {
  const left = data.left_out;
  const texts = [];
  if (left.series > 0) {
    texts.push("This page shows " + count(data.series.length) + " of " + count(data.series.length + left.series)
      + " combinations of model, version, slice and window specification: everyone\u2019s first, then those with the most records.");
  }
  if (left.windows > 0) {
    texts.push(count(left.windows) + " older windows are not shown, because there are more than one page holds. Each combination has its "
      + "newest ones, equally many of each as far as there are.");
  }
  if (left.bins > 0) {
    texts.push(count(left.bins) + " older windows are shown without their bins, and so without reliability diagrams.");
  }
  return texts;
}

function hasBins(data) {
  return data.series.some(series => series.windows.some(window => window.length > 1));
}

/** What is chosen, and all that shows it. */
function explorer(data, page) {
  const choice = new Choice(data);
  const keys = data.values;
  choice.model = worstModel(choice, keys);
  choice.settle();
  let windows = [];
  let chosen = 0;
  let pointed = null;

  const choosers = {
    model: chooser("Model", value => choose("model", value)),
    slice: chooser("Slice", value => choose("slice", value)),
    spec: chooser("Windows", value => choose("spec", value)),
  };
  const models = element("div", {});
  const slices = element("div", {});
  const title = element("h2", { id: "chosen" });
  const charts = trends(keys).map(trend => trendFigure(trend, point, settleOn));
  const detail = windowDetail(hasBins(data), keys, settleOn);

  page.append(
    element("h2", {}, "Models side by side"), models,
    element("div", { class: "choosers", role: "group", "aria-label": "What is shown" }, ...Object.values(choosers).map(one => one.element)),
    title, slices,
    element("div", { class: "explorer" },
      element("section", { class: "series", "aria-label": "Over time" }, element("h3", {}, "Over time"), trendKey(),
        element("div", { class: "trends" }, ...charts.map(chart => chart.element))),
      detail.element));
  show();

  function choose(part, value) {
    choice.choose(part, value);
    show();
  }

  function show() {
    const series = choice.chosen();
    const name = modelName(series.of) + ", " + sliceName(series.of.slice) + ", " + series.spec;
    windows = series.windows.map(window => windowOf(window, keys));
    chosen = newestOf(series.windows);
    pointed = null;
    choosers.model.fill(choice.models(), choice.model);
    choosers.slice.fill(choice.slices(), choice.slice);
    choosers.spec.fill(choice.specsOf(), choice.spec);
    title.replaceChildren(isolated(modelName(series.of)), ", ", isolated(sliceName(series.of.slice)));
    sideBySide(series);
    charts.forEach(chart => chart.show(name, windows));
    detail.show(name, windows);
    mark();
  }

  /** The tables are made anew; whoever pressed a name in one by keyboard stays on that name. */
  function sideBySide(series) {
    const left = [models, slices].find(place => place.contains(document.activeElement));
    const ofModels = choice.models()
      .map(([key, name]) => [name, choice.find(key, "{}", choice.spec)])
      .filter(([, of]) => of !== undefined);
    models.replaceChildren(
      element("p", { class: "quiet" }, "Everyone, " + choice.spec + ": the newest window of each, whole ones before partial ones; the worst first"
        + (keys.includes("ece") ? " by ECE." : " by the loss.")),
      overview("Model", ofModels, keys, series, of => choose("model", of.modelKey)));
    const ofSlices = choice.slices()
      .map(([key, name]) => [name, choice.find(choice.model, key, choice.spec)])
      .filter(([, of]) => of !== undefined);
    slices.replaceChildren(...(ofSlices.length > 1
      ? [overview("Slice", ofSlices, keys, series, of => choose("slice", of.sliceKey))]
      : []));
    left?.querySelector("[aria-pressed=true]")?.focus();
  }

  function point(i) {
    if (pointed !== i) {
      pointed = i;
      mark();
    }
  }

  function settleOn(i) {
    chosen = i;
    mark();
  }

  function mark() {
    const i = pointed ?? chosen;
    charts.forEach(chart => chart.mark(i));
    detail.mark(i, chosen);
  }
}

/** The one that the overview puts first. */
function worstModel(choice, keys) {
  const key = keys.includes("ece") ? "ece" : overviewColumns(keys)[0][2];
  return choice.series
    .filter(series => series.sliceKey === "{}" && series.spec === choice.spec)
    .map(series => [series.modelKey, number(windowOf(series.windows[newestOf(series.windows)], keys).values[key])])
    .sort(([, a], [, b]) => worse(a, b))
    .concat([[choice.model]])[0][0];
}

replay(JSON.parse(document.getElementById("data").textContent), document.getElementById("page"));
followPage();
