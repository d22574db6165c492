/** What else stands on the desk: the kind of device, its clock, faults to switch on, and what to do but talk. */

const id = (name) => document.getElementById(name);
const FAULTY = { race: "The race API", alexa: "Alexa's own API" };

function options(select, choices) {
  select.replaceChildren(...choices.map(([value, text]) => new Option(text, value)));
}

export class Controls {
  #shown = "";

  /** `act` gets the name of what the server is to do, and what goes with it. */
  constructor(act) {
    this.act = act;
    const stand = (now) => act("desk", { kind: id("kind").value, now });
    id("kind").addEventListener("change", () => stand(this.#set));
    id("stand").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#set = id("now").value;
      stand(this.#set);
    });
    id("present").addEventListener("click", () => {
      this.#set = "";
      stand("");
    });
    id("silence").addEventListener("click", () => act("silence"));
    id("forget").addEventListener("click", () => act("forget"));
    id("save").addEventListener("submit", (event) => {
      event.preventDefault();
      act("save", { name: id("name").value });
    });
  }

  // The time that was set, so that another device has it, too.
  #set = "";

  /** Show what there is to choose. */
  stand({ kind, kinds, faults, possible }) {
    options(id("kind"), kinds.map(({ name, label }) => [name, label]));
    id("kind").value = kind;
    id("faults").replaceChildren(...Object.entries(possible).map(([api, all]) => this.#fault(api, all, faults[api])));
  }

  /** Show the clock, unless somebody is about to set it. */
  tell({ local }) {
    const now = id("now");
    if (document.activeElement === now || (now.value && now.value !== this.#shown)) return;
    now.value = local;
    this.#shown = now.value;
  }

  #fault(api, all, chosen) {
    const label = document.createElement("label");
    const select = document.createElement("select");
    select.name = api;
    label.append(`${FAULTY[api]} `, select);
    options(select, [["", "works"], ...all.map((fault) => [fault, fault.replaceAll("-", " ")])]);
    select.value = chosen;
    select.addEventListener("change", () => this.act("fail", { [api]: select.value }));
    return label;
  }
}
