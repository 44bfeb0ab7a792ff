// Telling a story, without a line and with a voice. Everything works without this file: then a draft is kept with every
// step, a voice note comes as a file, and a story is sent while there is a line.

const prefix = "story of ";

// What waits on this phone is sent whenever there is a line: at once, on the next page, or when the line comes back. It is
// the same request each time, so that however often it arrives there is one story.
let sending = false;
async function sendWaiting() {
  if (sending || !navigator.onLine) {
    return;
  }

  sending = true;
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(prefix) && name.endsWith(" to send"))) {
      const { action, fields } = JSON.parse(localStorage.getItem(key));
      const body = new FormData();
      fields.forEach(([name, value]) => body.append(name, value));
      const answer = await fetch(action, { method: "POST", body });
      if (answer.redirected && answer.ok) {
        localStorage.removeItem(key);
        localStorage.removeItem(key.replace(" to send", " draft"));
        if (location.pathname === new URL(action, location.href).pathname) {
          location.assign(answer.url);
        }
      } else if (answer.ok || answer.status === 409) {
        // There is something to put right, or it was sent before: the page says which.
        localStorage.removeItem(key);
        location.assign(action);
      }
    }
  } catch {
    // There is no line after all; it waits.
  } finally {
    sending = false;
  }
}

const words = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");

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

  // What was written without a line and is not with the council yet is put back, once.
  const left = JSON.parse(localStorage.getItem(draftKey) ?? "null");
  if (left) {
    for (const [name, value] of left) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLTextAreaElement && field.value === "") {
        field.value = value;
      }
    }
  }

  let waiting;
  const keep = async () => {
    localStorage.setItem(draftKey, JSON.stringify(words(form).filter(([name]) => name === "Words" || name.startsWith("Answers["))));
    if (!navigator.onLine) {
      say(state.dataset.away);
      return;
    }

    try {
      const body = new FormData();
      words(form).forEach(([name, value]) => body.append(name, value));
      const answer = await fetch(`${form.getAttribute("action")}?handler=Draft`, { method: "POST", body });
      if (answer.status === 204) {
        localStorage.removeItem(draftKey);
        say(state.dataset.kept);
      }
    } catch {
      say(state.dataset.away);
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 1500);
  });
  window.addEventListener("online", keep);

  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (navigator.onLine || !event.submitter) {
      return;
    }

    event.preventDefault();
    if (event.submitter.matches("[data-story-send]")) {
      const fields = [...words(form), ["go", "send"]];
      localStorage.setItem(sendKey, JSON.stringify({ action: form.getAttribute("action"), fields }));
      say(state.dataset.waits);
    } else {
      keep();
    }
  });
}

window.addEventListener("online", sendWaiting);
sendWaiting();

// The recorder puts what it recorded into the field for a file, where it is sent as any other file.
for (const box of document.querySelectorAll("[data-recorder]")) {
  const field = document.getElementById("Sound");
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder || !field) {
    continue;
  }

  box.hidden = false;
  const tooLong = 10 * 60 * 1000;
  let recorder;
  button.addEventListener("click", async () => {
    if (recorder?.state === "recording") {
      recorder.stop();
      return;
    }

    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      status.textContent = box.dataset.refused;
      return;
    }

    const pieces = [];
    recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32000 });
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      stream.getTracks().forEach((track) => track.stop());
      const files = new DataTransfer();
      files.items.add(new File(pieces, "voice", { type: recorder.mimeType }));
      field.files = files.files;
      button.textContent = box.dataset.start;
      status.textContent = box.dataset.done;
    });
    recorder.start();
    setTimeout(() => recorder.state === "recording" && recorder.stop(), tooLong);
    button.textContent = box.dataset.stop;
    status.textContent = box.dataset.running;
  });
}
