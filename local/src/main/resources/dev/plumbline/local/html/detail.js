"use strict";

/**
 * One window: which it is and how to choose another, its diagrams, all its numbers.
 *
 * @param chosen called with the position of the window that was chosen
 */
function windowDetail(withBins, keys, chosen) {
  let name = "";
  let windows = [];
  let end = 1;
  const slider = element("input", { type: "range", min: "0", step: "1", "aria-label": "Window" });
  const when = element("p", { class: "when", "aria-live": "polite" });
  const none = element("p", { class: "note", hidden: "" });
  const figures = element("div", { class: "figures" });
  const equalWidth = withBins ? equalWidthFigure() : null;
  const equalWeight = withBins ? equalWeightFigure() : null;
  const numbers = element("dl", { class: "facts numbers" });
  slider.addEventListener("input", () => chosen(Number(slider.value)));
  const step = (text, label, by) => {
    const button = element("button", { type: "button", "aria-label": label }, text);
    button.addEventListener("click", () => chosen(Math.max(0, Math.min(windows.length - 1, Number(slider.value) + by))));
    return button;
  };
  const section = element("section", { class: "series", "aria-label": "One window" },
    element("h3", {}, "One window"), when,
    element("div", { class: "stepper" }, step("\u2039", "Earlier window", -1), slider, step("\u203a", "Later window", 1)));
  if (withBins) {
    figures.append(equalWidth.element, equalWeight.element);
    section.append(readingHint(), key(), none, figures);
  }
  section.append(element("details", { open: "" }, element("summary", {}, "All numbers of this window"), numbers));

  return {
    element: section,
    show: (otherName, otherWindows) => {
      name = otherName;
      windows = otherWindows;
      // One for all windows, so that points move and axes stay.
      end = windows.reduce((largest, shown) => Math.max(largest, shown.equal_weight.length > 0 ? extent(shown.equal_weight) : 0), 0) || 1;
      slider.max = String(windows.length - 1);
      slider.disabled = windows.length === 1;
    },
    mark: (i, settled) => {
      const shown = windows[i];
      slider.value = String(settled);
      slider.setAttribute("aria-valuetext", span(windows[settled]));
      when.replaceChildren(element("strong", {}, span(shown)), ", " + count(shown.records) + (shown.records === 1 ? " record" : " records"),
        shown.partial === "" ? "" : element("span", { class: "partial" }, "partial: " + missing(shown.partial)));
      if (withBins) {
        none.hidden = shown.hasBins;
        none.textContent = "The bins of this window were left out, because it is one of the older ones.";
        equalWidth.element.hidden = shown.equal_width.length === 0;
        equalWeight.element.hidden = shown.equal_weight.length === 0;
        const of = name + ", " + span(shown);
        equalWidth.show(of, shown.equal_width, 1);
        equalWeight.show(of, shown.equal_weight, end);
      }
      numbers.replaceChildren(...allNumbers(shown, keys).map(([term, value]) =>
        element("div", {}, element("dt", {}, term), element("dd", {}, value))));
    },
  };
}

/** Every number of a report but its bins, with all digits, under the names of the report. */
function allNumbers(shown, keys) {
  const names = ["records", "result", "weighted_sum", "weight_count"].concat(keys.length > 0 ? ["rows", "weighted_rows"] : []);
  return names.map(name => [name, digits(number(shown[name]))])
    .concat(keys.map(key => [key, digits(number(shown.values[key]))]));
}
