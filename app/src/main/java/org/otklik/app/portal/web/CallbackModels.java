package org.otklik.app.portal.web;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otklik.app.callback.Bookings;
import org.otklik.app.callback.Bookings.Booking;
import org.otklik.app.callback.Bookings.State;
import org.otklik.app.callback.CallbackWindow;
import org.otklik.app.callback.CentreWords;
import org.otklik.app.dispatch.Topics;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Choice;
import org.otklik.app.pages.Language;
import org.otklik.app.pages.Page;
import org.otklik.engine.routing.TopicId;
import org.springframework.stereotype.Component;

/// Puts callbacks and their windows into words.
@Component
final class CallbackModels {
  private static final int DIGITS_SHOWN = 2;

  private final Bookings bookings;
  private final CentreWords words;
  private final Topics topics;
  private final Centre centre;

  CallbackModels(Bookings bookings, CentreWords words, Topics topics, Centre centre) {
    this.bookings = bookings;
    this.words = words;
    this.topics = topics;
    this.centre = centre;
  }

  CallbackPage page(Page page, CallbackForm typed) {
    return new CallbackPage(
        bookings.offered(),
        topics.all().stream()
            .filter(topic -> !topic.expert())
            .map(topic -> new Choice(topic.id().value(), topic(page, topic.id())))
            .toList(),
        List.of(
            new Choice(Language.RU.code(), page.say("portal.callback.language.ru")),
            new Choice(Language.EN.code(), page.say("portal.callback.language.en"))),
        times(page, true),
        typed);
  }

  /// Each window with what can be said of it; full ones are shown as full.
  private List<Choice> times(Page page, boolean soon) {
    var times = new ArrayList<Choice>();
    times.add(new Choice("", page.say("portal.callback.when.choose")));
    if (soon && bookings.openNow()) {
      times.add(new Choice(CallbackForm.SOON, page.say("portal.callback.when.soon")));
    }
    for (var slot : bookings.slots()) {
      var said = say(page, slot.window());
      times.add(
          new Choice(
              slot.window().from().toString(),
              slot.full() ? page.say("portal.callback.when.full", Map.of("when", said)) : said));
    }
    return List.copyOf(times);
  }

  CallbackPage.Booked booked(Page page, String code, Booking booking) {
    var state = booking.state();
    var key = "portal.callback.state." + state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new CallbackPage.Booked(
        code,
        state.name(),
        page.say(key),
        page.say(key + ".text", Map.of("until", time(page, booking))),
        topic(page, booking.topic()),
        masked(booking.number()),
        when(page, booking.window()),
        state == State.BOOKED || state == State.DUE
            ? words.say(booking.word(), page.language().code())
            : null,
        state.isOpen(),
        state.isOpen() ? times(page, false) : List.of());
  }

  private String time(Page page, Booking booking) {
    return DateTimeFormatter.ofPattern("HH:mm", page.language().locale())
        .format(booking.heldUntil().atZone(centre.zone()));
  }

  private String when(Page page, @Nullable CallbackWindow window) {
    return window == null ? page.say("portal.callback.when.soon") : say(page, window);
  }

  /// «понедельник, 23 ноября, 14:00–14:30».
  private String say(Page page, CallbackWindow window) {
    var locale = page.language().locale();
    var from = window.from().atZone(centre.zone());
    var until = window.until().atZone(centre.zone());
    var clock = DateTimeFormatter.ofPattern("HH:mm", locale);
    return DateTimeFormatter.ofPattern("EEEE, d MMMM", locale).format(from)
        + ", "
        + clock.format(from)
        + "–"
        + clock.format(until);
  }

  /// Whoever sees the link need not learn the number.
  private static String masked(String number) {
    return "•• " + number.substring(number.length() - DIGITS_SHOWN);
  }

  private String topic(Page page, TopicId id) {
    return topics
        .find(id)
        .map(topic -> topic.names().getOrDefault(page.language().code(), id.value()))
        .orElseGet(id::value);
  }
}
