package org.otklik.app.contacts.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.otklik.app.access.AccountId;
import org.otklik.app.testing.TestClock;

class PlayingsTest {
  private static final AccountId LISTENER = new AccountId(new UUID(0, 1));
  private static final AccountId ANOTHER = new AccountId(new UUID(0, 2));
  private static final UUID CONTACT = new UUID(7, 7);

  private final TestClock clock = TestClock.atNoon();
  private final Playings playings = new Playings(clock);

  @Test
  void theWholeSoundOrItsBeginningIsAPlayingEachTime() {
    assertThat(playings.begins(LISTENER, CONTACT, 1, null)).isTrue();
    assertThat(playings.begins(LISTENER, CONTACT, 1, "bytes=0-")).isTrue();
    assertThat(playings.begins(LISTENER, CONTACT, 1, "bytes=0-1023")).isTrue();
  }

  @Test
  void furtherRangesBelongToThePlaying() {
    playings.begins(LISTENER, CONTACT, 1, "bytes=0-");

    assertThat(playings.begins(LISTENER, CONTACT, 1, "bytes=32768-")).isFalse();
  }

  @Test
  void nobodyListensFromTheSecondByteOnUnseen() {
    playings.begins(LISTENER, CONTACT, 3, "bytes=0-");
    assertThat(playings.begins(LISTENER, CONTACT, 1, "bytes=1-")).isTrue();
    assertThat(playings.begins(ANOTHER, CONTACT, 1, "bytes=-100000")).isTrue();
    assertThat(playings.begins(LISTENER, CONTACT, 2, "bytes=1-")).isTrue();
    assertThat(playings.begins(LISTENER, new UUID(8, 8), 1, "bytes=1-")).isTrue();
  }

  @Test
  void aRangeLongAfterwardsIsAPlayingOfItsOwn() {
    playings.begins(LISTENER, CONTACT, 1, "bytes=0-");
    clock.advance(Playings.CONTINUES_FOR.minus(Duration.ofSeconds(1)));
    assertThat(playings.begins(LISTENER, CONTACT, 1, "bytes=1-")).isFalse();

    clock.advance(Duration.ofSeconds(1));

    assertThat(playings.begins(LISTENER, CONTACT, 1, "bytes=1-")).isTrue();
  }

  @Test
  void atTheLimitTheOldestIsForgottenAndCountsAsNew() {
    playings.begins(LISTENER, CONTACT, 1, "bytes=0-");
    for (int i = 0; i < Playings.KNOWN_MAX; i++) {
      playings.begins(ANOTHER, new UUID(1, i), 1, "bytes=0-");
    }

    assertThat(playings.begins(LISTENER, CONTACT, 1, "bytes=1-")).isTrue();
  }
}
