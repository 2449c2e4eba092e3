package org.otklik.app.desktop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

final class BoardStreamsTest {

  private final BoardStreams streams = new BoardStreams();

  @Test
  void takesOnlySoManyBoards() {
    for (var i = 0; i < BoardStreams.STREAMS_MAX; i++) {
      assertThat(streams.open()).isPresent();
    }

    assertThat(streams.open()).isEmpty();
  }

  @Test
  void anOpenBoardDoesNotHoldUpTheStop() {
    var board = streams.open().orElseThrow();

    streams.on(new ContextClosedEvent(new GenericApplicationContext()));

    assertThatThrownBy(() -> board.send("more"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("completed");
    assertThat(streams.open()).isEmpty();
  }
}
