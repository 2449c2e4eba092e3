package org.otklik.app.telephony.call;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a trial call is asked to do.
///
/// @param number dialled
/// @param from the caller's number
/// @param host where the product runs
/// @param say WAV file that is spoken, mono 8 kHz; null for the built-in voice
/// @param keys pressed one after the other, each when the line has spoken for three seconds
/// @param record stereo WAV file to keep what was heard (left) in; null for none
/// @param length hangs up after this time
record CallArguments(
    String number,
    String from,
    String host,
    int port,
    @Nullable Path say,
    String keys,
    @Nullable Path record,
    Duration length) {

  static final String USAGE =
      """
      ./otklik call [НОМЕР] [--from +74951234501] [--host 127.0.0.1] [--port 5060] [--keys 11]
                    [--say ФАЙЛ.wav] [--record ФАЙЛ.wav] [--seconds 120]
      Звонит как SIP-телефон. · Calls as a SIP phone does.
      --keys     нажать по очереди (1 — русский, 1 — первая тема) · press one after the other
      --say      что сказать: WAV, моно, 8 кГц · what to say: WAV, mono, 8 kHz
      --record   записать услышанное (левый канал) · keep what was heard (left channel)
      Пока идёт звонок: цифры и Enter — нажать, q и Enter — положить трубку.
      During the call: digits and Enter press keys, q and Enter hang up.""";

  /// @throws IllegalArgumentException with the sentence to show
  static CallArguments read(List<String> words) {
    var call =
        new CallArguments(
            "115", "+74951234501", "127.0.0.1", 5060, null, "11", null, Duration.ofMinutes(2));
    for (var at = 0; at < words.size(); at++) {
      var word = words.get(at);
      if (word.startsWith("--")) {
        at++;
        if (at == words.size()) {
          throw new IllegalArgumentException(word + ": нет значения · has no value");
        }
        call = call.with(word, words.get(at));
      } else {
        call = call.dialling(word);
      }
    }
    return call;
  }

  private CallArguments dialling(String other) {
    if (!other.matches("[0-9+*#]{1,20}")) {
      throw new IllegalArgumentException(other + ": это не номер · is no number");
    }
    return new CallArguments(other, from, host, port, say, keys, record, length);
  }

  private CallArguments with(String option, String value) {
    return switch (option) {
      case "--from" -> new CallArguments(number, value, host, port, say, keys, record, length);
      case "--host" -> new CallArguments(number, from, value, port, say, keys, record, length);
      case "--port" ->
          new CallArguments(
              number, from, host, count(option, value, 65_535), say, keys, record, length);
      case "--say" ->
          new CallArguments(number, from, host, port, Path.of(value), keys, record, length);
      case "--keys" ->
          new CallArguments(number, from, host, port, say, keys(value), record, length);
      case "--record" ->
          new CallArguments(number, from, host, port, say, keys, Path.of(value), length);
      case "--seconds" ->
          new CallArguments(
              number,
              from,
              host,
              port,
              say,
              keys,
              record,
              Duration.ofSeconds(count(option, value, 3_600)));
      default ->
          throw new IllegalArgumentException(option + ": нет такой настройки · is no option");
    };
  }

  private static String keys(String value) {
    if (!value.matches("[0-9*#]{0,20}")) {
      throw new IllegalArgumentException("--keys: только 0-9, * и # · 0-9, * and # only");
    }
    return value;
  }

  private static int count(String option, String value, int max) {
    if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > max) {
      throw new IllegalArgumentException(option + ": от 0 до " + max + " · 0 to " + max);
    }
    return Integer.parseInt(value);
  }
}
