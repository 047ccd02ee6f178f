// Language, slides and the page for paper. Nothing is remembered and nothing is fetched.
(function () {
  var root = document.documentElement;
  var titles = { en: root.getAttribute("data-title-en"), zh: root.getAttribute("data-title-zh") };
  function show(language) {
    root.setAttribute("data-lang", language);
    root.setAttribute("lang", language === "zh" ? "zh-CN" : "en");
    document.title = titles[language];
    // The address of a section says its language, so that a link opens what was seen.
    document.querySelectorAll("nav a").forEach(function (link) {
      link.setAttribute("href", "#" + language + "-" + link.getAttribute("href").replace(/^#(en-|zh-)?/, ""));
    });
  }
  // #zh, #zh-glance or #glance; without a language that asked for, else the browser's.
  function follow() {
    var asked = /^#(en|zh)(?:-(.+))?$/.exec(location.hash);
    if (!asked) { return false; }
    show(asked[1]);
    var section = asked[2] && document.getElementById(asked[2]);
    if (section) { section.scrollIntoView({ behavior: "instant" }); }
    return true;
  }
  var usual = root.getAttribute("data-opens") || (/^zh/i.test(navigator.language || "") ? "zh" : "en");
  show(usual);
  follow();
  window.addEventListener("hashchange", follow);
  document.getElementById("language").addEventListener("click", function () {
    show(root.getAttribute("data-lang") === "en" ? "zh" : "en");
  });
  // Slides: what is large enough to be read from the back of a room, one at a time.
  var stage = document.getElementById("stage"), slide = document.getElementById("slide"), at = 0;
  function legible(node) {
    if (node.tagName !== "FIGURE") { return true; }
    var box = node.querySelector("svg").getAttribute("viewBox").split(" ");
    return Number(box[3]) <= 4200;
  }
  var slides = Array.prototype.filter.call(document.querySelectorAll("#answer, .brief, figure"), legible);
  function turn(to) {
    at = Math.max(0, Math.min(slides.length - 1, to));
    var copy = slides[at].cloneNode(true);
    copy.removeAttribute("id");
    slide.replaceChildren(copy);
    document.getElementById("place").textContent = (at + 1) + " / " + slides.length;
  }
  function leave() {
    stage.hidden = true;
    root.classList.remove("showing");
    slide.replaceChildren();
    if (document.fullscreenElement) { document.exitFullscreen(); }
    document.getElementById("slides").focus();
  }
  document.getElementById("slides").addEventListener("click", function () {
    stage.hidden = false;
    root.classList.add("showing");
    turn(0);
    if (stage.requestFullscreen) { stage.requestFullscreen().catch(function () {}); }
  });
  stage.addEventListener("click", function (event) {
    event.preventDefault();
    turn(at + (event.clientX < window.innerWidth / 3 ? -1 : 1));
  });
  window.addEventListener("keydown", function (event) {
    if (stage.hidden) { return; }
    if (["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"].indexOf(event.key) >= 0) { turn(at + 1); }
    else if (["ArrowLeft", "ArrowUp", "PageUp"].indexOf(event.key) >= 0) { turn(at - 1); }
    else if (event.key === "Home") { turn(0); }
    else if (event.key === "End") { turn(slides.length - 1); }
    else if (event.key === "Escape") { leave(); }
    else { return; }
    event.preventDefault();
  });
  document.addEventListener("fullscreenchange", function () {
    if (!document.fullscreenElement && !stage.hidden) { leave(); }
  });
  // One page for paper: the answer, and what one must know before any number.
  document.getElementById("handout").addEventListener("click", function () {
    root.classList.add("handout");
    window.print();
    root.classList.remove("handout");
  });
  // What is folded away on the screen stands in print.
  window.addEventListener("beforeprint", function () {
    if (root.classList.contains("handout")) { return; }
    document.querySelectorAll("details.print").forEach(function (part) { part.open = true; });
  });
})();
