// A form that is being written: its draft is saved as one writes. The same is done by a button of the form.
(() => {
  const form = document.querySelector("form[data-draft]");
  const status = document.getElementById("status");
  const version = form.elements.namedItem("draft_version");
  const QUIET_MS = 1500;
  let timer = null, saving = null, isChanged = false, isStopped = false;

  const say = (text, time) => { status.textContent = text.replace("{time}", time); };

  function filledIn() {
    // A draft has no files.
    const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    if (form.dataset.draftButton) pairs.push([form.dataset.draftButton, "1"]);
    return new URLSearchParams(pairs);
  }

  async function save() {
    isChanged = false;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", headers: { Accept: "application/json" }, body: filledIn(),
      });
      if (answer.ok) {
        const saved = await answer.json();
        version.value = saved.version;
        say(status.dataset.saved, saved.saved);
      } else if (answer.status === 412) {
        isStopped = true;
        say(status.dataset.elsewhere);
      } else {
        say(status.dataset.failed);
      }
    } catch {
      say(status.dataset.failed);
    }
  }

  function begin() {
    timer = null;
    if (saving || isStopped || !isChanged) return;
    saving = save().finally(() => { saving = null; if (isChanged) later(); });
  }

  function later() {
    if (timer) clearTimeout(timer);
    timer = setTimeout(begin, QUIET_MS);
  }

  form.addEventListener("input", event => {
    if (isStopped || !event.target.matches("textarea, input, select")) return;
    if (![...form.querySelectorAll("textarea")].some(each => each.value.trim())) return;
    if (!isChanged && !saving) say(status.dataset.typing);
    isChanged = true;
    later();
  });

  form.addEventListener("submit", event => {
    if (timer) clearTimeout(timer);
    isChanged = false;
    // What is being saved is finished first, so that what is recorded takes the place of the draft's latest version.
    if (saving) {
      event.preventDefault();
      const button = event.submitter;
      saving.then(() => form.requestSubmit(button));
    }
  });
})();
