"use strict";

/** What a row of numbers begins with, by position; the values of the calibration metrics follow. */
const ROW = ["start", "end", "partial", "records", "result", "weighted_sum", "weight_count", "rows", "weighted_rows"];

/** The same quantile as in the interval of the log loss. */
const Z = 1.96;

/**
 * A window of the data with names: its times, counts and sums, its values by their keys, and its bins; bins are null where the page has
 * none. All numbers are the report's; what a bin's sums imply is worked out here.
 */
function windowOf([numbers, equalWidth, equalWeight], keys) {
  const shown = { values: {} };
  ROW.forEach((name, i) => { shown[name] = numbers[i]; });
  keys.forEach((key, i) => { shown.values[key] = numbers[ROW.length + i]; });
  // So that it is there as a metric whatever others were chosen.
  shown.values.result = shown.result;
  shown.hasBins = equalWidth !== undefined;
  shown.equal_width = (equalWidth ?? [])
    .map((bin, i) => equalWidthBin(bin, i, equalWidth.length, shown))
    .filter(bin => bin.rows > 0);
  shown.equal_weight = (equalWeight ?? []).map(bin => equalWeightBin(bin, shown));
  return shown;
}

function equalWidthBin([rows, weight, predicted, observed], i, bins, of) {
  return withInterval({
    lower: i / bins,
    upper: (i + 1) / bins,
    rows,
    weight,
    predicted: number(predicted) / number(weight),
    observed: number(observed) / number(weight),
  }, Math.min(rows, share(weight, of)));
}

function equalWeightBin([lower, upper, weight, predicted, error, observed], of) {
  return withInterval({ lower, upper, weight, predicted, predicted_error: error, observed }, share(weight, of));
}

/** A bin's share, by weight, of the effective sample size. */
function share(weight, of) {
  const all = "effective_sample_size" in of.values ? number(of.values.effective_sample_size) : of.weighted_rows;
  return all * (number(weight) / number(of.values.sum_w));
}

/** With the 95 % score interval of its observed rate over so many rows; undefined without any. */
function withInterval(bin, rows) {
  const rate = number(bin.observed);
  if (Number.isNaN(rate) || !(rows > 0)) {
    return Object.assign(bin, { observed_lower: "NaN", observed_upper: "NaN" });
  }
  const shrink = 1 / (1 + Z * Z / rows);
  const middle = shrink * (rate + Z * Z / (2 * rows));
  const half = shrink * Z * Math.sqrt(rate * (1 - rate) / rows + Z * Z / (4 * rows * rows));
  return Object.assign(bin, {
    observed_lower: Math.max(0, Math.min(rate, middle - half)),
    observed_upper: Math.min(1, Math.max(rate, middle + half)),
  });
}

/** The newest window that was read wholly, or else the newest. */
function newestOf(windows) {
  const whole = windows.map(([numbers]) => numbers[2] === "").lastIndexOf(true);
  return whole >= 0 ? whole : windows.length - 1;
}

/** A time as people of all countries read it, in UTC, with milliseconds only where there are any. */
function utc(millis) {
  return utcDate(millis) + " " + utcClock(millis);
}

function utcDate(millis) {
  return new Date(millis).toISOString().slice(0, -14);
}

function utcClock(millis) {
  return new Date(millis).toISOString().slice(-13, millis % 1000 === 0 ? -5 : -1);
}

/** From when to when a window is. */
function span(shown) {
  const end = utcDate(shown.start) === utcDate(shown.end) ? utcClock(shown.end) : utc(shown.end);
  return utc(shown.start) + " \u2013 " + end + " UTC";
}

/** What is missing of a window, in words; empty for a whole one. */
function missing(partial) {
  return { "": "", start: "its start was not read", end: "its end was not read", both: "neither its start nor its end was read" }[partial];
}
