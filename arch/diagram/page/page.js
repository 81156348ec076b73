(function () {
  "use strict";
  var facts = JSON.parse(document.getElementById("facts").textContent);
  var root = document.documentElement, sheet = document.querySelector(".sheet"), aside = document.querySelector("aside");
  var hint = aside.innerHTML, chosen = null;
  root.classList.add("js");

  // Elements of the picture by what they draw. Grounds of groups stay when a flow is traced.
  var drawn = {};
  sheet.querySelectorAll("[data-id]").forEach(function (el) {
    var id = el.getAttribute("data-id");
    (drawn[id] = drawn[id] || []).push(el);
    var thing = facts.things[id];
    if (!thing || thing.node) { el.setAttribute("data-of", id); }
  });

  // The arrow's tip and the number in a badge follow their line and round, and have no id of their own.
  sheet.querySelectorAll("[data-of]").forEach(function (el) {
    var next = el.nextElementSibling, id = el.getAttribute("data-of");
    if (next && !next.hasAttribute("data-id") && (facts.lines[id] || facts.steps[id]) && (el.tagName === "path" || el.tagName === "rect")) {
      next.setAttribute("data-of", id);
    }
  });

  function edgesOf(id) {
    if (facts.edges[id] && !facts.lines[id]) { return [id]; }
    if (facts.steps[id]) { return facts.steps[id].edges; }
    if (facts.lines[id]) { return facts.lines[id]; }
    return Object.keys(facts.edges).filter(function (e) { return facts.edges[e].from === id || facts.edges[e].to === id; });
  }

  function trace(id) {
    var lit = {}, edges = {};
    lit[id] = true;
    edgesOf(id).forEach(function (e) {
      edges[e] = lit[e] = lit[facts.edges[e].from] = lit[facts.edges[e].to] = true;
    });
    Object.keys(facts.lines).forEach(function (line) {
      if (facts.lines[line].some(function (e) { return edges[e]; })) { lit[line] = true; }
    });
    Object.keys(facts.steps).forEach(function (step) {
      if (facts.steps[step].edges.some(function (e) { return edges[e]; })) { lit[step] = true; }
    });
    sheet.querySelectorAll("[data-of]").forEach(function (el) { el.classList.toggle("lit", !!lit[el.getAttribute("data-of")]); });
    sheet.classList.add("tracing");
  }

  function letGo() {
    if (chosen) { trace(chosen); } else { sheet.classList.remove("tracing"); }
  }

  function add(parent, tag, text) {
    var el = document.createElement(tag);
    if (text !== undefined) { el.textContent = text; }
    parent.appendChild(el);
    return el;
  }

  function name(id) { return facts.things[id] ? facts.things[id].title : id; }

  function list(parent, title, items) {
    if (items.length === 0) { return; }
    add(parent, "dt", title);
    var ul = add(add(parent, "dd"), "ul");
    items.forEach(function (item) { add(ul, "li", item); });
  }

  function show(id) {
    var thing = facts.things[id], step = facts.steps[id];
    aside.textContent = "";
    if (step) {
      add(aside, "h2", step.text);
    } else if (thing) {
      add(aside, "h2", thing.title);
      add(aside, "p", thing.kind.replace(/-/g, " ") + (thing.detail ? " · " + thing.detail : "")).className = "kind";
    } else {
      add(aside, "h2", "Connection");
    }
    var dl = add(aside, "dl");
    if (thing) {
      list(dl, "Facts", thing.facts || []);
      list(dl, "In", (thing.inside || []).map(function (g) { return name(g) + (facts.things[g] && facts.things[g].detail ? " " + facts.things[g].detail : ""); }));
    }
    var seen = {};
    list(dl, "Connections", edgesOf(id).map(function (e) {
      var edge = facts.edges[e];
      return name(edge.from) + " → " + name(edge.to) + (edge.label ? " · " + edge.label : "");
    }).filter(function (text) { var first = !seen[text]; seen[text] = true; return first; }));
    (thing && thing.details || []).forEach(function (detail) {
      if (!detail.code) { list(dl, detail.title, detail.lines); return; }
      add(dl, "dt", detail.title);
      add(add(dl, "dd"), "pre", detail.lines.join("\n"));
    });
    if (thing && thing.path) { list(dl, "Field of the spec", [thing.path]); }
    list(dl, "Name in the picture", [id]);
  }

  function choose(id) {
    (drawn[chosen] || []).forEach(function (el) { el.classList.remove("chosen"); el.removeAttribute("aria-pressed"); });
    chosen = id;
    if (!id) { aside.innerHTML = hint; letGo(); return; }
    var first = drawn[id][0];
    if (first.tagName === "rect") { first.classList.add("chosen"); }
    first.setAttribute("aria-pressed", "true");
    show(id);
    trace(id);
  }

  // One element of each thing takes the focus: its ground, or else what is drawn first.
  Object.keys(drawn).forEach(function (id) {
    if (!facts.things[id] && !facts.steps[id]) { return; }
    var first = drawn[id][0];
    first.setAttribute("tabindex", "0");
    first.setAttribute("role", "button");
    first.setAttribute("aria-label", facts.steps[id] ? facts.steps[id].text : facts.things[id].title + " " + (facts.things[id].detail || ""));
  });

  function target(event) {
    var el = event.target.closest && event.target.closest("[data-id]");
    return el ? el.getAttribute("data-id") : null;
  }

  sheet.querySelector("svg").removeAttribute("role"); // a picture has no buttons inside
  sheet.addEventListener("mouseover", function (event) {
    var id = target(event);
    if (id && !(facts.things[id] && !facts.things[id].node)) { trace(id); } else { letGo(); }
  });
  sheet.addEventListener("mouseleave", letGo);
  sheet.addEventListener("focusin", function (event) {
    var id = target(event);
    if (id && !(facts.things[id] && !facts.things[id].node)) { trace(id); }
  });
  sheet.addEventListener("focusout", letGo);
  sheet.addEventListener("click", function (event) { choose(target(event)); });
  sheet.addEventListener("keydown", function (event) {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(target(event)); }
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { choose(null); } });

  var tabs = Array.prototype.slice.call(document.querySelectorAll("[role=tab]"));
  function select(tab, focus) {
    tabs.forEach(function (other) {
      var on = other === tab;
      other.setAttribute("aria-selected", String(on));
      other.tabIndex = on ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !on;
    });
    if (focus) { tab.focus(); }
  }
  tabs.forEach(function (tab, i) {
    tab.addEventListener("click", function () { select(tab); });
    tab.addEventListener("keydown", function (event) {
      var to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[event.key];
      if (to !== undefined) { event.preventDefault(); select(tabs[(to + tabs.length) % tabs.length], true); }
    });
  });
  if (tabs.length > 0) { select(tabs[0]); }
})();
