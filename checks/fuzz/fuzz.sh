#!/usr/bin/env bash
# Really fuzzes, one test after the other, each for OTKLIK_FUZZ_MINUTES (60). Fails when a test
# breaks, and when it reaches less of the code than its floor says.
#
# fuzz.sh [TEST]: only this one, such as SipFuzzTest or SipFuzzTest#readsOrRefusesAnyMessage.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

readonly FLOORS=checks/fuzz/floors.txt
readonly MINUTES=${OTKLIK_FUZZ_MINUTES:-60}
readonly LOGS=target/fuzz

# What is instrumented: our code, and the parsers of others that it hands foreign text to.
readonly CODE='org.otklik.**:gov.nist.**:tools.jackson.**'

main() {
  mkdir -p "$LOGS"
  require_floors
  local module test floor broken=0
  while read -r module test floor <&3; do
    if [[ -z ${1:-} || $test == "$1" || ${test%%#*} == "$1" ]]; then
      fuzz "$module" "$test" "$floor" || broken=1
    fi
  done 3< <(grep -v '^#' "$FLOORS")
  return $broken
}

# A test without a floor would never run.
require_floors() {
  if ! diff <(grep -v '^#' "$FLOORS" | cut -d' ' -f2 | sort) <(tests | sort); then
    echo "The tests in $FLOORS are not those of the sources." >&2
    exit 1
  fi
}

# Class#method of every fuzz test.
tests() {
  local file
  for file in $(grep -rl '@FuzzTest(' --include='*FuzzTest.java' ./*/src/test/java); do
    grep -A1 '@FuzzTest(' "$file" | sed -nE "s/^ *void ([A-Za-z]+)\(.*/$(basename "$file" .java)#\1/p"
  done
}

fuzz() {
  local log="$LOGS/$2.log" outcome="" edges
  JAZZER_FUZZ=1 JAZZER_MAX_DURATION="${MINUTES}m" JAZZER_INSTRUMENTATION_INCLUDES=$CODE \
    mvn -B test -pl "$1" -am -Dtest="$2" -Dsurefire.failIfNoSpecifiedTests=false >"$log" 2>&1 \
    || outcome="✗ сломано, журнал · broken, log: $log"
  edges=$(grep -aoE 'DONE +cov: [0-9]+' "$log" | grep -oE '[0-9]+$' || echo 0)
  if [[ -z $outcome && $edges -lt $3 ]]; then
    outcome="✗ меньше $3 · less than $3"
  fi
  printf '%s: %s, %s ветвей · edges %s\n' "$2" \
    "$(grep -aoE 'Done [0-9]+ runs in [0-9]+ second' "$log" || echo '?')" "$edges" "$outcome"
  [[ -z $outcome ]]
}

main "$@"
