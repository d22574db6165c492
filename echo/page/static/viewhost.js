/**
 * Draws APL documents with Amazon's own renderer, apl-viewhost-web 1.4.0, whose file is served beside this one.
 */

const ENGINE = new URL("apl-viewhost-web.js", import.meta.url);

// The renderer would fetch its fonts from Amazon: what is installed takes their place. It measures texts outside of the
// element that shows them, so the rule holds for the whole page.
const FONTS = new CSSStyleSheet();
FONTS.replaceSync(
  `p[style*="amazon-ember-display"] {
    font-family: "Amazon Ember", "Noto Sans", "DejaVu Sans", system-ui, sans-serif !important;
  }`,
);

let engine;
// What stands in each element, and what was asked for last and may still be on its way.
const standing = new WeakMap();
const newest = new WeakMap();
// All handles that a drawing has taken on what the WebAssembly keeps, by each of them.
const taken = new WeakMap();

/**
 * Draws a document in an element, in place of what was drawn there before, which stays until the new one is complete.
 *
 * `viewport` has `width` and `height` in pixels, `dpi`, `shape` ("rectangle" or "round") and `mode` ("hub" or "tv").
 * `onTouch` gets the arguments of each SendEvent. What comes back has `close()`, which takes the drawing away; it may be
 * called more than once. Rejects where the renderer is not there, or cannot read the document. Of two drawings in one
 * element the one that was asked for last stays.
 */
export async function draw(element, { document: apl, datasources, viewport }, onTouch) {
  const view = document.createElement("div");
  newest.set(element, view);
  const { default: Renderer, Content } = await load();
  const content = Content.create(JSON.stringify(apl));
  fill(content, apl, datasources);
  // Laid out, so that it can scroll to where it begins, and not yet seen.
  view.style.cssText = "position: absolute; visibility: hidden";
  element.append(view);
  const onSendEvent = (event) => onTouch(event.arguments);
  const renderer = Renderer.create({ ...options(view, viewport), content, onSendEvent });
  const measure = renderer.onMeasure.bind(renderer);
  // What is handed in here is a handle as well, and a new one each time.
  renderer.onMeasure = (component, ...room) => {
    const size = measure(component, ...room);
    component.delete();
    return size;
  };
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    // Before anything else: the renderer's destroy() lets go of the view without taking its listeners away.
    view.remove();
    const handles = taken.get(renderer.context) ?? [];
    renderer.destroy();
    for (const handle of handles) if (!handle.isDeleted()) handle.delete();
    renderer.metrics.delete();
    renderer.rootConfig.delete();
    content.delete();
    if (standing.get(element)?.close === close) standing.delete(element);
  };
  await renderer.init().catch((error) => {
    close();
    throw error;
  });
  if (!renderer.context || newest.get(element) !== view) {
    close();
    if (newest.get(element) === view) throw new Error("The viewhost cannot draw this document.");
    return { close };
  }
  standing.get(element)?.close();
  view.style.position = "relative";
  view.style.visibility = "visible";
  const drawing = { close, renderer };
  standing.set(element, drawing);
  return drawing;
}

/** Load the renderer once. What it is compiled from takes a moment to be ready after its script has run. */
function load() {
  engine ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = ENGINE;
    const restore = withoutStyles();
    script.onload = async () => {
      restore();
      // It tells that it is ready once, to whoever waits by then.
      if (!window.Module.calledRun) await window.AplRenderer.initEngine();
      const { Component, Context, Event } = window.Module;
      remember(Context.prototype, "topComponent", "popEvent");
      remember(Component.prototype, "getChildAt", "getParent", "inflateChild");
      remember(Event.prototype, "getComponent");
      resolve(window.AplRenderer);
    };
    script.onerror = () => {
      restore();
      engine = undefined;
      script.remove();
      reject(new Error("Amazon's viewhost is not here. `make build/viewhost/.ready` installs it, and needs npm."));
    };
    document.adoptedStyleSheets.push(FONTS);
    document.head.append(script);
  });
  return engine;
}

/** Have methods that return handles write them down: the renderer forgets most, and none is ever let go by itself. */
function remember(prototype, ...methods) {
  for (const name of methods) {
    const method = prototype[name];
    prototype[name] = function (...given) {
      const handle = method.apply(this, given);
      const all = taken.get(this) ?? new Set();
      taken.set(this, all);
      if (handle) taken.set(handle, all.add(handle));
      return handle;
    };
  }
}

/**
 * Have the renderer's script put no style on the page until this is undone: the only one that it has names Amazon's fonts
 * at Amazon's, and a page that forbids styles and fonts from elsewhere would be told of an offence.
 */
function withoutStyles() {
  const { createElement } = document;
  document.createElement = (name, ...more) => createElement.call(document, name === "style" ? "template" : name, ...more);
  return () => delete document.createElement;
}

/** Give a document's content the data that it asks for, or throw where the renderer could not read it. */
function fill(content, apl, datasources) {
  // What is no document at all has nothing inside that could tell of an error.
  if (!content.content) throw new Error("The viewhost cannot read this document.");
  for (const name of apl.mainTemplate.parameters ?? []) content.addData(name, JSON.stringify(datasources[name] ?? {}));
  if (content.isError()) {
    content.delete();
    throw new Error("The viewhost cannot read this document's data.");
  }
}

function options(view, { width, height, dpi, shape, mode }) {
  return {
    view,
    viewport: { width, height, dpi, shape: shape.toUpperCase() },
    mode: mode.toUpperCase(),
    theme: "dark",
    environment: { agentName: "Talk Horse Racing", agentVersion: "1.0", allowOpenUrl: false, disallowVideo: true },
    utcTime: Date.now(),
    localTimeAdjustment: -new Date().getTimezoneOffset() * 60_000,
    notLoadFonts: true,
    logLevel: "warn",
  };
}
