"use strict";

/** The times of all windows, with room at the sides; a single one has its own length to each side. */
function timeRange(windows) {
  if (windows.length === 0) {
    return [0, 1];
  }
  const first = windows[0].end;
  const last = windows[windows.length - 1].end;
  const room = last > first ? (last - first) / 60 : windows[0].end - windows[0].start;
  return [first - room, last + room];
}

/** The values, and the level that they are held against, with room above and below. */
function valueRange(low, high, level) {
  if (low === null || low === undefined) {
    return level === undefined ? [0, 1] : [level - 0.5, level + 0.5];
  }
  const least = Math.min(low, level ?? low);
  const most = Math.max(high, level ?? high);
  const room = (most - least) * 0.08 || Math.abs(most) * 0.05 || 0.05;
  return [least - room, most + room];
}

/** The positions after which windows are missing: where the step to the next one is longer than the shortest step. */
function missingAfter(windows) {
  const steps = windows.slice(1).map((shown, i) => shown.end - windows[i].end);
  const shortest = steps.reduce((a, b) => Math.min(a, b), Infinity);
  return steps.map((step, i) => step > shortest * 1.5 ? i : -1).filter(i => i >= 0);
}

/** Where the line is broken, in pixels: where windows are missing. */
function gapsOf(u, after, windows) {
  const x = millis => Math.round(u.valToPos(millis, "x", true));
  return after.map(i => [x(windows[i].end), x(windows[i + 1].end)]);
}

function times(u, splits, axisIndex, space, step) {
  const day = 86400000;
  let last = "";
  return splits.map(millis => {
    const date = utcDate(millis);
    const clock = step >= 60000 ? utcClock(millis).slice(0, 5) : utcClock(millis);
    const text = step >= day ? date : date === last ? clock : clock + "\n" + date;
    last = date;
    return text;
  });
}

function drawLevel(u, level) {
  if (level === undefined) {
    return;
  }
  painted(u, context => {
    context.strokeStyle = colour("diagonal");
    context.lineWidth = 1.25 * uPlot.pxRatio;
    context.setLineDash([5 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
    const y = at(u, level, "y");
    line(context, u.bbox.left, y, u.bbox.left + u.bbox.width, y);
  });
}

/** The window that is looked at. */
function drawMark(u, shown) {
  if (!shown) {
    return;
  }
  painted(u, context => {
    context.strokeStyle = colour("text");
    context.lineWidth = uPlot.pxRatio;
    const x = at(u, shown.end, "x");
    line(context, x, u.bbox.top, x, u.bbox.top + u.bbox.height);
  });
}

/** Hollow points for partial windows, and arrows at the edge where a value is infinite. */
function drawSpecials(u, windows, value) {
  painted(u, context => {
    context.lineWidth = 1.75 * uPlot.pxRatio;
    for (const shown of windows) {
      const of = value(shown);
      if (shown.partial !== "" && Number.isFinite(of)) {
        context.beginPath();
        context.arc(at(u, shown.end, "x"), at(u, of, "y"), 3.5 * uPlot.pxRatio, 0, 2 * Math.PI);
        context.strokeStyle = colour("inside");
        context.fillStyle = colour("card");
        context.fill();
        context.stroke();
      } else if (of === Infinity || of === -Infinity) {
        drawArrow(context, at(u, shown.end, "x"), of > 0 ? u.bbox.top : u.bbox.top + u.bbox.height, of > 0 ? 1 : -1);
      }
    }
  });
}

function drawArrow(context, x, y, way) {
  const size = 6 * uPlot.pxRatio;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - size, y + way * size * 1.4);
  context.lineTo(x + size, y + way * size * 1.4);
  context.closePath();
  context.fillStyle = colour("outside");
  context.fill();
}

/** The chart in words. */
function described(windows, values) {
  const finite = values.filter(Number.isFinite);
  const range = finite.length === 0 ? "no value is a number"
    : "from " + rounded(finite.reduce((a, b) => Math.min(a, b))) + " to " + rounded(finite.reduce((a, b) => Math.max(a, b)));
  return count(windows.length) + (windows.length === 1 ? " window, " : " windows, ") + range;
}
