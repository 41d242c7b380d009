// As much of a browser as the scripts of pages use, and of uPlot what they call: it keeps what it is given, and draws nothing.

class Element {
  constructor(name) {
    this.localName = name;
    this.attributes = new Map();
    this.nodes = [];
    this.parent = null;
    this.listeners = {};
    this.style = {};
    this.classList = { add: name => this.setAttribute("class", ((this.getAttribute("class") ?? "") + " " + name).trim()) };
    this.clientWidth = 400;
    this.hovered = false;
  }
  setAttribute(name, value) { this.attributes.set(name, String(value)); if (name === "value") { this.value = String(value); } }
  getAttribute(name) { return this.attributes.get(name) ?? null; }
  toggleAttribute(name, on) { if (on) { this.attributes.set(name, ""); } else { this.attributes.delete(name); } }
  get hidden() { return this.attributes.has("hidden"); }
  set hidden(on) { this.toggleAttribute("hidden", on); }
  get open() { return this.attributes.has("open"); }
  set open(on) { this.toggleAttribute("open", on); this.fire("toggle"); }
  set className(name) { this.setAttribute("class", name); }
  set title(text) { this.setAttribute("title", text); }
  append(...nodes) {
    for (const node of nodes) {
      if (node instanceof Element) {
        if (node.parent) { node.remove(); }
        node.parent = this;
      }
      this.nodes.push(node instanceof Element ? node : String(node));
    }
  }
  replaceChildren(...nodes) { this.nodes = []; this.append(...nodes); }
  remove() { this.parent.nodes = this.parent.nodes.filter(node => node !== this); this.parent = null; }
  get children() { return this.nodes.filter(node => node instanceof Element); }
  get childElementCount() { return this.children.length; }
  get lastElementChild() { return this.children[this.children.length - 1]; }
  get textContent() { return this.nodes.map(node => node instanceof Element ? node.textContent : node).join(""); }
  set textContent(text) { this.nodes = [String(text)]; }
  addEventListener(event, listener) { (this.listeners[event] ??= []).push(listener); }
  fire(event) { (this.listeners[event] ?? []).forEach(listener => listener({ target: this })); }
  contains(other) { return this.all(one => one === other).length > 0; }
  focus() { document.activeElement = this; }
  querySelector(selector) {
    const [, name, value] = selector.match(/^\[(.+)=(.+)]$/);
    return this.all(one => one.getAttribute(name) === value)[0] ?? null;
  }
  matches(selector) { return selector === ":hover" && this.hovered; }
  getBoundingClientRect() { return { left: 0, top: 0, width: 400, height: 300 }; }
  /** All elements in it, itself included, for which a test holds. */
  all(test) { return (test(this) ? [this] : []).concat(...this.children.map(child => child.all(test))); }
  named(name) { return this.all(one => one.localName === name); }
  classed(name) { return this.all(one => (one.getAttribute("class") ?? "").split(" ").includes(name)); }
}

const document = {
  activeElement: null,
  documentElement: new Element("html"),
  createElement: name => new Element(name),
  createElementNS: (space, name) => new Element(name),
  getElementById: id => ({ page: PAGE, data: DATA_ELEMENT })[id],
};
const PAGE = new Element("main");
const DATA_ELEMENT = new Element("script");
const getComputedStyle = () => ({ getPropertyValue: name => " " + name });
const matchMedia = () => ({ addEventListener: () => {} });
const addEventListener = () => {};
class ResizeObserver { observe() {} }

/** A context that takes everything and counts how often it was asked to paint. */
let painted_strokes = 0;
const CONTEXT = new Proxy({}, {
  get: (target, name) => name in target ? target[name] : (...numbers) => {
    numbers.filter(value => typeof value === "number" && !Number.isFinite(value)).forEach(value => { throw new Error(name + "(" + value + ")"); });
    painted_strokes += name === "stroke" || name === "fill" || name === "fillRect" ? 1 : 0;
  },
});

class uPlot {
  static pxRatio = 1;
  static all = [];
  static tzDate(date) { return date; }
  constructor(options, data, host) {
    this.options = options;
    this.host = host;
    this.over = new Element("div");
    this.cursor = { left: -10, top: -10, idx: null, idxs: [null, null] };
    this.ctx = CONTEXT;
    this.bbox = { left: 0, top: 0, width: 300, height: 100 };
    uPlot.all.push(this);
    this.setData(data);
  }
  setData(data) { this.data = data; this.redraw(); }
  setSize() { this.redraw(); }
  valToPos(value, scale) {
    const [low, high] = this.ranges[scale];
    if (!(high > low)) { throw new Error("scale " + scale + " from " + low + " to " + high); }
    return (value - low) / (high - low) * 100;
  }
  redraw() {
    const shown = this.data.slice(1).flat().filter(value => value !== null);
    const low = shown.length > 0 ? shown.reduce((a, b) => Math.min(a, b)) : null;
    const high = shown.length > 0 ? shown.reduce((a, b) => Math.max(a, b)) : null;
    this.ranges = { x: this.options.scales.x.range(this, null, null), y: this.options.scales.y.range(this, low, high) };
    this.data.flat().forEach(value => { if (value !== null && !Number.isFinite(value)) { throw new Error("not drawable: " + value); } });
    for (const series of this.options.series) {
      if (series.gaps && this.data[0].length > 0) { this.gapsDrawn = series.gaps(); }
    }
    for (const hook of ["drawAxes", "draw"]) {
      (this.options.hooks[hook] ?? []).forEach(run => run(this));
    }
  }
  /** The pointer is over the place with this position, or away. */
  point(i) {
    this.over.hovered = i !== null;
    this.cursor = { left: i === null ? -10 : 5, top: 5, idx: i, idxs: [i, i] };
    this.options.hooks.setCursor.forEach(run => run(this));
  }
  click() { this.over.fire("click"); }
}
