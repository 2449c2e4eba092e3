package org.otklik.app.reception;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.CentreWord;
import org.otklik.app.dispatch.QueueSpot.Estimate;
import org.otklik.engine.routing.TopicId;

/// Joins recorded words to sentences with values in them, each word in the form that the language
/// wants: a place is an ordinal («третье», «двадцать первое»), minutes are a genitive («от двух до
/// двадцати одной минуты»). English uses the same names of prompts with its own words.
final class SpokenPhrases {

  /// The last place that is said as a number; beyond it people hear that it is far.
  static final int PLACE_MAX = 200;

  /// The longest wait that is said in minutes; beyond it people hear that it is over two hours.
  static final int MINUTES_MAX = 120;

  private static final int HUNDRED = 100;

  private final VoiceLanguage language;

  SpokenPhrases(VoiceLanguage language) {
    this.language = language;
  }

  /// These phrases one after the other.
  List<Prompt> say(Phrase... phrases) {
    return Stream.of(phrases).map(this::prompt).toList();
  }

  /// «Для русского языка — нажмите — один».
  List<Prompt> languageChoice(char key) {
    return List.of(prompt(Phrase.CHOOSE_LANGUAGE), prompt(Phrase.PRESS), key(key));
  }

  /// The question and its answers: one key for each topic from 1 on, and the key for an operator.
  List<Prompt> menu(List<TopicId> topics, char operatorKey) {
    var said = new ArrayList<Prompt>();
    said.add(prompt(Phrase.CHOOSE_TOPIC));
    for (int i = 0; i < topics.size(); i++) {
      said.add(Prompt.of(language, topics.get(i)));
      said.add(prompt(Phrase.PRESS));
      said.add(key(Character.forDigit(i + 1, 10)));
    }
    said.add(prompt(Phrase.TO_OPERATOR));
    said.add(prompt(Phrase.PRESS));
    said.add(key(operatorKey));
    return List.copyOf(said);
  }

  /// «Ваше место в очереди — третье».
  ///
  /// @param position from 1
  List<Prompt> place(int position) {
    if (position < 1) {
      throw new IllegalArgumentException("The position (%d) must be from 1.".formatted(position));
    }
    return position > PLACE_MAX
        ? say(Phrase.PLACE_BEYOND)
        : join(say(Phrase.PLACE_IS), number("place", "tens", position));
  }

  /// «Ждать примерно от четырёх до семи минут»; never one number, and nothing that is not known.
  ///
  /// @param estimate null when there is no honest ground for one
  List<Prompt> wait(@Nullable Estimate estimate) {
    if (estimate == null) {
      return say(Phrase.WAIT_UNKNOWN);
    }
    int from = minutes(estimate.from());
    int to = minutes(estimate.to());
    if (from >= MINUTES_MAX) {
      return say(Phrase.WAIT_OVER_TWO_HOURS);
    }
    if (to > MINUTES_MAX) {
      return from == 0 ? say(Phrase.WAIT_UNKNOWN) : join(say(Phrase.WAIT_OVER), minutes(from));
    }
    if (to <= 1) {
      return say(Phrase.WAIT_UNDER_MINUTE);
    }
    if (from == 0 || from >= to) {
      return join(say(Phrase.WAIT_ABOUT, Phrase.UP_TO), minutes(to));
    }
    return join(
        say(Phrase.WAIT_ABOUT, Phrase.FROM),
        number("minutes", "minutes", from),
        say(Phrase.TO),
        minutes(to));
  }

  /// «липа, сорок семь».
  List<Prompt> word(CentreWord word) {
    int units = word.number() % 10;
    return List.of(
        new Prompt(language, "word-" + word.noun()),
        new Prompt(language, "tens-" + (word.number() - units)),
        key(Character.forDigit(units, 10)));
  }

  /// «завтра, после девяти часов тридцати минут».
  ///
  /// @param at a quarter of an hour, at most six days after `today`
  List<Prompt> time(LocalDateTime at, LocalDate today) {
    return List.of(
        day(at.toLocalDate(), today),
        new Prompt(language, "booking-hour-" + at.getHour()),
        new Prompt(language, "booking-minute-" + at.getMinute()));
  }

  private Prompt day(LocalDate day, LocalDate today) {
    if (day.equals(today)) {
      return prompt(Phrase.BOOKING_TODAY);
    }
    return day.equals(today.plusDays(1))
        ? prompt(Phrase.BOOKING_TOMORROW)
        : new Prompt(language, "booking-day-" + day.getDayOfWeek().getValue());
  }

  /// The digits of a number in groups, with a pause after each: the last four in twos, those before
  /// in threes, what is left over first.
  ///
  /// @param number E.164
  List<Prompt> digits(String number) {
    var digits = number.substring(1);
    var said = new ArrayList<Prompt>();
    for (int i = 0; i < digits.length(); i++) {
      int after = digits.length() - 1 - i;
      boolean ends = after < 4 ? after % 2 == 0 : (after - 4) % 3 == 0;
      var digit = digits.charAt(i);
      said.add(ends ? key(digit) : new Prompt(language, "digit-" + digit));
    }
    return List.copyOf(said);
  }

  private Prompt prompt(Phrase phrase) {
    return Prompt.of(language, phrase);
  }

  private Prompt key(char key) {
    return new Prompt(language, "key-" + key);
  }

  /// «двадцати одной минуты».
  private List<Prompt> minutes(int number) {
    return join(
        number("minutes", "minutes", number),
        say(language.singular(number) ? Phrase.MINUTE : Phrase.MINUTES));
  }

  /// The words of a number of at most 200.
  ///
  /// @param last the form of its last word
  /// @param before the form of the words before
  private List<Prompt> number(String last, String before, int number) {
    if (number <= 20 || number == PLACE_MAX || (number <= HUNDRED && number % 10 == 0)) {
      return List.of(new Prompt(language, last + "-" + number));
    }
    int head = number > HUNDRED ? HUNDRED : number / 10 * 10;
    return join(
        List.of(new Prompt(language, before + "-" + head)), number(last, before, number - head));
  }

  private static int minutes(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMinutes());
  }

  /// One after the other.
  @SafeVarargs
  static List<Prompt> join(List<Prompt>... parts) {
    var joined = new ArrayList<Prompt>();
    for (var part : parts) {
      joined.addAll(part);
    }
    return List.copyOf(joined);
  }
}
