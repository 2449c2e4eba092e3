package org.otklik.app.dispatch.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContactStatusTest {

  @ParameterizedTest
  @EnumSource(ContactStatus.class)
  void everyStatusLeadsToTheEnd(ContactStatus status) {
    assertThat(status == ContactStatus.ENDED || status.next().contains(ContactStatus.ENDED))
        .isTrue();
    assertThat(status.next()).doesNotContain(status);
  }

  @ParameterizedTest
  @EnumSource(ContactStatus.class)
  void nothingFollowsTheEnd(ContactStatus status) {
    assertThat(ContactStatus.ENDED.next()).doesNotContain(status);
  }
}
