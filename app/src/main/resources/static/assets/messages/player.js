// @ts-check
// Lets an operator hear a message faster or slower; seeking is the player's own.
const sound = document.getElementById("sound");
const speed = document.getElementById("speed");
const speeds = document.getElementById("speeds");
if (sound instanceof HTMLAudioElement && speed instanceof HTMLSelectElement && speeds) {
  speed.addEventListener("change", () => {
    sound.playbackRate = Number(speed.value);
  });
  speeds.hidden = false;
}
