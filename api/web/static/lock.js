// Leaves for the lock when the page has been left alone for as long as the service lets a session be. Without scripts the layout's
// <noscript> does it, but blindly: it cannot ask whether something on the page has kept the session open meanwhile.
const after = 1000 * Number(document.currentScript.dataset.after);
const again = 60000;

async function leaveIfLocked() {
  try {
    // A session that is open is sent on from the lock.
    const answer = await fetch("/lock", { redirect: "manual" });
    if (answer.type === "opaqueredirect") {
      setTimeout(leaveIfLocked, again);
      return;
    }
  } catch {
    // Nobody answers, so nobody can tell: nothing is left on the screen.
  }
  location.assign("/lock?next=" + encodeURIComponent(location.pathname + location.search));
}

setTimeout(leaveIfLocked, after);
