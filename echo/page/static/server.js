/** What the page asks the server, and whether the server is there. */

const STATE_MS = 2000;
const LOST_MS = 1000;

/** Return this tab's id, which it keeps when it is loaded again. */
function tabId() {
  const id = sessionStorage.getItem("tab") ?? crypto.randomUUID();
  sessionStorage.setItem("tab", id);
  return id;
}

/** The server's answer was a refusal; the message says why. */
export class Refused extends Error {}

export class Server {
  #tab = tabId();
  #busy = 0;
  #lost = false;

  /**
   * `onLost` is called with whether the server is gone, `onGone` when it knows nothing of this tab any more, and
   * `onState` from time to time with how the device stands.
   */
  constructor({ onLost, onGone, onState }) {
    this.onLost = onLost;
    this.onGone = onGone;
    this.onState = onState;
  }

  /** Ask something; returns the answer, or undefined where none came. Rejects with `Refused`. */
  async ask(what, body = {}) {
    this.#busy += 1;
    try {
      const reply = await fetch(`/ask/${what}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ tab: this.#tab, ...body }),
      });
      const answer = await reply.json();
      this.#found();
      if (!reply.ok) throw new Refused(answer.error);
      if (!answer.gone) return answer;
      await this.onGone();
    } catch (error) {
      if (error instanceof Refused) throw error;
      this.#lose();
    } finally {
      this.#busy -= 1;
    }
    return undefined;
  }

  /** Begin to ask how the device stands. */
  async watch() {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, this.#lost ? LOST_MS : STATE_MS));
      if (this.#busy) continue;
      const state = await this.ask("state");
      // Whatever was asked meanwhile knows better.
      if (state && !this.#busy) this.onState(state);
    }
  }

  #lose() {
    if (this.#lost) return;
    this.#lost = true;
    this.onLost(true);
  }

  #found() {
    if (!this.#lost) return;
    this.#lost = false;
    this.onLost(false);
  }
}
