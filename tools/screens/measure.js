// What Amazon's renderer has drawn, as the browser laid it out: for Stage in stage.py, which says what is what.

// As the renderer counts its components and their properties.
const [SCROLL_VIEW, SEQUENCE, TEXT, TOUCH_WRAPPER] = [6, 7, 8, 9];
const ACCESSIBILITY_LABEL = 1;

/** Measure texts, what can be touched and what scrolls; lengths in pixels from the upper left corner of the screen. */
export function measure({ renderer }) {
  const components = [...new Set(Object.values(renderer.componentMap))].filter(({ container }) => container.checkVisibility());
  const of = (...types) => components.filter(({ component }) => types.includes(component.getType()));
  const scrolling = of(SCROLL_VIEW, SEQUENCE);
  const says = ({ container }) => container.innerText.trim() !== "";
  const labelled = ({ id, component, container }) => ({
    id,
    label: component.getCalculated()[ACCESSIBILITY_LABEL],
    box: box(container),
  });
  return {
    texts: of(TEXT).filter(says).map((each) => textOf(each, scrolling)),
    blanks: of(TEXT).filter((each) => !says(each)).length,
    touchable: of(TOUCH_WRAPPER).map(labelled),
    scrolling: scrolling.map((each) => ({
      ...labelled(each),
      position: each.container.scrollTop,
      end: each.container.scrollHeight - each.container.clientHeight,
    })),
  };
}

/** Scroll what has this id to a position in pixels. */
export function scroll({ renderer }, id, position) {
  const { container } = renderer.componentMap[id];
  container.scrollTop = position;
  // The browser would tell it with its next frame, and the clock that stands still does not wait for that.
  container.dispatchEvent(new Event("scroll"));
}

function textOf({ id, container }, scrolling) {
  const drawn = container.querySelector("p");
  const style = getComputedStyle(drawn);
  return {
    id,
    text: drawn.innerText,
    size: parseFloat(style.fontSize),
    ink: color(style.color),
    ground: groundOf(container),
    box: box(container),
    drawn: drawnBox(drawn),
    needed: drawn.offsetHeight,
    scrolled_by: scrolling.find((each) => each.container.contains(container))?.id ?? null,
  };
}

function box(place) {
  const { left, top, right, bottom } = place.getBoundingClientRect();
  return [left, top, right, bottom];
}

/** Return the box around all letters. The renderer has a node for each line, which may end with a space that hangs out. */
function drawnBox(element) {
  const lines = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const boxes = [];
  while (lines.nextNode()) {
    const { data } = lines.currentNode;
    const range = document.createRange();
    range.setStart(lines.currentNode, 0);
    range.setEnd(lines.currentNode, data.trimEnd().length);
    if (data.trim()) boxes.push(box(range));
  }
  const side = (place, most) => most(...boxes.map((each) => each[place]));
  return [side(0, Math.min), side(1, Math.min), side(2, Math.max), side(3, Math.max)];
}

/** Return red, green, blue and opacity of a color as style sheets write it. */
function color(written) {
  const [red, green, blue, opacity = 1] = written.match(/[\d.]+/g).map(Number);
  return [red, green, blue, opacity];
}

/** Return the color behind an element; that of a whole document is drawn as an even gradient. */
function groundOf(element) {
  for (let behind = element; behind; behind = behind.parentElement) {
    const { backgroundColor, backgroundImage } = getComputedStyle(behind);
    const gradient = backgroundImage.match(/rgba?\([^)]*\)/);
    const ground = color(gradient ? gradient[0] : backgroundColor);
    if (ground[3] > 0) return ground;
  }
  throw new Error("Nothing is drawn behind this text.");
}
