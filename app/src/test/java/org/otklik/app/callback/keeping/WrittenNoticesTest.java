package org.otklik.app.callback.keeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.otklik.app.callback.Callbacks.Attempt;
import org.otklik.app.callback.Callbacks.Promise;
import org.otklik.app.callback.CentreWord;
import org.otklik.app.callback.CentreWords;
import org.otklik.app.callback.PromiseId;
import org.otklik.app.callback.PromiseStatus;
import org.otklik.app.notifications.NewNotice;
import org.otklik.app.notifications.NoticeChannel;
import org.otklik.app.notifications.NoticeId;
import org.otklik.app.notifications.NoticeTemplate;
import org.otklik.app.notifications.Notifications;
import org.otklik.app.notifications.Recipient;
import org.otklik.app.pages.Centre;
import org.otklik.app.pages.Language;
import org.otklik.app.testing.TestClock;
import org.otklik.engine.routing.TopicId;

final class WrittenNoticesTest {
  private static final String NUMBER = "+79161234567";

  private final TestClock clock = TestClock.atNoon();
  private final Post post = new Post();
  private final WrittenNotices notices =
      new WrittenNotices(
          post, new CentreWords(), new Centre(false, false, ZoneOffset.ofHours(3)), clock);

  @Test
  void whoIsPromisedACallbackGetsTheWordInTheirLanguage() {
    notices.promised(promise("ru", List.of()));
    notices.promised(promise("en", List.of()));

    assertThat(post.sent)
        .extracting(NewNotice::template, NewNotice::language, NewNotice::arguments)
        .containsExactly(
            tuple(NoticeTemplate.CALLBACK_SOON, Language.RU, Map.of("word", "липа, 47")),
            tuple(NoticeTemplate.CALLBACK_SOON, Language.EN, Map.of("word", "linden, 47")));
    assertThat(post.sent.getFirst().recipient()).isEqualTo(new Recipient.Phone(NUMBER));
  }

  @Test
  void eachAttemptIsToldOnceWithItsTimeInTheCentresZone() {
    var first = new Attempt(clock.instant(), "NO_ANSWER", true);
    notices.notReached(promise("ru", List.of(first)));
    clock.advance(Duration.ofMinutes(10));
    var second = new Attempt(clock.instant(), "BUSY", true);
    notices.notReached(promise("ru", List.of(first, second)));

    assertThat(post.sent)
        .extracting(NewNotice::arguments)
        .containsExactly(Map.of("time", "12:00"), Map.of("time", "12:10"));
    assertThat(post.sent).extracting(NewNotice::key).doesNotHaveDuplicates();
  }

  @Test
  void aMovedOneSaysFromWhenToWhen() {
    notices.moved(promise("ru", List.of()), clock.instant().plus(Duration.ofHours(1)));

    assertThat(post.sent.getFirst().arguments())
        .containsEntry("window", "10.03 13:00-13:30")
        .containsEntry("word", "липа, 47");
  }

  @Test
  void thatNobodyWillCallIsGoodToKnowForLonger() {
    notices.cancelled(promise("ru", List.of()));
    notices.givenUp(promise("ru", List.of()));

    assertThat(post.sent)
        .extracting(NewNotice::notAfter)
        .containsExactly(
            clock.instant().plus(WrittenNotices.HELPS_FOR),
            clock.instant().plus(WrittenNotices.GIVEN_UP_HELPS_FOR));
  }

  @Test
  void withoutAGatewayNobodyIsWrittenTo() {
    post.available = false;

    notices.promised(promise("ru", List.of()));

    assertThat(post.sent).isEmpty();
  }

  private static Promise promise(String language, List<Attempt> attempts) {
    return new Promise(
        new PromiseId(new UUID(0, 1)),
        NUMBER,
        new TopicId("passport"),
        language,
        new CentreWord("linden", 47),
        Instant.EPOCH,
        Instant.EPOCH,
        PromiseStatus.BOOKED,
        attempts);
  }

  private static final class Post implements Notifications {
    final List<NewNotice> sent = new ArrayList<>();
    boolean available = true;

    @Override
    public boolean available(NoticeChannel channel) {
      return available && channel == NoticeChannel.SMS;
    }

    @Override
    public NoticeId send(NewNotice notice) {
      sent.add(notice);
      return new NoticeId(new UUID(0, sent.size()));
    }
  }
}
