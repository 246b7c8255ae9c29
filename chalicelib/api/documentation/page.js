"use strict";

// The page's own address ends in /docs, wherever the API is deployed: what is beside it is relative to it.
const ui = SwaggerUIBundle({
  url: "v1/openapi.json",
  dom_id: "#api",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  docExpansion: "list",
  filter: true,
  persistAuthorization: false, // a key is forgotten with the page
  requestSnippetsEnabled: true,
  tryItOutEnabled: true,
  validatorUrl: null, // Swagger's own would be asked on another host
  onComplete: use,
});

const form = document.getElementById("key");
const said = form.querySelector("output");
let isKeyKnown = false;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  use();
});

function use() {
  const secret = document.getElementById("secret").value.trim();
  if (secret) {
    ui.preauthorizeApiKey("key", secret);
  } else if (isKeyKnown) {
    ui.authActions.logout(["key"]);
  }
  isKeyKnown = secret !== "";
  said.textContent = isKeyKnown
    ? `Requests are sent with ${secret.slice(0, 12)}…, until the page is left.`
    : "Requests are sent without a key.";
}
