"use strict";

/** An element. Children that are not nodes become texts: nothing from the data is ever read as markup. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A text that may run in either direction, and must not turn its surroundings. */
function isolated(text) {
  return element("bdi", {}, text);
}

/** A list of terms with their values. */
function facts(pairs) {
  const list = element("dl", { class: "facts" });
  for (const [term, value] of pairs) {
    list.append(element("div", {}, element("dt", {}, term), element("dd", {}, value)));
  }
  return list;
}

/** A table that scrolls by itself when it is too wide, by keyboard too. */
function scrolling(table, label) {
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label }, table);
}

/** A row of column headers, from [text, class, explanation]. */
function headers(columns) {
  const row = element("tr", {});
  for (const [text, kind, title] of columns) {
    const cell = element("th", { scope: "col" }, text);
    if (kind) {
      cell.className = kind;
    }
    if (title) {
      cell.title = title;
    }
    row.append(cell);
  }
  return element("thead", {}, row);
}
