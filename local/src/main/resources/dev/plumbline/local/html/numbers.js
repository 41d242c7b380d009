"use strict";

const UNDEFINED = "\u2013";

/** A number of the data: NaN and the infinities are texts there, for JSON has none. A missing one is undefined too. */
function number(value) {
  return value === undefined ? NaN : Number(value);
}

/** For reading: four digits after the point, or three that count where these would be few. Never by the reader's locale. */
function rounded(value) {
  if (Number.isNaN(value)) {
    return UNDEFINED;
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? "\u221e" : "\u2212\u221e";
  }
  const size = Math.abs(value);
  let text = size.toFixed(4);
  if (size !== 0 && size < 1e-4) {
    text = size.toExponential(2);
  } else if (size !== 0 && size < 1e-3) {
    text = size.toPrecision(3);
  } else if (size >= 1e6) {
    text = size.toPrecision(6);
  }
  return (value < 0 ? "\u2212" : "") + text;
}

/** All digits, for whoever points at a rounded number. */
function digits(value) {
  return Number.isFinite(value) ? String(value) : rounded(value);
}

/** A count, with its thousands apart. */
function count(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A weight: a count where it is whole. */
function weight(value) {
  return Number.isInteger(value) && value < 1e15 ? count(value) : rounded(value);
}

/** A number of an axis, short. */
function tick(value) {
  const size = Math.abs(value);
  if (size >= 1e9) return trimmed(value / 1e9) + "G";
  if (size >= 1e6) return trimmed(value / 1e6) + "M";
  if (size >= 1e4) return trimmed(value / 1e3) + "k";
  return trimmed(value);
}

function trimmed(value) {
  return String(Number(value.toPrecision(6))).replace("-", "\u2212");
}

/** An end of a bin. */
function edge(value) {
  return trimmed(Number(value.toPrecision(4)));
}
