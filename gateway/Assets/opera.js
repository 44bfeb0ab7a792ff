// A room in which a group works: the page shows itself again when something in the room is new, and never while somebody types; and the
// clock of whoever explains runs. Everything works without this file: the page can be loaded again, and says how much time is left.
const every = 5_000;
const room = document.querySelector("[data-room]");

// Something was typed or ticked that is not saved, or somebody is about to.
function isBusy() {
  const at = document.activeElement;
  const fields = [...document.querySelectorAll("main textarea, main input:not([type=hidden]), main select")];
  return (
    // Nor is a page taken away from under a reader who goes by keyboard, or who has opened something.
    (at && at.matches("textarea, input, select, button, a, summary")) ||
    document.querySelector("main details[open]") ||
    document.body.dataset.method === "POST" ||
    fields.some((field) =>
      field.matches("[type=checkbox], [type=radio]")
        ? field.checked !== field.defaultChecked
        : field.matches("select")
          ? [...field.options].some((option) => option.selected !== option.defaultSelected && option.value !== "")
          : field.value !== field.defaultValue,
    )
  );
}

async function look() {
  if (document.hidden) {
    document.addEventListener("visibilitychange", look, { once: true });
    return;
  }

  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, cache: "no-store" });
    // The room is gone, or whoever looked is signed out: there is nothing more to come.
    if (answer.status === 404 || answer.redirected) {
      return;
    }

    const there = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-room]") : null;
    // Who has no line sees what there was.
    if (there && there.dataset.room !== room.dataset.room) {
      if (!isBusy()) {
        location.replace(location.pathname);
        return;
      }

      for (const note of document.querySelectorAll("[data-room-new]")) {
        note.hidden = false;
      }
    }
  } catch {
    // The line is lost; it may come back.
  }

  setTimeout(look, every);
}

if (room) {
  setTimeout(look, every);
}

// It counts from what the server said was left, so that a wrong clock of a phone does not matter.
for (const clock of document.querySelectorAll("[data-clock]")) {
  const begin = performance.now();
  const shown = document.createElement("strong");
  clock.replaceChildren(shown);
  const tick = () => {
    const left = Math.max(0, Math.ceil(Number(clock.dataset.clock) - (performance.now() - begin) / 1000));
    shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) {
      setTimeout(tick, 250);
    } else {
      clock.textContent = clock.dataset.over;
    }
  };
  tick();
}
