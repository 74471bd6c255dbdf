// Elements, made by code: text becomes text nodes, so nothing in it is ever read as HTML.

const byId = (id) => document.getElementById(id);

/**
 * Make an element. `attributes` holds attributes, `class`, `style` (an object), and `onclick` and the
 * like for listeners; what is null or false is left out. Children are elements, texts, or nothing.
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") setStyle(element, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""),
  );
  return element;
}

function setStyle(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value);
}

/** Make a button that says what it does. */
function button(label, onclick, attributes = {}) {
  return make("button", { type: "button", onclick, ...attributes }, label);
}

/** Tell a screen reader. */
function announce(text) {
  byId("live").textContent = text;
}
