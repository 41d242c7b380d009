"use strict";

/** The name of a model with its version. */
function modelName(of) {
  return of.version === "" ? of.model : of.model + ", version " + of.version;
}

/** The name of a slice; records whose value was one too many for their attribute are a slice too. */
function sliceName(slice) {
  const parts = Object.entries(slice);
  if (parts.length === 0) {
    return "everyone";
  }
  if (parts.length === 1 && parts[0][0] === "overflow") {
    return "overflow of " + parts[0][1];
  }
  return parts.map(([name, value]) => name + " = " + value).join(", ");
}

/**
 * What there is to choose from: models, of each its slices, of each its specifications, and which of them is chosen. A choice that does
 * not exist for what was chosen before it gives way to the nearest that does.
 */
class Choice {
  constructor(data) {
    this.series = data.series.map(series => Object.assign({
      modelKey: JSON.stringify([series.of.model, series.of.version]),
      sliceKey: JSON.stringify(series.of.slice),
    }, series));
    this.specs = data.specs;
    this.model = this.series[0].modelKey;
    this.slice = "{}";
    this.spec = data.specs[0];
    this.settle();
  }

  /** The series of this model and slice that is next to the chosen one, or undefined. */
  find(model, slice, spec) {
    return this.series.find(series => series.modelKey === model && series.sliceKey === slice && series.spec === spec);
  }

  chosen() {
    return this.find(this.model, this.slice, this.spec);
  }

  choose(part, value) {
    this[part] = value;
    this.settle();
  }

  settle() {
    if (!this.slices().some(([key]) => key === this.slice)) {
      this.slice = this.slices()[0][0];
    }
    if (!this.specsOf().some(([key]) => key === this.spec)) {
      this.spec = this.specsOf()[0][0];
    }
  }

  /** Pairs of key and name, by name. */
  models() {
    return named(this.series, series => series.modelKey, series => modelName(series.of));
  }

  /** The slices of the chosen model, everyone first. */
  slices() {
    const all = named(this.series.filter(series => series.modelKey === this.model), series => series.sliceKey, series => sliceName(series.of.slice));
    return all.filter(([key]) => key === "{}").concat(all.filter(([key]) => key !== "{}"));
  }

  /** The specifications for the chosen model and slice, in the order of the configuration. */
  specsOf() {
    const there = this.series.filter(series => series.modelKey === this.model && series.sliceKey === this.slice);
    return there.map(series => series.spec)
      .sort((a, b) => this.specs.indexOf(a) - this.specs.indexOf(b))
      .map(spec => [spec, spec]);
  }
}

/** Each key once with its name, in the order of the names. */
function named(series, key, name) {
  const names = new Map(series.map(one => [key(one), name(one)]));
  return [...names].sort(([, a], [, b]) => a < b ? -1 : a > b ? 1 : 0);
}

/** A labelled list to choose from: its element, and how to fill it. With one entry it is a text. */
function chooser(label, chosen) {
  const id = "choose-" + label.toLowerCase();
  const select = element("select", { id });
  const only = element("output", {});
  select.addEventListener("change", () => chosen(select.value));
  return {
    element: element("div", { class: "chooser" }, element("label", { for: id }, label), select, only),
    fill: (entries, value) => {
      select.replaceChildren(...entries.map(([key, name]) => element("option", { value: key }, name)));
      select.value = value;
      select.hidden = entries.length === 1;
      only.hidden = entries.length !== 1;
      only.textContent = entries[0][1];
    },
  };
}
