package org.otklik.app.callback.keeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.otklik.app.callback.CallbackNotices;
import org.otklik.app.callback.Callbacks.Promise;
import org.otklik.app.callback.CentreWords;
import org.otklik.app.notifications.NewNotice;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.NoticeTemplate;
import org.otklik.app.notifications.NoticeTimes;
import org.otklik.app.notifications.Notifications;
import org.otklik.app.notifications.Recipient;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Language;
import org.springframework.stereotype.Component;

/// Tells of promises by SMS, where the centre can send any.
@Component
final class WrittenNotices implements CallbackNotices {

  /// A notice that could not be sent for so long does not help any more.
  static final Duration HELPS_FOR = Duration.ofMinutes(30);

  /// That nobody will call is good to know for longer.
  static final Duration GIVEN_UP_HELPS_FOR = Duration.ofHours(12);

  /// How long the time is of which we speak when a callback is moved.
  static final Duration WINDOW = Duration.ofMinutes(30);

  private final Notifications notifications;
  private final CentreWords words;
  private final Centre centre;
  private final Clock clock;

  WrittenNotices(Notifications notifications, CentreWords words, Centre centre, Clock clock) {
    this.notifications = notifications;
    this.words = words;
    this.centre = centre;
    this.clock = clock;
  }

  @Override
  public void promised(Promise promise) {
    send(promise, "promised", NoticeTemplate.CALLBACK_SOON, Map.of("word", word(promise)));
  }

  @Override
  public void moved(Promise promise, Instant from) {
    var window =
        NoticeTimes.window(from.atZone(centre.zone()), from.plus(WINDOW).atZone(centre.zone()));
    send(
        promise,
        "moved:" + from.getEpochSecond(),
        NoticeTemplate.CALLBACK_MOVED,
        Map.of("window", window, "word", word(promise)));
  }

  @Override
  public void cancelled(Promise promise) {
    send(promise, "cancelled", NoticeTemplate.CALLBACK_CANCELLED, Map.of());
  }

  @Override
  public void notReached(Promise promise) {
    send(
        promise,
        "not-reached:" + promise.attempts().size(),
        NoticeTemplate.CALLBACK_MISSED,
        Map.of("time", NoticeTimes.time(clock.instant().atZone(centre.zone()))));
  }

  @Override
  public void givenUp(Promise promise) {
    send(promise, "given-up", NoticeTemplate.CALLBACK_GIVEN_UP, Map.of());
  }

  private String word(Promise promise) {
    return words.say(promise.word(), promise.language());
  }

  private void send(
      Promise promise, String what, NoticeTemplate template, Map<String, String> arguments) {
    if (!notifications.available(NoticeChannel.SMS)) {
      return;
    }
    var helps = template == NoticeTemplate.CALLBACK_GIVEN_UP ? GIVEN_UP_HELPS_FOR : HELPS_FOR;
    notifications.send(
        new NewNotice(
            "callback:%s:%s".formatted(promise.id().value(), what),
            template,
            Language.find(promise.language()).orElse(Language.RU),
            new Recipient.Phone(promise.number()),
            arguments,
            clock.instant().plus(helps),
            PromiseReplies.about(promise.id())));
  }
}
