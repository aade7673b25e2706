// A note that is being written: the day follows the session, a late note asks why. Its draft is saved by drafts.js.
// Everything here is also done by a button or by the server.
(() => {
  const form = document.querySelector("form[data-note]");
  const field = name => form.elements.namedItem(name);

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
