// Everything works without this file. It adds: the cursor in the error summary, a count of
// characters while writing, a guard against pressing a button twice, and a running total.
import { Button, CharacterCount, ErrorSummary, NotificationBanner, createAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner]) {
  createAll(component);
}

// The ballot says what the ticked ideas cost together. The server knows the same sum and
// checks it again; here it only follows the finger.
for (const ballot of document.querySelectorAll("[data-ballot]")) {
  const total = ballot.querySelector("[data-ballot-total]");
  if (!total) {
    continue;
  }

  const { locale, currency, digits, budget, within, over, count } = total.dataset;
  const money = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    trailingZeroDisplay: "stripIfInteger",
  });
  const sentence = total.querySelector("p");
  const say = (minor) => money.format(minor / 10 ** Number(digits));
  const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => values[Number(index)]);

  const update = () => {
    const ticked = [...ballot.querySelectorAll("input[data-cost]:checked")];
    if (budget === undefined) {
      sentence.textContent = fill(count, ticked.length);
      return;
    }

    const sum = ticked.reduce((all, box) => all + Number(box.dataset.cost), 0);
    const left = Number(budget) - sum;
    sentence.textContent = fill(left < 0 ? over : within, say(sum), say(Math.abs(left)), say(Number(budget)));
    total.classList.toggle("ballot__total--over", left < 0);
  };

  ballot.addEventListener("change", update);
  update();
}
