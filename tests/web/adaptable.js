// What is looked at in a page for `adaptable.py`: each function answers with faults as sentences.
(() => {
  "use strict";
  const told = each => each.outerHTML.replace(/\s+/g, " ").slice(0, 160);
  const isShown = each => each.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
  const isForEyes = each => !each.closest(".govuk-visually-hidden, .govuk-skip-link:not(:focus)");
  const all = (selector = "body *") => [...document.querySelectorAll(selector)].filter(each => isShown(each) && isForEyes(each));
  const few = found => [...new Set(found)].slice(0, 6);

  // --- Text with more space between its lines, words and letters (WCAG 1.4.12) ---

  const SPACES = new CSSStyleSheet();
  SPACES.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    + " p { margin-bottom: 2em !important }");

  function space(isOn) { document.adoptedStyleSheets = isOn ? [SPACES] : []; }

  function openAll() { for (const each of document.querySelectorAll("details")) each.open = true; }

  const cuts = value => value === "hidden" || value === "clip";

  function clipped() {
    return few(all().filter(each => {
      const style = getComputedStyle(each);
      if (!each.textContent.trim() || each instanceof SVGElement) return false;
      return cuts(style.overflowX) && each.scrollWidth > each.clientWidth + 1
        || cuts(style.overflowY) && each.scrollHeight > each.clientHeight + 1;
    }).map(each => `text is cut off: ${told(each)}`));
  }

  // What of a box is seen through the frames that it scrolls in.
  function seen(box, parent, frames) {
    for (let each = parent; each && each !== document.body; each = each.parentElement) {
      if (!frames.has(each)) frames.set(each, getComputedStyle(each).overflowX === "visible" ? null : each.getBoundingClientRect());
      const frame = frames.get(each);
      if (!frame) continue;
      box = { left: Math.max(box.left, frame.left), right: Math.min(box.right, frame.right),
              top: Math.max(box.top, frame.top), bottom: Math.min(box.bottom, frame.bottom) };
    }
    return box;
  }

  function lines() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange(), frames = new Map(), shown = new Map(), found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || parent.closest("option, script, noscript, title, desc")) continue;
      if (!shown.has(parent)) shown.set(parent, isShown(parent) && isForEyes(parent));
      if (!shown.get(parent)) continue;
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        // A line's box holds more than its letters: of it, what lies between the highest and the lowest small letter.
        const spare = rect.height * .28;
        const box = seen({ left: rect.left + 1, right: rect.right - 1, top: rect.top + spare, bottom: rect.bottom - spare }, parent, frames);
        if (box.right > box.left && box.bottom > box.top) found.push({ ...box, node });
      }
    }
    return found.sort((one, other) => one.top - other.top);
  }

  function overlapping() {
    const found = [], sorted = lines();
    sorted.forEach((one, index) => {
      for (let next = index + 1; next < sorted.length && sorted[next].top < one.bottom; next += 1) {
        const other = sorted[next];
        // Numbers in a chart may meet where it is narrow: the same stand in the table under it.
        const isInChart = one.node.parentElement.closest("svg") && other.node.parentElement.closest("svg");
        if (other.node !== one.node && !isInChart && other.left < one.right && one.left < other.right) {
          found.push(`text lies over text: "${one.node.data.trim().slice(0, 40)}" and "${other.node.data.trim().slice(0, 40)}"`);
        }
      }
    });
    return few(found);
  }

  const CLEAR = "rgba(0, 0, 0, 0)";

  // --- Focus (WCAG 2.4.3, 2.4.7, 2.4.11) ---

  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const LOOKS = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderTopColor", "borderTopWidth"];

  // As Tab goes: of radio buttons of one name one, and nothing that is only reached by a script.
  function controls() {
    const groups = new Set();
    return all(CONTROLS).filter(each => {
      if (each.disabled || each.tabIndex < 0 || !each.getClientRects().length) return false;
      if (each.type !== "radio") return true;
      const group = [...document.getElementsByName(each.name)].filter(other => other.form === each.form);
      const reached = group.find(other => other.checked) || group[0];
      const isNew = each === reached && !groups.has(reached);
      groups.add(reached);
      return isNew;
    });
  }

  // A radio button shows its focus on the sign that is drawn beside it, and a slider or a field on itself.
  const drawn = each => [[each, null], [each, "::before"], [each, "::after"],
    ...(each.labels && each.labels[0] ? [[each.labels[0], null], [each.labels[0], "::before"], [each.labels[0], "::after"]] : []),
    ...(each.nextElementSibling ? [[each.nextElementSibling, null]] : []), ...(each.firstElementChild ? [[each.firstElementChild, null]] : [])];
  const look = each => drawn(each).map(([one, part]) => {
    const style = getComputedStyle(one, part);
    return LOOKS.map(name => style[name]).join(" ");
  });
  const ringed = each => drawn(each).some(([one, part]) => {
    const style = getComputedStyle(one, part);
      // The browser's own ring is "auto", as wide as it thinks fit.
    const isWide = style.outlineStyle === "auto" || parseFloat(style.outlineWidth) >= 2;
    return style.outlineStyle !== "none" && isWide && style.outlineColor !== CLEAR;
  });
  // What a change of the looks is worth: a shadow or a ground that is seen, or a ring around.
  const changed = (before, after) => before.some((each, index) => each !== after[index]);

  function isCovered(each) {
    // What is taller than the window is seen in part.
    const boxes = [...each.getClientRects(), ...[...(each.labels || [])].flatMap(label => [...label.getClientRects()])].map(box => {
      const left = Math.max(box.left, 0), top = Math.max(box.top, 0);
      return { left, top, width: Math.min(box.right, innerWidth) - left, height: Math.min(box.bottom, innerHeight) - top };
    });
    const mine = hit => hit && (each.contains(hit) || hit.contains(each) || [...(each.labels || [])].some(one => one.contains(hit)));
    return !boxes.some(box => [.1, .5, .9].some(x => [.2, .5, .8].some(y =>
      mine(document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)))));
  }

  function focus(needsRing) {
    const found = [];
    for (const each of controls()) {
      document.activeElement.blur();
      const before = look(each);
      each.focus();
      if (document.activeElement !== each) { found.push(`cannot be focused: ${told(each)}`); continue; }
      if (!changed(before, look(each))) found.push(`its focus is not seen: ${told(each)}`);
      else if (needsRing && !ringed(each)) found.push(`its focus is not seen in high contrast: ${told(each)}`);
      if (isCovered(each)) found.push(`is covered when it has the focus: ${told(each)}`);
      if (each.tabIndex > 0) found.push(`is reached out of its turn: ${told(each)}`);
    }
    return few(found);
  }

  // Which of the controls has the focus, counted from 0 as the page is written; -1 = none of them.
  const turn = () => controls().indexOf(document.activeElement);

  // What stands side by side is read in the order that it is written in: neither up again nor back.
  function disordered() {
    const found = [];
    for (const each of all()) {
      const style = getComputedStyle(each);
      if (!/flex|grid/.test(style.display)) continue;
      const back = style.direction === "rtl" ? (one, next) => next.left >= one.right - 1 : (one, next) => next.right <= one.left + 1;
      // A number may well stand over the words that it is a number of: only what takes the focus must keep its turn.
      const parts = [...each.children].filter(part => isShown(part) && isForEyes(part) && part.getClientRects().length
        && (part.matches(CONTROLS) || part.querySelector(CONTROLS)));
      parts.slice(1).forEach((part, index) => {
        const one = parts[index].getBoundingClientRect(), next = part.getBoundingClientRect();
        const isBeside = next.top < one.bottom - 1 && one.top < next.bottom - 1;
        if (next.bottom <= one.top + 1 || isBeside && back(one, next)) found.push(`stands before what it is written after: ${told(part)}`);
      });
    }
    return few(found);
  }

  // --- High contrast and less motion ---

  const numbers = colour => (colour.match(/[\d.]+/g) || []).map(Number);
  const light = colour => {
    const [red, green, blue] = numbers(colour).map(each => (each /= 255) <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4);
    return .2126 * red + .7152 * green + .0722 * blue;
  };
  const contrast = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + .05) / (low + .05);
  };
  const isDrawn = colour => colour && colour !== "none" && colour !== CLEAR && numbers(colour)[3] !== 0;

  // What everything is drawn on, which somebody's own colours change too.
  function canvas() {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.backgroundColor = "Canvas";
    const colour = getComputedStyle(probe).backgroundColor;
    probe.remove();
    return colour;
  }

  function ground(each) {
    for (let one = each; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if (isDrawn(colour)) return colour;
    }
    return canvas();
  }

  const SHAPES = "svg path, svg line, svg polyline, svg polygon, svg circle, svg rect, svg text, svg ellipse";
  const paint = each => { const style = getComputedStyle(each); return style.stroke !== "none" ? [style.stroke, style.fill] : [style.fill]; };
  const boxed = () => all().filter(each => !(each instanceof SVGElement) && !each.textContent.trim() && !each.children.length
    && each.getClientRects().length && !/INPUT|SELECT|TEXTAREA|BR|HR|IMG/.test(each.tagName));
  const isBoxSeen = each => {
    const style = getComputedStyle(each), under = ground(each.parentElement);
    const hasEdge = ["Top", "Right", "Bottom", "Left"].some(side => parseFloat(style[`border${side}Width`]) > 0
      && style[`border${side}Style`] !== "none" && contrast(style[`border${side}Color`], under) >= 3);
    return hasEdge || isDrawn(style.backgroundColor) && contrast(style.backgroundColor, under) >= 3;
  };
  const isShapeSeen = each => paint(each).some(colour => isDrawn(colour) && contrast(colour, ground(each.closest("svg"))) >= 3);

  function remember() {
    return { boxes: boxed().filter(isBoxSeen), shapes: all(SHAPES).filter(isShapeSeen), text: document.body.innerText };
  }
  let kept = null;

  function keep() { kept = remember(); }

  function vanished() {
    return few([
      ...kept.boxes.filter(each => !isBoxSeen(each)), ...kept.shapes.filter(each => !isShapeSeen(each)),
    ].map(each => `is not seen in high contrast: ${told(each)}`)
      .concat(kept.text === document.body.innerText ? [] : ["another text in high contrast"]));
  }

  function moving() {
    return few([
      ...document.getAnimations().map(each => `moves: ${told(each.effect.target)}`),
      ...(kept.text === document.body.innerText ? [] : ["another text where motion is reduced"]),
    ]);
  }

  window.adaptable = { space, openAll, clipped, overlapping, controls, turn, focus, disordered, keep, vanished, moving };
})();
