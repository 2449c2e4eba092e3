package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CallsInTest {

  @Test
  void letsNoTelephoneReachTheLineOfPages() {
    assertThat(CallsIn.isTelephoneLine("web")).isFalse();
    assertThat(CallsIn.isTelephoneLine(" WEB ")).isFalse();
    assertThat(CallsIn.isTelephoneLine("115")).isTrue();
  }
}
