package org.otklik.app.desktop.web;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.otklik.app.dispatch.BoardChanged;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Tells open boards that something has changed (server-sent events). A board that does not take it
/// is dropped and connects again by itself.
@Component
final class BoardStreams {

  /// Boards open at once; one more is refused and goes on by asking every five seconds.
  static final int STREAMS_MAX = 200;

  /// A stream is ended then and connects again, so that a signed-out page does not listen on.
  private static final Duration STREAM_LIFE = Duration.ofMinutes(10);

  private final List<SseEmitter> streams = new CopyOnWriteArrayList<>();
  private final Executor sender = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean sending = new AtomicBoolean();
  private volatile boolean stopped;

  /// A new stream; empty when there are too many, and when the product is being stopped.
  Optional<SseEmitter> open() {
    if (streams.size() >= STREAMS_MAX) {
      return Optional.empty();
    }
    var stream = new SseEmitter(STREAM_LIFE.toMillis());
    stream.onCompletion(() -> streams.remove(stream));
    stream.onTimeout(stream::complete);
    stream.onError(problem -> streams.remove(stream));
    streams.add(stream);
    if (stopped) {
      streams.remove(stream);
      return Optional.empty();
    }
    greet(stream);
    return Optional.of(stream);
  }

  /// The headers go out at once, so that the page knows that it listens.
  private void greet(SseEmitter stream) {
    try {
      stream.send(SseEmitter.event().comment("open"));
    } catch (IOException e) {
      stream.completeWithError(e);
    }
  }

  /// Does not hold up the queue: one sending at a time, on a thread of its own; what changes
  /// meanwhile is told by the next.
  @EventListener
  void on(BoardChanged changed) {
    if (!streams.isEmpty() && sending.compareAndSet(false, true)) {
      sender.execute(this::sendAll);
    }
  }

  /// The stop waits for requests that are under way; an open board would hold it up.
  @EventListener
  void on(ContextClosedEvent stop) {
    stopped = true;
    streams.forEach(SseEmitter::complete);
  }

  private void sendAll() {
    try {
      for (var stream : streams) {
        send(stream);
      }
    } finally {
      sending.set(false);
    }
  }

  private void send(SseEmitter stream) {
    try {
      stream.send(SseEmitter.event().name("changed").data("1"));
    } catch (IOException | IllegalStateException e) {
      streams.remove(stream);
      stream.completeWithError(e);
    }
  }
}
