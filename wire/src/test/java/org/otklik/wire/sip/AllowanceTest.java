package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// How much is sent to somebody who may not be there.
final class AllowanceTest {
  private final Allowance allowance = Allowance.of(100);

  @Test
  void endsAtAMultipleOfWhatCame() {
    assertThat(allowance.take(600, true)).isTrue();
    assertThat(allowance.take(400, true)).isTrue();
    assertThat(allowance.take(1, true)).isFalse();
  }

  @Test
  void keepsHalfForTheFinalAnswer() {
    assertThat(allowance.take(500, false)).isTrue();
    assertThat(allowance.take(1, false)).isFalse();
    assertThat(allowance.take(500, true)).isTrue();
  }

  @Test
  void countsNothingThatWasNotSent() {
    assertThat(allowance.take(1_001, true)).isFalse();
    assertThat(allowance.take(1_000, true)).isTrue();
  }

  @Test
  void hasNoEndForWhoIsThere() {
    allowance.lift();

    assertThat(allowance.take(1_000_000, false)).isTrue();
    assertThat(Allowance.UNBOUNDED.take(1_000_000, true)).isTrue();
  }
}
