package org.otklik.app.dispatch.group;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.app.StopRequired;
import org.otklik.app.dispatch.Acceptance.Full;
import org.otklik.app.dispatch.group.Command.AcceptContact;
import org.otklik.app.dispatch.group.Command.Nudge;
import org.otklik.app.dispatch.group.Commands.Stamped;
import org.otklik.app.dispatch.jdbc.GroupRows;
import org.otklik.app.dispatch.jdbc.Written.Committed;
import org.otklik.app.dispatch.jdbc.Written.LostRace;
import org.otklik.app.dispatch.jdbc.Written.NotOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// The thread of one queue group. In each turn it takes all waiting commands, lets the group
/// decide, writes all changes in one transaction, and then acts: durable first, in groups.
///
/// While the database is away it goes on in memory; promises wait. Nobody but this thread touches
/// the group.
final class GroupThread {
  private static final Logger LOG = LoggerFactory.getLogger(GroupThread.class);

  private static final StopRequired TAKEN_OVER =
      new StopRequired(
          "Очередью теперь управляет другой Отклик с той же базой данных, поэтому этот останавливается: оставьте один или дайте второму свою базу (SPRING_DATASOURCE_URL).",
          "Another Otklik on the same database has taken the queue over, so this one stops: keep one, or give the second a database of its own (SPRING_DATASOURCE_URL).");

  /// How often leases are looked at, and the board is made anew, at most.
  static final Duration HOUSEKEEPING = Duration.ofMillis(500);

  /// At least so often a row says that this process lives.
  static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /// A pause between two turns that is longer than any work means that the process was stopped.
  static final Duration STALL = Duration.ofSeconds(6);

  /// How long the last rows may take when the product is being stopped.
  static final Duration STOP_MAX = Duration.ofSeconds(4);

  /// How often the database is tried while it is away.
  private static final Duration RETRY = Duration.ofMillis(250);

  /// Most races that one turn may lose before the database counts as away.
  private static final int RACES_MAX = 100;

  private final Commands commands;
  private final Timeline timeline;
  private final Clock clock;
  private final GroupRows rows;
  private final Meters meters;
  private final BoardView board;
  private final Supplier<QueueGroup> opening;
  private final Duration placeKept;
  private final Thread thread;

  private @Nullable Thread reconnecting;
  private volatile Condition condition = Condition.STARTING;
  private volatile boolean databaseAnswers;
  private volatile boolean stopping;
  private volatile boolean killed;
  private Instant lastTurn;
  private Instant lastWrite;
  private Instant lastHousekeeping;

  /// In which condition a group is.
  enum Condition {
    /// Looks at what the process before has left.
    STARTING,
    /// Rows can be written.
    WORKING,
    /// The database is away.
    AWAY,
    /// Another process has taken the group over.
    OUSTED,
    /// Has ended.
    STOPPED
  }

  GroupThread(
      String name,
      Commands commands,
      Timeline timeline,
      Clock clock,
      GroupRows rows,
      Meters meters,
      BoardView board,
      Duration placeKept,
      Supplier<QueueGroup> opening) {
    this.commands = commands;
    this.timeline = timeline;
    this.clock = clock;
    this.rows = rows;
    this.meters = meters;
    this.board = board;
    this.placeKept = placeKept;
    this.opening = opening;
    this.thread = Thread.ofPlatform().name("dispatch-" + name).unstarted(this::run);
    this.lastTurn = timeline.now();
    this.lastWrite = lastTurn;
    this.lastHousekeeping = lastTurn;
  }

  void start() {
    thread.start();
  }

  Condition condition() {
    return condition;
  }

  /// Takes no new contacts, sends everybody away who is still here, writes that, and ends.
  void stop() throws InterruptedException {
    commands.close();
    stopping = true;
    commands.give(new Nudge());
    thread.join(STOP_MAX.multipliedBy(2));
  }

  /// Ends as a killed process does: nothing is written, nobody is told.
  void kill() throws InterruptedException {
    killed = true;
    commands.give(new Nudge());
    thread.join(STOP_MAX.multipliedBy(2));
  }

