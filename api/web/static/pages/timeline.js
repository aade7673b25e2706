// The slider through time: it swaps the record beneath it for the record as it was known. Without this the date field does it.
"use strict";

(() => {
  const moment = document.getElementById("moment");
  if (!moment) return;
  const days = moment.dataset.days.split(",");
  const slide = document.getElementById("slide");
  const field = document.getElementById("known_at");
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeZone: "UTC" });
  let wanted = null;
  let timer = 0;

  const address = (index) => {
    const url = new URL(location.href);
    url.searchParams.delete("page");
    url.searchParams.delete("done");
    // The last stop is now, also when more is written today.
    if (index === days.length - 1) url.searchParams.delete("known_at");
    else url.searchParams.set("known_at", days[index]);
    return url;
  };

  // On a narrow screen the picture is wider than its frame: the day that is shown is what is seen of it first.
  const seek = () => {
    const [now, frame] = [document.querySelector(".akt-picture__now"), document.querySelector(".akt-picture .aktspar-scroll")];
    if (now && frame) frame.scrollLeft += now.getBoundingClientRect().right - frame.getBoundingClientRect().right + 16;
  };

  const tell = () => {
    slide.setAttribute("aria-valuetext", words.format(new Date(days[slide.value] + "T00:00:00Z")));
    document.getElementById("moment-day").textContent = slide.getAttribute("aria-valuetext");
  };

  const swap = async () => {
    const url = address(Number(slide.value));
    wanted = url.href;
    const record = document.getElementById("record");
    record.classList.add("akt-waiting");
    const answer = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
    if (wanted !== url.href) return;
    // Whatever is not the page itself, such as the lock, is shown as it is.
    if (!answer || !answer.ok || answer.redirected) { location.assign(url); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["record", "moment-day", "sum"]) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    record.classList.remove("akt-waiting");
    const steps = ".akt-moment__steps";
    document.querySelector(steps).replaceWith(page.querySelector(steps));
    field.value = page.getElementById("known_at").value;
    history.replaceState(null, "", url);
    seek();
  };

  slide.addEventListener("input", () => { tell(); clearTimeout(timer); timer = setTimeout(swap, 180); });
  moment.querySelector(".akt-moment__slide").hidden = false;
  seek();
  addEventListener("resize", seek);
})();
