// Sliders and the numbers beside them follow each other; one that nobody has set is shown as such and counts as no answer.
(() => {
  for (const scale of document.querySelectorAll("[data-scale]")) {
    const slider = scale.querySelector("input[type=range]");
    const number = scale.querySelector("input[type=text]");

    const isSet = () => number.value.trim() !== "";
    function show() {
      slider.classList.toggle("is-unset", !isSet());
      slider.setAttribute("aria-valuetext", isSet() ? number.value : slider.dataset.unset);
    }
    function fromSlider() {
      number.value = slider.value.replace(".", ",");
      show();
    }
    function fromNumber() {
      const value = Number(number.value.replace(",", "."));
      slider.value = number.value.trim() && Number.isFinite(value) ? value : slider.dataset.start;
      show();
    }

    slider.addEventListener("input", fromSlider);
    // To point at where it stands already is an answer too, and moves nothing.
    slider.addEventListener("pointerup", fromSlider);
    number.addEventListener("input", fromNumber);
    show();
  }
})();
