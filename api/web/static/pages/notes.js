// A note that is being written: its draft is saved as one writes, the day follows the session, a late note asks why.
// Everything here is also done by a button or by the server.
(() => {
  const form = document.querySelector("form[data-note]");
  const status = document.getElementById("status");
  const field = name => form.elements.namedItem(name);
  const QUIET_MS = 1500;
  let timer = null, saving = null, isChanged = false, isStopped = false;

  const say = (text, time) => { status.textContent = text.replace("{time}", time); };

  async function save() {
    isChanged = false;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", headers: { Accept: "application/json" }, body: new URLSearchParams(new FormData(form)),
      });
      if (answer.ok) {
        const saved = await answer.json();
        field("draft_version").value = saved.version;
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
    // What is being saved is finished first, so that the note takes the place of the draft's latest version.
    if (saving) {
      event.preventDefault();
      const button = event.submitter;
      saving.then(() => form.requestSubmit(button));
    }
  });

  const session = document.getElementById("session");
  if (session) session.addEventListener("change", () => {
    const chosen = session.selectedOptions[0].dataset;
    if (!chosen.on) return;
    field("on").value = chosen.on;
    field("at").value = chosen.at;
    field("participants").value = chosen.participants;
    ask();
  });

  function ask() {
    const days = (Date.parse(form.dataset.today) - Date.parse(field("on").value)) / 86400000;
    document.getElementById("late").hidden = !(days > Number(form.dataset.delay)) && !field("late_reason").value;
  }
  field("on").addEventListener("change", ask);
})();
