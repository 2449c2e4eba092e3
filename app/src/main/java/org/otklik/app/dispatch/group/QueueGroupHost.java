package org.otklik.app.dispatch.group;

import com.fasterxml.uuid.Generators;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.channel.ContactChannel;
import org.otklik.app.dispatch.desk.OperatorDesk;
import org.otklik.app.dispatch.group.Command.LineupRead;
import org.otklik.app.dispatch.jdbc.GroupRows;
import org.otklik.app.dispatch.settings.DispatchSettings;
import org.otklik.engine.routing.Channel;
import org.otklik.engine.routing.OperatorId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Everything of one queue group put together: its thread, its memory, and the ways in and out.
final class QueueGroupHost {
  /// How often topics and capabilities are read anew.
  static final Duration LINEUP_EVERY = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(QueueGroupHost.class);

  private final DispatchSettings settings;
  private final Timeline timeline;
  private final Commands commands;
  private final Estimates estimates = new Estimates();
  private final Spots spots = new Spots();
  private final BoardView board;
  private final Facts facts;
  private final Lineups lineups;
  private final GroupThread thread;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable QueueGroup group;

  QueueGroupHost(Surroundings around) {
    settings = around.settings();
    var meters = new Meters(around.meters());
    lineups = around.lineups();
    timeline = new Timeline(around.clock(), around.nanoTime());
    commands = new Commands(timeline, settings.undecidedMax());
    facts = new Facts(around.listeners(), meters);
    board = new BoardView(spots, around.names(), facts, around.clock().instant());
    var ports = new Ports(around.channels(), around.desk(), executor, settings.connectMax());
    thread =
        new GroupThread(
            settings.group(),
            commands,
            timeline,
            around.clock(),
            new GroupRows(
                around.dataSource(),
                settings.group(),
                Generators.timeBasedEpochRandomGenerator().generate()),
            meters,
            board,
            settings.placeKept(),
            () ->
                open(
                    new GroupState(
                        settings, timeline, ports, facts, meters, estimates, lineups.read())));
    meters.watch(
        board::waiting, commands::undecided, () -> condition() == GroupThread.Condition.WORKING);
  }

  /// What a group needs of the world.
  ///
  /// @param nanoTime the monotonic timer
  /// @param names an operator's name for the board, from memory
  /// @param listeners told facts after their commit
  record Surroundings(
      DispatchSettings settings,
      Clock clock,
      LongSupplier nanoTime,
      DataSource dataSource,
      Lineups lineups,
      Function<Channel, @Nullable ContactChannel> channels,
      Supplier<@Nullable OperatorDesk> desk,
      Function<OperatorId, String> names,
      Consumer<Object> listeners,
      MeterRegistry meters) {}

  void start() {
    facts.start();
    thread.start();
    executor.execute(this::readLineups);
  }

  /// See [GroupThread#stop].
  void stop() throws InterruptedException {
    thread.stop();
    end();
  }

  /// See [GroupThread#kill].
  void kill() throws InterruptedException {
    thread.kill();
    end();
  }

  private void end() {
    facts.stop();
    executor.shutdownNow();
  }

  private QueueGroup open(GroupState state) {
    var opened = new QueueGroup(state, spots, commands::give);
    group = opened;
    return opened;
  }

  /// One who has just been engaged may not be in the line-up yet.
  void operatorBegins(OperatorId operator) {
    if (!lineups.last().capabilities().containsKey(operator)) {
      executor.execute(this::readLineup);
    }
  }

  /// Somebody has changed it.
  void lineupChanged() {
    executor.execute(this::readLineup);
  }

  private void readLineups() {
    try {
      while (true) {
        Thread.sleep(LINEUP_EVERY);
        readLineup();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// One at a time, so that of two changes the later is given last.
  private synchronized void readLineup() {
    try {
      var before = lineups.last();
      var present = lineups.read();
      if (!present.equals(before)) {
        commands.give(new LineupRead(present));
      }
    } catch (DataAccessException e) {
      LOG.debug("The line-up cannot be read now.", e);
    }
  }

  Optional<Shift> find(OperatorId operator) {
    var opened = group;
    return opened == null ? Optional.empty() : Optional.ofNullable(opened.state().shift(operator));
  }

  Instant now() {
    return timeline.now();
  }

  Commands commands() {
    return commands;
  }

  DispatchSettings settings() {
    return settings;
  }

  Spots spots() {
    return spots;
  }

  BoardView board() {
    return board;
  }

  GroupThread.Condition condition() {
    return thread.condition();
  }
}
