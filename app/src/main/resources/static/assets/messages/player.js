// Lets an operator hear a message faster or slower; seeking is the player's own.
const sound = document.getElementById("sound");
const speed = document.getElementById("speed");
speed.addEventListener("change", () => {
  sound.playbackRate = Number(speed.value);
});
document.getElementById("speeds").hidden = false;