  private void run() {
    try {
      var group = open();
      if (group == null) {
        return;
      }
      while (!stopping && !killed) {
        turnSafely(group, commands.take(quietFor(group)));
      }
      if (!killed) {
        close(group);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      condition = Condition.STOPPED;
      rows.close();
    }
  }

  /// Takes the group over from the process before, as soon as the database is there.
  private @Nullable QueueGroup open() throws InterruptedException {
    while (!stopping && !killed) {
      try {
        var group = opening.get();
        var recovered = rows.takeOver(clock.instant(), placeKept);
        group.restore(recovered);
        LOG.info(
            "The queue group is open; calls cut: {} waiting, {} in talk; places kept: {}.",
            recovered.toCallBack(),
            recovered.talked(),
            recovered.places().size());
        condition = Condition.WORKING;
        return group;
      } catch (SQLException | DataAccessException e) {
        LOG.warn("The queue group cannot be opened yet: {}", e.getMessage());
        Thread.sleep(RETRY);
      }
    }
    return null;
  }

  private Duration quietFor(QueueGroup group) {
    return condition == Condition.OUSTED
        ? HOUSEKEEPING
        : group.quietFor(timeline.now(), HOUSEKEEPING);
  }

  /// One faulty turn must not end the thread that serves all.
  private void turnSafely(QueueGroup group, List<Stamped> taken) {
    try {
      turn(group, taken);
    } catch (RuntimeException e) {
      LOG.error("A turn has failed.", e);
    }
  }

  private void turn(QueueGroup group, List<Stamped> taken) {
    var now = timeline.now();
    forgiveStall(group, now);
    if (condition == Condition.OUSTED) {
      taken.forEach(this::refuse);
      return;
    }
    if (databaseAnswers) {
      databaseBack();
    }
    for (var stamped : taken) {
      handle(group, stamped);
    }
    group.passTime(now);
    boolean housekeeping = isDue(lastHousekeeping, HOUSEKEEPING, now);
    if (housekeeping) {
      group.endLeases();
    }
    write(group, now);
    if (housekeeping) {
      lastHousekeeping = now;
      board.refresh(group, condition == Condition.WORKING);
    }
    meters.turn(taken.size());
  }

  /// One faulty command must not keep the others of its turn from being handled.
  private void handle(QueueGroup group, Stamped stamped) {
    try {
      group.on(stamped.command(), stamped.at());
    } catch (RuntimeException e) {
      LOG.error("A command has failed.", e);
      if (stamped.command() instanceof AcceptContact accept) {
        accept.answer().completeExceptionally(e);
      }
    }
  }

  private void refuse(Stamped stamped) {
    if (stamped.command() instanceof AcceptContact accept) {
      accept.answer().complete(new Full(0));
    }
  }

  /// After a pause of the whole process nobody could be heard: presences are given a new lease, and
  /// what rang goes on ringing.
  private void forgiveStall(QueueGroup group, Instant now) {
    if (isDue(lastTurn, STALL, now)) {
      LOG.warn("The process was stopped for {} s.", Duration.between(lastTurn, now).toSeconds());
      group.renewAll(now);
      timeline.skip(lastTurn);
    }
    lastTurn = now;
  }

  // The database

  private void write(QueueGroup group, Instant now) {
    var afterwards = group.state().afterwards;
    if (condition == Condition.WORKING) {
      try {
        writeAll(group, now);
      } catch (SQLException e) {
        databaseLost(e);
      }
    }
    if (condition == Condition.WORKING) {
      afterwards.committed();
    } else {
      afterwards.uncommitted();
    }
  }

  private void writeAll(QueueGroup group, Instant now) throws SQLException {
    var journal = group.state().journal;
    if (!isDue(journal, now)) {
      return;
    }
    int races = 0;
    for (boolean last = false; !last; ) {
      var part = journal.next();
      var began = timeline.now();
      switch (rows.write(part.changes(), clock.instant())) {
        case Committed() -> {
          journal.committed(part);
          last = part.isLast();
          meters.committed(Duration.between(began, timeline.now()));
        }
        case LostRace(var lost) -> {
          meters.raceLost(lost.size());
          if (++races > RACES_MAX) {
            throw new SQLException("More than %d races were lost.".formatted(RACES_MAX));
          }
          group.lost(lost);
        }
        case NotOwner() -> {
          LOG.error("Another process has taken the queue group over; this one stops routing.");
          condition = Condition.OUSTED;
          group.refuseUndecided();
          group.state().facts.accept(TAKEN_OVER);
          board.refresh(group, false);
          return;
        }
      }
    }
    lastWrite = now;
  }

  /// What nobody waits for makes no transaction of its own more than twice a second.
  private boolean isDue(Journal journal, Instant now) {
    return journal.isUrgent()
        || (!journal.isEmpty() && (stopping || isDue(lastWrite, HOUSEKEEPING, now)))
        || isDue(lastWrite, HEARTBEAT, now);
  }

  private void databaseLost(SQLException e) {
    LOG.warn("The database is away, the queue goes on in memory: {}", e.getMessage());
    meters.databaseLost();
    condition = Condition.AWAY;
    timeline.freeze();
    databaseAnswers = false;
    reconnecting = Thread.ofVirtual().name("dispatch-reconnect").start(this::reconnect);
  }

  /// On a thread of its own: to wait for a dead server would keep everybody waiting. The group's
  /// thread does not touch the rows until this has ended.
  private void reconnect() {
    try {
      while (!stopping && !killed) {
        if (connects()) {
          databaseAnswers = true;
          commands.give(new Nudge());
          return;
        }
        Thread.sleep(RETRY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean connects() {
    try {
      rows.connect();
      return true;
    } catch (SQLException e) {
      LOG.debug("The database is still away.", e);
      return false;
    }
  }

  private void databaseBack() {
    databaseAnswers = false;
    timeline.thaw();
    condition = Condition.WORKING;
    LOG.info("The database is back.");
  }

  /// Everybody who is still here is gone; the last rows are written if that is possible in time.
  private void close(QueueGroup group) throws InterruptedException {
    var deadline = timeline.now().plus(STOP_MAX);
    if (reconnecting != null) {
      reconnecting.join(STOP_MAX);
    }
    for (var rest = commands.take(Duration.ZERO); !rest.isEmpty(); ) {
      rest.forEach(stamped -> handle(group, stamped));
      rest = commands.take(Duration.ZERO);
    }
    group.stop();
    while (condition != Condition.OUSTED && timeline.now().isBefore(deadline)) {
      if (condition == Condition.AWAY && connects()) {
        databaseBack();
      }
      write(group, timeline.now());
      if (group.state().journal.isEmpty()) {
        return;
      }
      Thread.sleep(RETRY);
    }
  }

  private static boolean isDue(Instant last, Duration every, Instant now) {
    return Duration.between(last, now).compareTo(every) >= 0;
  }
}
