package org.otklik.app.desktop.web;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Board;
import org.otklik.app.dispatch.Teamwork.Listening;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.dispatch.desk.OfferCard;
import org.otklik.app.dispatch.desk.Outside;
import org.otklik.app.dispatch.desk.ParkedCard;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Texts;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.Reason;
import org.otklik.engine.routing.TopicId;
import org.springframework.stereotype.Component;

/// Says codes of dispatch in the words of the desk.
@Component
final class DeskWords {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  private final Texts texts;
  private final Topics topics;
  private final Board board;

  DeskWords(Texts texts, Topics topics, Board board) {
    this.board = board;
    this.texts = texts;
    this.topics = topics;
  }

  ToDesk.Ring ring(Language language, OfferCard card) {
    return new ToDesk.Ring(
        card.contact().value(),
        number(card.callerNumber()),
        topic(language, card.topic()),
        language(language, card.language()),
        card.waitingSince().toEpochMilli(),
        card.until().toEpochMilli(),
        reason(language, card.reason()),
        name(card.asking()));
  }

  /// How a supervisor takes part; empty when none does.
  String supervised(Language language, @Nullable Listening how) {
    return how == null ? "" : texts.say(language, "desktop.supervised." + how);
  }

  /// How far a call to an outside number is.
  ToDesk.OutsideIs outside(Language language, Outside outside) {
    var how = outside.how();
    var what = outside.what().name();
    return new ToDesk.OutsideIs(
        outside.contact().value(),
        what,
        how == null ? null : how.name(),
        texts.say(
            language, "desktop.outside.%s.%s".formatted(what, how == null ? "RINGING" : how)));
  }

  /// The name of an operator who is present, from memory; empty for nobody.
  String name(@Nullable OperatorId operator) {
    return board.snapshot().operators().stream()
        .filter(row -> row.operator().equals(operator))
        .map(Board.OperatorRow::name)
        .findFirst()
        .orElse("");
  }

  /// What the operator may take of what was put aside.
  ToDesk.Parked parked(Language language, OperatorId operator, List<ParkedCard> cards) {
    return new ToDesk.Parked(
        cards.stream()
            .map(
                card ->
                    new ToDesk.ParkedRow(
                        card.contact().value(),
                        number(card.callerNumber()),
                        topic(language, card.topic()),
                        texts.say(language, "desktop.park." + card.reason()),
                        card.by().equals(operator),
                        card.until().toEpochMilli()))
            .toList());
  }

  String topic(Language language, TopicId topic) {
    return topics
        .find(topic)
        .map(found -> found.names().getOrDefault(language.code(), topic.value()))
        .orElseGet(topic::value);
  }

  String language(Language language, String tag) {
    var key = "desktop.language." + tag;
    return texts.has(key) ? texts.say(language, key) : tag;
  }

  /// As people read it out: `+7 495 123-45-01`. What is no number stays as it is.
  static @Nullable String number(@Nullable String number) {
    if (number == null) {
      return null;
    }
    try {
      return NUMBERS.format(NUMBERS.parse(number, null), PhoneNumberFormat.INTERNATIONAL);
    } catch (NumberParseException _) {
      return number;
    }
  }

  /// Why dispatch decided so. A code without a sentence (a newer router) is shown as it is rather
  /// than hidden.
  String reason(Language language, Reason reason) {
    var key = "desktop.reason." + reason.code();
    var sentence = texts.has(key) ? texts.say(language, key, values(reason)) : reason.code();
    var pulled = reason.values().get("pulled");
    return pulled == null
        ? sentence
        : texts.say(language, "desktop.reason.pulled", Map.of("reason", pulled)) + " " + sentence;
  }

  String withdrawn(Language language, String reasonCode) {
    var key = "desktop.withdrawn." + reasonCode;
    return texts.say(language, texts.has(key) ? key : "desktop.withdrawn");
  }

  /// Whole numbers are numbers, so that plurals come out right.
  private static Map<String, Object> values(Reason reason) {
    var values = new HashMap<String, Object>();
    reason
        .values()
        .forEach(
            (name, value) ->
                values.put(name, value.matches("[0-9]{1,15}") ? Long.valueOf(value) : value));
    return values;
  }
}
