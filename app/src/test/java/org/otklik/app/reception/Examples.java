package org.otklik.app.reception;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Acceptance;
import org.otklik.app.dispatch.QueueSpot;
import org.otklik.app.dispatch.QueueSpot.News;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.TopicId;

/// Lines, places and moments that the tests of reception share.
final class Examples {

  static final Instant NOON = Instant.parse("2026-03-02T09:00:00Z");
  static final ContactId CONTACT =
      new ContactId(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));
  static final TopicId PASSPORT = new TopicId("passport");
  static final TopicId CARS = new TopicId("cars");
  static final TopicId OTHER = new TopicId("other");

  private Examples() {}

  static Line line115() {
    return line("115", AnswerTime.AT_ONCE, VoiceLanguage.RU, VoiceLanguage.EN);
  }

  static Line aRussianLine() {
    return line("115", AnswerTime.AT_ONCE, VoiceLanguage.RU);
  }

  static Line line1150() {
    return line("1150", AnswerTime.BY_OPERATOR, VoiceLanguage.RU, VoiceLanguage.EN);
  }

  static QueueSpot spot(int position, int from, int to) {
    return new QueueSpot(CONTACT, position, estimate(from, to));
  }

  /// It takes longer than was said before.
  static QueueSpot longer(int position, int from, int to) {
    return new QueueSpot(
        CONTACT,
        position,
        new QueueSpot.Estimate(Duration.ofMinutes(from), Duration.ofMinutes(to), News.LONGER));
  }

  static QueueSpot spotWithoutEstimate(int position) {
    return new QueueSpot(CONTACT, position, null);
  }

  static Event accepted(QueueSpot spot) {
    return new Event.Decided(new Acceptance.Accepted(spot, false, Conversation.KEPT_AS_SAID));
  }

  static Event acceptedAgain(QueueSpot spot) {
    return new Event.Decided(new Acceptance.Accepted(spot, true, Conversation.KEPT_AS_SAID));
  }

  static Event full() {
    return new Event.Decided(new Acceptance.Full(500));
  }

  static Event looked(@Nullable QueueSpot spot) {
    return new Event.Looked(spot, true);
  }

  static Event lookedWithoutDatabase(@Nullable QueueSpot spot) {
    return new Event.Looked(spot, false);
  }

  static List<Event> keys(String keys) {
    return keys.chars().<Event>mapToObj(key -> new Event.Pressed((char) key)).toList();
  }

  /// What is said, in letters; empty when nothing is.
  static String heard(List<Action> actions) {
    return actions.stream()
        .flatMap(action -> action instanceof Action.Say say ? Stream.of(say) : Stream.of())
        .map(say -> Texts.heard(say.prompts()))
        .reduce("", (all, one) -> all.isEmpty() ? one : all + " " + one);
  }

  private static QueueSpot.Estimate estimate(int from, int to) {
    return new QueueSpot.Estimate(Duration.ofMinutes(from), Duration.ofMinutes(to));
  }

  private static Line line(String number, AnswerTime answer, VoiceLanguage... languages) {
    return new Line(number, answer, List.of(languages), List.of(PASSPORT, CARS, OTHER), OTHER);
  }
}
