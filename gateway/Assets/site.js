// Everything works without this file. It adds: the cursor in the error summary, a count of
// characters while writing, a guard against pressing a button twice, a way back, and a running total.
import { Button, CharacterCount, ErrorSummary, NotificationBanner, createAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner]) {
  createAll(component);
}

// A form that was refused stands at the address of its page: whoever comes back to it asks for the page, and sends nothing again.
if (document.body.dataset.method === "POST") {
  const page = new URL(location.href);
  page.searchParams.delete("handler");
  history.replaceState(history.state, "", page);
}

// A ballot card is made here, in the voter's own browser: 128 random bits in Crockford's base 32
// with a check symbol. Where this does not run the server makes it, and the page says so.
for (const field of document.querySelectorAll("[data-make-card]")) {
  const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
  const bits = crypto.getRandomValues(new Uint8Array(16));
  let number = bits.reduce((all, byte) => (all << 8n) | BigInt(byte), 0n) << 2n;
  let text = symbols[Number(number % 37n)];
  for (let at = 0; at < 26; at++, number >>= 5n) {
    text = symbols[Number(number & 31n)] + text;
  }

  field.value = text.replace(/(.{4})(?=.)/g, "$1-");
}

// The QR code of a card carries it behind the #, which no browser sends to anybody.
for (const form of document.querySelectorAll("[data-card-from-address]")) {
  const field = form.querySelector("input[name=Card]");
  if (location.hash.length > 1 && field.value === "") {
    field.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname + location.search);
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

// The ballot says what the ticked ideas cost together. The server knows the same sum and
// checks it again; here it only follows the finger.
for (const ballot of document.querySelectorAll("[data-ballot]")) {
  const total = ballot.querySelector("[data-ballot-total]");
  if (!total) {
    continue;
  }

  const { locale, currency, digits, budget, within, over, count, points, pointsGiven, pointsOf } = total.dataset;
  const money = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    trailingZeroDisplay: "stripIfInteger",
  });
  const sentence = total.querySelector("p");
  const say = (minor) => money.format(minor / 10 ** Number(digits));
  const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => values[Number(index)]);
  // The forms stand in the order of the CLDR, as Plurals.cs reads them.
  const plurals = new Intl.PluralRules(locale);
  const kinds = ["zero", "one", "two", "few", "many", "other"].filter((kind) =>
    plurals.resolvedOptions().pluralCategories.includes(kind));
  const counted = (forms, number) => {
    const all = forms.split(" | ");
    return fill(all[Math.min(kinds.indexOf(plurals.select(number)), all.length - 1)], number);
  };

  const update = () => {
    if (points) {
      const given = [...ballot.querySelectorAll("[data-points-for]")].reduce((all, box) => all + (Number(box.value) || 0), 0);
      sentence.textContent = points === "0" ? counted(pointsGiven, given) : fill(pointsOf, given, points);
      total.classList.toggle("ballot__total--over", points !== "0" && given > Number(points));
      return;
    }

    const places = ballot.querySelectorAll("[data-place]");
    if (places.length > 0 && !budget) {
      sentence.textContent = counted(count, [...places].filter((place) => place.value !== "").length);
      return;
    }

    const ticked = [...ballot.querySelectorAll("[data-cost]")].filter((box) => (box.type === "checkbox" ? box.checked : box.value !== ""));
    if (!budget) {
      sentence.textContent = counted(count, ticked.length);
      return;
    }

    const sum = ticked.reduce((all, box) => all + Number(box.dataset.cost), 0);
    const left = Number(budget) - sum;
    sentence.textContent = fill(left < 0 ? over : within, say(sum), say(Math.abs(left)), say(Number(budget)));
    total.classList.toggle("ballot__total--over", left < 0);
  };

  ballot.addEventListener("change", update);
  ballot.addEventListener("input", update);
  update();
}

// While somebody writes an idea, what neighbours wrote that is like it appears beside it. The words go to the page's own address and are
// kept nowhere. Without this file a button asks for the same.
for (const place of document.querySelectorAll("[data-similar]")) {
  const form = place.closest("form");
  const fields = ["Title", "Words"].map((name) => form.elements.namedItem(name)).filter(Boolean);
  const enough = 12;
  let waiting;
  let asked;
  const look = async () => {
    if (fields.reduce((all, field) => all + field.value.trim().length, 0) < enough) {
      return;
    }

    asked?.abort();
    asked = new AbortController();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      body.append(name, value);
    }

    try {
      const answer = await fetch("?handler=Similar&part=true", { method: "POST", body, signal: asked.signal });
      if (answer.ok && !answer.redirected) {
        const found = new DOMParser().parseFromString(await answer.text(), "text/html").body;
        // What is there already is not read out again.
        if (found.textContent.trim() !== place.textContent.trim()) {
          place.replaceChildren(...found.childNodes);
        }
      }
    } catch {
      // Whoever writes on, or has no line, misses nothing: the button is there.
    }
  };

  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, 1000);
    });
  }
}
