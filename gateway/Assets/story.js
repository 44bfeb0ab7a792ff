// Telling a story, without a line and with a voice. Everything works without this file: then a draft is kept with every
// step, a voice note comes as a file, and a story is sent while there is a line.

const prefix = "story of ";

// Photos and voice notes that were chosen without a line wait in a database of the browser, each with the id of its request.
const finished = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
async function files(mode, act) {
  const opening = indexedDB.open("stories", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("files", { keyPath: "id" });
  const database = await finished(opening);
  try {
    return await finished(act(database.transaction("files", mode).objectStore("files")));
  } finally {
    database.close();
  }
}

// The browser may have been closed since: the form of today says who sends it.
function post(action, fields) {
  const body = new FormData();
  fields.forEach(([name, value]) => body.append(name, value));
  const token = document.querySelector("[name=__RequestVerificationToken]");
  if (token) {
    body.set(token.name, token.value);
  }

  return fetch(action, { method: "POST", body });
}

function tell(story, word, text) {
  const state = document.querySelector(`form[data-story="${CSS.escape(story)}"] [data-story-state]`);
  if (state) {
    state.textContent = text || state.dataset[word];
  }
}

// False where one was refused: then the story waits, so that it can be put right first.
async function sendFiles() {
  for (const file of (await files("readonly", (store) => store.getAll())).sort((one, other) => one.at - other.at)) {
    const answer = await post(`${file.action}?handler=File`, file.fields);
    if (![204, 404, 413, 422].includes(answer.status)) {
      throw new Error(`Not taken: ${answer.status}`);
    }

    await files("readwrite", (store) => store.delete(file.id));
    if (answer.status !== 204) {
      tell(file.story, "fileRefused", answer.status === 422 && (await answer.text()));
      return false;
    }

    tell(file.story, "fileSent");
  }

  return true;
}

// What waits on this phone is sent whenever there is a line: at once, on the next page, or when the line comes back. It is
// the same request each time, so that however often it arrives there is one story, and each photo is in it once.
const firstPause = 4000;
const longestPause = 300000;
let sending = false;
let pause = firstPause;
let next;
async function sendWaiting() {
  if (sending || !navigator.onLine) {
    return;
  }

  sending = true;
  try {
    if (!(await sendFiles())) {
      return;
    }

    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix) && name.endsWith(" to send"))) {
      const { action, fields } = JSON.parse(localStorage.getItem(key));
      const answer = await post(action, fields);
      // Where nobody is signed in any more, or somebody else is, it is asked for again and not lost.
      if (answer.redirected && answer.ok && new URL(answer.url).searchParams.has("sent")) {
        localStorage.removeItem(key);
        localStorage.removeItem(key.replace(" to send", " draft"));
        if (location.pathname === new URL(action, location.href).pathname) {
          location.assign(answer.url);
        }
      } else if (answer.ok || answer.status === 409) {
        // There is something to put right, or it was sent before: the page says which.
        localStorage.removeItem(key);
        location.assign(action);
      } else {
        throw new Error(`Not taken: ${answer.status}`);
      }
    }

    pause = firstPause;
  } catch {
    // There is a line that does not carry, or nobody at its end; it is tried again, less and less often.
    clearTimeout(next);
    next = setTimeout(sendWaiting, pause);
    pause = Math.min(2 * pause, longestPause);
  } finally {
    sending = false;
  }
}

const words = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");

// An idea is kept on this phone alone, and only from when there was no line: with one, its own button keeps it with us.
const ofAnIdea = ["Title", "Words", "WhoBenefits", "ShownAs"];
const ideaWords = (form) => JSON.stringify(words(form).filter(([name]) => ofAnIdea.includes(name)));

// What stays on this phone goes only when the page to which the button led says that we have it. Whoever comes back to that page later
// has pressed nothing.
const pressedKey = "story pressed";
const pressed = sessionStorage.getItem(pressedKey);
const arrived = document.querySelector("[data-story-sent]");
sessionStorage.removeItem(pressedKey);
const came = performance.getEntriesByType("navigation")[0]?.type;
if (arrived && came === "navigate" && pressed?.startsWith(prefix + arrived.dataset.storySent)) {
  localStorage.removeItem(pressed);
}

