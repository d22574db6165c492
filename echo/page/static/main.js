/** The page: an Echo, the conversation beside it, and what stands around them on the desk. */

import { Controls } from "./controls.js";
import { Device } from "./device.js";
import { Log } from "./log.js";
import { offline } from "./offline.js";
import { Refused, Server } from "./server.js";
import { browser, Microphone, Voice } from "./speech.js";

const id = (name) => document.getElementById(name);
const field = id("utterance");
const log = new Log(id("lines"), id("log"));
const server = new Server({ onLost: lost, onGone: begun, onState: watched });
const device = new Device((args) => act("touch", { arguments: args }));
const controls = new Controls(act);
const microphone = new Microphone(id("microphone"), id("microphone-note"), heard);
const voice = new Voice(id("voice"), id("voice-note"));
let session = "closed";
let suggested = [];
let completing = 0;

/** Ask the server for something and show what comes of it; `line` is where it was shown what they said. */
async function act(what, body, line) {
  microphone.pause();
  voice.hush();
  try {
    const answer = await server.ask(what, body);
    if (answer?.kinds) stand(answer);
    else if (answer?.lines) await react(answer, line);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    log.show({ aside: error.message });
  } finally {
    line?.classList.remove("waiting");
  }
}

async function react({ lines, state, screen }, line) {
  lines.forEach((exchange, number) => log.show(exchange, number ? undefined : line));
  tell(state);
  device.show(screen);
  await voice.say(lines.flatMap(({ voice: pieces = [], interim = [] }) => [...interim, ...pieces]));
  microphone.resume(session === "listening");
}

/** Draw everything anew, for a device that was just put on the desk, or a page that was just loaded. */
function stand(whole) {
  const speech = whole.voice ? offline : browser;
  microphone.use(speech.ears);
  voice.use(speech.mouth);
  log.clear();
  device.stand(whole);
  controls.stand(whole);
  for (const line of whole.lines) log.show(line);
  tell(whole.state);
  device.show(whole.screen);
}

const STANDS = { listening: "Listening", touchable: "Touch it or say “Alexa, …”", closed: "Asleep" };

function tell(state) {
  session = state.session;
  if (id("status").textContent !== STANDS[session]) id("status").textContent = STANDS[session];
  id("left").textContent = session === "touchable" ? ` · ${Math.ceil(state.secondsLeft)} s` : "";
  id("session").dataset.session = session;
  device.tell(state);
  controls.tell(state);
  suggest(state.suggestions);
}

/** Show how it stands when nobody has done anything. */
function watched(state) {
  const left = session === "touchable" && state.session === "closed";
  tell(state);
  if (left) log.show({ aside: "The screen was left alone for half a minute: the session is closed" });
}

function suggest(suggestions) {
  field.placeholder = { listening: "Answer, or ask", touchable: "Alexa, …", closed: suggestions[0] }[session];
  if (suggestions.join() === suggested.join()) return;
  suggested = suggestions;
  if (!field.value) chips(suggested, say);
}

function chips(texts, onPress) {
  id("chips").replaceChildren(
    ...texts.map((text) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.addEventListener("click", () => onPress(text));
      item.append(button);
      return item;
    }),
  );
}

/** Say something: what was heard is shown at once, what was understood when it is known. */
function say(utterance) {
  field.value = "";
  chips(suggested, say);
  return act("say", { utterance }, log.hear(utterance));
}

/** Offer what the words in the field can go on with. */
async function complete() {
  const typed = field.value;
  const asked = (completing += 1);
  const answer = typed ? await server.ask("complete", { typed }).catch(() => undefined) : undefined;
  if (asked !== completing || typed !== field.value) return;
  const offers = answer?.offers ?? [];
  if (!typed) chips(suggested, say);
  else chips(offers.map(({ text, replaces }) => typed.slice(0, typed.length - replaces) + text), fill);
}

function fill(text) {
  field.value = text;
  field.focus();
  complete();
}

/** Pressing the microphone calls the device, as "Alexa" does. */
function heard(words, complete) {
  const utterance = session === "touchable" ? `Alexa, ${words}` : words;
  field.value = utterance;
  if (complete) say(utterance);
}

function lost(isLost) {
  id("lost").hidden = !isLost;
  id("lost").textContent = isLost ? "The page has lost its server. It goes on as soon as that is there again: make show" : "";
  id("send").disabled = isLost;
}

/** Begin with the device that the server has for this tab, or a new one. */
async function begin() {
  const whole = await server.ask("open");
  if (whole) stand(whole);
}

/** The server was started again, or had to make room for others. */
async function begun() {
  await begin();
  log.show({ aside: "The server has a new device for this page: what was said before is over" });
}

id("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const utterance = field.value.trim();
  if (utterance && !id("send").disabled) say(utterance);
});
field.addEventListener("input", complete);
await begin();
server.watch();
