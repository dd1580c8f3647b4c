// Passkeys: forms with data-passkey ask the browser for one ("get") or to make one ("create"), then send it.
// What it is asked for stands in #passkey-options, or comes from the address in data-options.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withBytes = (credentials) => credentials?.map((one) => ({ ...one, id: bytes(one.id) }));

async function options(form) {
  const address = form.dataset.options;
  if (!address) return JSON.parse(document.getElementById("passkey-options").textContent);
  const reply = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!reply.ok) throw new Error(reply.status);
  return reply.json();
}

async function create(form) {
  const { publicKey } = (await options(form)).creation_options;
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      // So that it can log in by itself, where the device can keep such a one.
      authenticatorSelection: { ...publicKey.authenticatorSelection, residentKey: "preferred", requireResidentKey: false },
    },
  });
}

async function get(form) {
  const { publicKey } = (await options(form)).request_options;
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
}

function plain(credential) {
  const { response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  };
}

async function send(form) {
  const failed = form.querySelector("[data-failed]");
  const button = form.querySelector("button[type=submit]");
  failed.hidden = true;
  button.disabled = true;
  try {
    const credential = await (form.dataset.passkey === "create" ? create(form) : get(form));
    form.elements.credential.value = JSON.stringify(plain(credential));
    form.submit();
  } catch {
    failed.hidden = false;
    button.disabled = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
