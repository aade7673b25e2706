// Leaves for the lock when the page has been left alone for as long as the service lets a session be. Without scripts the layout's
// <noscript> does it, but blindly: it cannot ask whether something on the page has kept the session open meanwhile.
const after = 1000 * Number(document.currentScript.dataset.after);
const again = 60000;
let isTyping = false;

// A session that is open is sent on from the lock; being asked for counts as use.
async function isOpen() {
  return (await fetch("/lock", { redirect: "manual" })).type === "opaqueredirect";
}

// Whoever types has not left, though nothing is sent.
async function stayOpen() {
  if (isTyping) {
    isTyping = false;
    try {
      await isOpen();
    } catch {
      // The same is asked when it is time to leave.
    }
  }
  setTimeout(stayOpen, after / 3);
}

// A form of a write that somebody has typed in.
function typedForm() {
  const isTyped = form => [...form.querySelectorAll("textarea, input[type=text]")].some(each => each.value !== each.defaultValue);
  const isShownAgain = document.querySelector("#not-saved, .govuk-error-summary") !== null;
  return [...document.querySelectorAll("main form[method=post]")].find(
    form => form.elements.namedItem("key") && (isTyped(form) || isShownAgain && form.querySelector("textarea"))
  );
}

async function leaveIfLocked() {
  try {
    if (await isOpen()) {
      setTimeout(leaveIfLocked, again);
      return;
    }
    const form = typedForm();
    if (form) {
      // The service keeps it for whoever wrote it, and goes to the lock; it records nothing.
      const only = document.createElement("input");
      only.type = "hidden";
      only.name = "_keep";
      only.value = "1";
      form.append(only);
      HTMLFormElement.prototype.submit.call(form);
      return;
    }
  } catch {
    // Nobody answers, so nobody can tell: nothing is left on the screen.
  }
  location.assign("/lock?next=" + encodeURIComponent(location.pathname + location.search));
}

document.addEventListener("input", () => { isTyping = true; });
setTimeout(stayOpen, after / 3);
setTimeout(leaveIfLocked, after);
