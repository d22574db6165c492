/** The Echo itself: its clock while it sleeps, and what is on its screen, drawn by Amazon's renderer where that is. */

const id = (name) => document.getElementById(name);

export class Device {
  #screen = "null";
  #viewport = null;
  #drawing;
  #scale = 1;

  /** `onTouch` gets the arguments of what was touched. */
  constructor(onTouch) {
    this.onTouch = onTouch;
    new ResizeObserver(() => this.#fit()).observe(id("frame"));
  }

  /** Put a device on the desk. */
  stand({ kind, kinds, viewport, drawn, invocation }) {
    this.#viewport = viewport;
    this.drawn = drawn;
    const { label } = kinds.find(({ name }) => name === kind);
    id("device").dataset.kind = kind;
    id("device").setAttribute("aria-label", label);
    id("caption").textContent = viewport ? `${label}, ${viewport.width} × ${viewport.height}` : label;
    id("invite").textContent = viewport ? `Try “Alexa, open ${invocation}”` : "";
    id("frame").style.aspectRatio = viewport ? `${viewport.width} / ${viewport.height}` : "";
    this.#screen = "null";
    this.#clear();
  }

  /** Show how it stands. */
  tell({ session, clock, shows }) {
    id("device").dataset.session = session;
    const [weekday, day, time] = clock.split(", ");
    id("time").textContent = time;
    id("day").textContent = this.#viewport ? `${weekday}, ${day}` : day;
    if (!shows) this.show(null);
  }

  /** Show a document, or the clock where there is none. */
  async show(screen) {
    const told = JSON.stringify(screen);
    if (told === this.#screen) return;
    this.#screen = told;
    if (!screen) {
      this.#clear();
    } else if (this.drawn) {
      await this.#draw(screen, told);
    } else {
      this.#write(screen.texts);
    }
  }

  /** Write the texts of a screen. */
  #write(texts) {
    id("card").replaceChildren(
      ...texts.map((text) => {
        const line = document.createElement("p");
        line.textContent = text;
        return line;
      }),
    );
    this.#reveal("card");
  }

  async #draw(screen, told) {
    this.#reveal("stage");
    try {
      const { draw } = await import("./viewhost.js");
      this.#drawing = await draw(id("stage"), { ...screen, viewport: this.#viewport }, this.onTouch);
      if (this.#screen !== told) return;
      this.#fit();
    } catch (error) {
      if (this.#screen === told) this.#write([...screen.texts, error.message]);
    }
  }

  #clear() {
    this.#drawing?.close();
    this.#drawing = undefined;
    this.#reveal("idle");
  }

  #reveal(shown) {
    for (const name of ["idle", "card", "stage"]) id(name).hidden = name !== shown;
  }

  /** Make the screen as large as there is room for it. */
  #fit() {
    if (!this.#viewport) return;
    this.#scale = id("frame").clientWidth / this.#viewport.width;
    id("stage").style.width = `${this.#viewport.width}px`;
    id("stage").style.height = `${this.#viewport.height}px`;
    id("stage").style.transform = `scale(${this.#scale})`;
  }
}
