// A form that asks this phone or computer for a passkey (W3C Web Authentication) before it is sent. What to ask stands at the form, and
// what comes back goes into its field, both as the standard writes them in JSON.
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const withBytes = (known) => known.map((one) => ({ ...one, id: toBytes(one.id) }));

async function make(asked) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: toBytes(asked.challenge),
      user: { ...asked.user, id: toBytes(asked.user.id) },
      excludeCredentials: withBytes(asked.excludeCredentials ?? []),
    },
  });
  return written(made, {
    attestationObject: toText(made.response.attestationObject),
    transports: [],
  });
}

async function show(asked) {
  const shown = await navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: toBytes(asked.challenge),
      allowCredentials: withBytes(asked.allowCredentials ?? []),
    },
  });
  return written(shown, {
    authenticatorData: toText(shown.response.authenticatorData),
    signature: toText(shown.response.signature),
    userHandle: shown.response.userHandle ? toText(shown.response.userHandle) : null,
  });
}

const written = (passkey, response) =>
  JSON.stringify({
    id: passkey.id,
    rawId: toText(passkey.rawId),
    type: passkey.type,
    clientExtensionResults: {},
    response: { clientDataJSON: toText(passkey.response.clientDataJSON), ...response },
  });

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const [answer, button] = [form.querySelector("input[name=Answer]"), form.querySelector("button")];
  const say = (what) => {
    for (const sentence of form.querySelectorAll("[data-passkey-says]")) {
      sentence.hidden = sentence.dataset.passkeySays !== what;
    }
  };

  if (!window.PublicKeyCredential) {
    button.hidden = true;
    say("not-here");
    continue;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    say("");
    try {
      const asked = JSON.parse(form.dataset.passkey);
      answer.value = await (asked.user ? make(asked) : show(asked));
      form.submit();
    } catch {
      // They changed their mind, have none here, or took too long: nobody is told which, and neither are we.
      button.disabled = false;
      say("no-answer");
    }
  });
}
