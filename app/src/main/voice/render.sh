#!/usr/bin/env bash
# Renders what the line says: for each language one WAV per line of <language>.txt, and the hold music.
#
# A line is: name <TAB> text [<TAB> what the synthesiser must be told to say, where it stresses the text wrongly].
# A text that ends with a full stop, a question mark or a comma gets a pause after it; any other is followed at
# once by what it is joined with at run time. One that ends with ♪ is followed by a tone. Needs espeak-ng, sox and a JDK. The result is the same on every
# run with the same versions, so that it can be kept beside the sources.
set -euo pipefail
cd "$(dirname "$0")"
prompts=../resources/prompts
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

readonly WORDS_PER_MINUTE=140 # slower than usual speech: many callers are elderly
readonly PEAK_DB=-3
readonly TONE_DB=-9
readonly PAUSE_AFTER_SENTENCE=0.35
readonly PAUSE_AFTER_COMMA=0.15
readonly PAUSE_AFTER_WORD=0.06

# 1. even level, 2. silence off both ends, 3. the band of a telephone, 4. peak level, 5. pause
render() { # voice, text, what to tell the synthesiser, file
  local pause
  case $2 in
    *[.?]) pause=$PAUSE_AFTER_SENTENCE ;;
    *,) pause=$PAUSE_AFTER_COMMA ;;
    *) pause=$PAUSE_AFTER_WORD ;;
  esac
  espeak-ng -v "$1" -s "$WORDS_PER_MINUTE" -w "$work/raw.wav" "$3"
  sox -D "$work/raw.wav" -c 1 -b 16 "$4" \
    norm -6 compand 0.002,0.12 6:-60,-66,-45,-45,-35,-30,-15,-18,0,-13 0 -30 0.004 \
    silence 1 0.01 0.4% reverse silence 1 0.01 0.4% reverse \
    highpass 180 rate -v 8000 norm "$PEAK_DB" pad 0.03 "$pause"
  case $2 in
    *♪)
      sox -n -r 8000 -c 1 -b 16 "$work/tone.wav" synth 0.4 sine 1000 gain "$TONE_DB" fade 0.01 0.4 0.02
      sox "$4" "$work/tone.wav" "$work/both.wav" && mv "$work/both.wav" "$4"
      ;;
  esac
}

for language in ru en; do
  case $language in ru) voice=ru ;; en) voice=en-gb ;; esac
  rm -rf "${prompts:?}/$language"
  mkdir -p "$prompts/$language"
  while IFS=$'\t' read -r name text spoken; do
    render "$voice" "$text" "${spoken:-${text%♪}}" "$prompts/$language/$name.wav"
  done <"$language.txt"
done
java HoldMusic.java "$prompts/music.wav"
