package org.otklik.app.reception;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Timers that run when the test turns the time.
final class TurnedTimers implements Timers {
  private final Map<Runnable, Duration> pending = new HashMap<>();
  private Runnable last = () -> {};

  @Override
  public Timer after(Duration delay, Runnable task) {
    pending.put(task, delay);
    last = task;
    return () -> pending.remove(task);
  }

  List<Duration> pending() {
    return List.copyOf(pending.values());
  }

  Runnable last() {
    return last;
  }

  /// Runs what is due within this time.
  void pass(Duration time) {
    var due =
        pending.entrySet().stream()
            .filter(timer -> timer.getValue().compareTo(time) <= 0)
            .map(Map.Entry::getKey)
            .toList();
    due.forEach(pending::remove);
    due.forEach(Runnable::run);
  }
}
