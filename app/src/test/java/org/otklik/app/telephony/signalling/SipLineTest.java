package org.otklik.app.telephony.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SipLineTest {

  @Test
  void letsNoTelephoneReachTheLineOfPages() {
    assertThat(SipLine.isTelephoneLine("web")).isFalse();
    assertThat(SipLine.isTelephoneLine(" WEB ")).isFalse();
    assertThat(SipLine.isTelephoneLine("115")).isTrue();
  }
}
