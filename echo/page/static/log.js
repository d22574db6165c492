/** The conversation, line by line. Whatever was said is put on the page as text, never as HTML. */

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function json(title, value) {
  const details = element("details", "");
  details.append(element("summary", "", title));
  details.addEventListener("toggle", () => {
    details.closest("li").classList.toggle("wide", details.parentElement.querySelector("[open]") !== null);
    if (details.childElementCount === 1) {
      const pre = element("pre", "", JSON.stringify(value, null, 2));
      pre.tabIndex = 0;
      details.append(pre);
    }
    if (details.open) details.scrollIntoView({ block: "nearest" });
  });
  return details;
}

function understanding({ understood, likeness, hint, request }) {
  if (understood && hint) return `Matches nothing: ${understood}`;
  if (understood) return `Understood ${likeness ? "by likeness" : "word by word"}: ${understood}`;
  return request ? `Sent: ${request.request.type}` : "";
}

export class Log {
  #list;
  #frame;

  /** `list` has the lines, `frame` scrolls them. */
  constructor(list, frame) {
    this.#list = list;
    this.#frame = frame;
  }

  clear() {
    this.#list.replaceChildren();
  }

  /** Show what was heard, before anybody knows what it means; returns the line, for `understand`. */
  hear(words) {
    const line = element("li", "you waiting");
    line.append(element("span", "words", words));
    this.#add(line);
    return line;
  }

  /** Show an exchange, with what they did in a line that stands there already, if one does. */
  show(exchange, heard) {
    if (exchange.aside) {
      this.#add(element("li", "aside", exchange.aside));
      return;
    }
    const { utterance, touched, speech, interim, note, hint, violations, closed } = exchange;
    const did = touched.length ? `Touched: ${touched.join(" ")}` : utterance || "(says nothing)";
    this.understand(heard ?? this.hear(did), exchange);
    const line = element("li", "alexa");
    for (const words of interim) line.append(element("p", "interim", words));
    if (speech) line.append(element("p", "words", speech));
    for (const violation of violations) line.append(element("p", "violation", `Alexa would refuse this: ${violation}`));
    if (exchange.request) {
      const wire = element("div", "wire");
      wire.append(json("Request", exchange.request), json("Response", exchange.response));
      line.append(wire);
    }
    if (line.childElementCount) this.#add(line);
    for (const aside of [hint, note, closed ? "The session is closed" : ""]) {
      if (aside) this.#add(element("li", "aside", aside));
    }
  }

  understand(line, exchange) {
    line.classList.remove("waiting");
    const told = understanding(exchange);
    if (told) line.append(element("p", "understood", told));
  }

  #add(line) {
    this.#list.append(line);
    this.#frame.scrollTop = this.#frame.scrollHeight;
  }
}
