package org.otklik.app.dispatch.group;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is to be done when the rows of a turn have been written. The group's thread owns it.
///
/// A **promise** (a contact accepted, an offer rung, a fact told) is made when its rows are
/// committed and never before. An **effect** (a ringing that stops, a talk that begins or ends)
/// does not wait for a database that is away.
final class Afterwards {
  private static final Logger LOG = LoggerFactory.getLogger(Afterwards.class);

  private final Deque<Runnable> promises = new ArrayDeque<>();
  private final Deque<Runnable> effects = new ArrayDeque<>();

  void promise(Runnable promise) {
    promises.add(promise);
  }

  void effect(Runnable effect) {
    effects.add(effect);
  }

  /// Everything has been written.
  void committed() {
    run(effects);
    run(promises);
  }

  /// The database is away: promises wait.
  void uncommitted() {
    run(effects);
  }

  /// One that fails must not keep the others from being done.
  private static void run(Deque<Runnable> todo) {
    for (var next = todo.poll(); next != null; next = todo.poll()) {
      try {
        next.run();
      } catch (RuntimeException e) {
        LOG.error("What follows a commit has failed.", e);
      }
    }
  }
}
