package org.otklik.wire.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which addresses can be reached from outside of their network.
final class FlowTest {

  @ParameterizedTest
  @CsvSource({
    "sip:1@10.1.2.3, true",
    "sip:1@192.168.0.1:5060;transport=tcp, true",
    "sips:172.16.0.1, true",
    "sip:1@100.64.0.1, true",
    "sip:1@[fd00::1]:5060, true",
    "sip:1@[fe80::1], true",
    "sip:1@203.0.113.5, false",
    "sip:1@[2001:db8::1]:5060, false",
    "sip:1@100.128.0.1, false"
  })
  void knowsHiddenAddresses(String uri, boolean hidden) {
    assertThat(Hosts.addressOf(uri).map(Hosts::hidden)).contains(hidden);
  }

  @ParameterizedTest
  @CsvSource({"sip:1@phone.example", "sip:1@999.1.1.1", "sip:", "tel:+7495", "sip:1@[::zz]"})
  void looksUpNoNames(String uri) {
    assertThat(Hosts.addressOf(uri)).isEmpty();
  }
}