for (const form of document.querySelectorAll("form[data-story]")) {
  const state = form.querySelector("[data-story-state]");
  const draftKey = `${prefix}${form.dataset.story} draft`;
  const sendKey = `${prefix}${form.dataset.story} to send`;
  const say = (text) => {
    state.textContent = text;
  };

  if (localStorage.getItem(sendKey)) {
    say(state.dataset.waits);
  }

  // What was written without a line and is not with the council yet is put back. Of an idea it is newer than what was saved, so it stands
  // in its place and the page says so; only what was just sent from here and came back is as new.
  const isHere = form.dataset.storyHere !== undefined;
  const left = JSON.parse(localStorage.getItem(draftKey) ?? "null");
  if (left && isHere && document.body.dataset.method === "POST") {
    localStorage.setItem(draftKey, ideaWords(form));
  } else if (left) {
    for (const [name, value] of left) {
      const field = form.elements.namedItem(name);
      if ((field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) && (isHere || field.value === "")) {
        field.value = value;
      }
    }

    if (isHere) {
      say(state.dataset.back);
    }
  }

  let waiting;
  // Of itself it says only that what was on this phone is with us now: it hides nothing that was said of a photo or voice note since.
  const keep = async (ofItself) => {
    if (isHere) {
      if (!navigator.onLine || localStorage.getItem(draftKey)) {
        localStorage.setItem(draftKey, ideaWords(form));
      }

      if (!navigator.onLine) {
        say(state.dataset.away);
      }

      return;
    }

    const report = (text) => (!ofItself || state.textContent === state.dataset.away) && say(text);
    localStorage.setItem(draftKey, JSON.stringify(words(form).filter(([name]) => name === "Words" || name.startsWith("Answers["))));
    if (!navigator.onLine) {
      report(state.dataset.away);
      return;
    }

    try {
      const answer = await post(`${form.getAttribute("action")}?handler=Draft`, words(form));
      if (answer.status === 204) {
        localStorage.removeItem(draftKey);
        report(state.dataset.kept);
      }
    } catch {
      report(state.dataset.away);
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 1500);
  });
  window.addEventListener("online", () => keep(true));

  // Keeps a chosen photo or voice note here; its fields are empty for the next one, which has an id of its own.
  const keepFile = async () => {
    if (form.querySelector("#Content")?.files.length && !form.querySelector("[name=Recognised]:checked")) {
      say(state.dataset.fileWho);
      return;
    }

    const id = form.elements.FileRequestId;
    const file = { id: id.value, story: form.dataset.story, at: Date.now(), action: form.getAttribute("action"), fields: [...new FormData(form)] };
    try {
      await files("readwrite", (store) => store.put(file));
    } catch {
      say(state.dataset.fileRefused);
      return;
    }

    id.value = crypto.randomUUID();
    form.querySelectorAll("#Content, #Sound, #AltText, #Transcript").forEach((field) => {
      field.value = "";
    });
    form.querySelectorAll("[name=Recognised], .consent input").forEach((field) => {
      field.checked = false;
    });
    say(state.dataset.fileWaits);
  };

  form.addEventListener("submit", async (event) => {
    clearTimeout(waiting);
    if (navigator.onLine || !event.submitter) {
      if (isHere) {
        sessionStorage.setItem(pressedKey, draftKey);
        keep();
      }

      return;
    }

    event.preventDefault();
    if (event.submitter.matches("[data-story-send]")) {
      const fields = [...words(form), ["go", "send"]];
      localStorage.setItem(sendKey, JSON.stringify({ action: form.getAttribute("action"), fields }));
      say(state.dataset.waits);
      return;
    }

    await keep();
    if ([...form.querySelectorAll("#Content, #Sound")].some((field) => field.files.length)) {
      await keepFile();
    }
  });
}

window.addEventListener("online", () => {
  // What failed while there was none says nothing of the line that is there now.
  pause = firstPause;
  sendWaiting();
});
sendWaiting();
