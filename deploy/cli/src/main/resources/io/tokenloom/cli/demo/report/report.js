(function () {
  var tip = document.getElementById("tip");
  var held = null;

  function show(token) {
    tip.textContent = "id " + token.dataset.i + "   bytes " + token.dataset.x;
    tip.hidden = false;
    var box = token.getBoundingClientRect();
    var left = Math.min(Math.max(8, box.left), window.innerWidth - tip.offsetWidth - 8);
    var above = box.top - tip.offsetHeight - 6;
    tip.style.left = Math.max(8, left) + "px";
    tip.style.top = (above > 4 ? above : box.bottom + 6) + "px";
  }

  function tokenAt(event) {
    return event.target.closest ? event.target.closest(".tokens b") : null;
  }

  document.addEventListener("pointerover", function (event) {
    var token = tokenAt(event);
    if (token) {
      show(token);
    } else if (!held) {
      tip.hidden = true;
    }
  });
  document.addEventListener("click", function (event) {
    held = tokenAt(event);
    if (held) {
      show(held);
    } else {
      tip.hidden = true;
    }
  });
  window.addEventListener("scroll", function () {
    held = null;
    tip.hidden = true;
  }, { passive: true });
})();
