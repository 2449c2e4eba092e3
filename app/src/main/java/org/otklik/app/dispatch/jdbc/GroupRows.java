package org.otklik.app.dispatch.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.Presence;
import org.otklik.app.dispatch.jdbc.Written.Committed;
import org.otklik.app.dispatch.jdbc.Written.Lost;
import org.otklik.app.dispatch.jdbc.Written.LostRace;
import org.otklik.app.dispatch.jdbc.Written.NotOwner;
import tools.jackson.databind.json.JsonMapper;

/// Writes the rows of one queue group, all changes of a moment in one transaction of two round
/// trips. It keeps one connection for itself, so that the ring path never waits for the pool.
///
/// One thread at a time uses it; `connect` may be called by another while nobody writes.
public final class GroupRows implements AutoCloseable {
  /// Longest time for one statement; at the limit the database counts as away.
  public static final Duration STATEMENT_MAX = Duration.ofSeconds(2);

  /// Longest silence of the server, above the limit that it keeps itself; at it the connection is
  /// given up.
  static final Duration SILENCE_MAX = STATEMENT_MAX.plusMillis(500);

  /// Longest time for taking over what many callers have left behind.
  static final Duration RECOVERY_MAX = Duration.ofMinutes(1);

  private static final String UNIQUE_VIOLATION = "23505";
  private static final JsonMapper JSON = new JsonMapper();

  private final DataSource dataSource;
  private final String group;
  private final UUID owner;
  private @Nullable Connection connection;
  private @Nullable PreparedStatement writing;

  /// Rows of this group, written in the name of this owner.
  ///
  /// @param owner this process: the last that has taken the group over is the only one that writes
  public GroupRows(DataSource dataSource, String group, UUID owner) {
    this.dataSource = dataSource;
    this.group = group;
    this.owner = owner;
  }

  /// Opens the connection if there is none.
  public void connect() throws SQLException {
    if (connection != null) {
      return;
    }
    var opened = dataSource.getConnection();
    try {
      opened.setNetworkTimeout(Runnable::run, (int) SILENCE_MAX.toMillis());
      opened.setAutoCommit(false);
      try (var statement = opened.createStatement()) {
        statement.execute("select 1");
      }
      opened.rollback();
    } catch (SQLException e) {
      closeQuietly(opened, e);
      throw e;
    }
    connection = opened;
  }

  /// Takes the group over and closes what the process that owned it before has left open.
  public Recovered takeOver(Instant now, Duration placeKept) throws SQLException {
    return guarded(
        open -> {
          open.setNetworkTimeout(Runnable::run, (int) RECOVERY_MAX.toMillis());
          var recovered = new Recovery(open, group, owner).run(now, placeKept);
          open.commit();
          open.setNetworkTimeout(Runnable::run, (int) SILENCE_MAX.toMillis());
          return recovered;
        });
  }

  /// Writes all changes or none.
  ///
  /// @throws SQLException when the database is away; the changes may have been committed all the
  ///   same, and are to be written again
  public Written write(Changes changes, Instant now) throws SQLException {
    return guarded(
        open -> {
          try {
            return commit(open, changes, now);
          } catch (SQLException e) {
            if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
              throw e;
            }
            open.rollback();
            return lostRace(open, changes, e);
          }
        });
  }

  /// Gives the connection back.
  @Override
  public void close() {
    var open = connection;
    connection = null;
    writing = null;
    if (open != null) {
      closeQuietly(open, null);
    }
  }

  private Written commit(Connection open, Changes changes, Instant now) throws SQLException {
    var statement = writing;
    if (statement == null) {
      statement = open.prepareStatement(Sql.WRITE);
      writing = statement;
    }
    bind(statement, changes, now);
    statement.execute();
    statement.getMoreResults(); // the first result is that of `set_config`
    if (statement.getUpdateCount() != 1) {
      open.rollback();
      return new NotOwner();
    }
    open.commit();
    return new Committed();
  }

  private void bind(PreparedStatement statement, Changes changes, Instant now) throws SQLException {
    var columns = new Columns(statement).value(now).value(group).value(owner);
    bindNewContacts(columns, changes.newContacts());
    bindChangedContacts(columns, changes.changedContacts());
    bindChangedAssignments(columns, changes.changedAssignments());
    bindNewAssignments(columns, changes.newAssignments());
    bindPresences(columns, changes);
    bindCallBacks(columns, changes, now);
    bindSteps(columns, changes.steps());
    PromiseRows.bind(columns.value(group), changes.promises());
  }

  private void bindNewContacts(Columns columns, List<ContactRow> rows) throws SQLException {
    columns
        .value(group)
        .column(rows, r -> r.request().id().value())
        .column(rows, r -> r.request().channel())
        .column(rows, r -> r.request().line())
        .column(rows, r -> r.request().callerNumber())
        .column(rows, r -> r.request().citizenId())
        .column(rows, r -> r.request().visitor())
        .column(rows, r -> r.person().value())
        .column(rows, r -> r.request().topic().value())
        .column(rows, r -> r.request().language().tag())
        .column(rows, r -> r.request().priority())
        .column(rows, r -> r.request().recordingAllowed())
        .column(rows, r -> r.request().arrivedAt());
    bindState(columns, rows);
  }

  private static void bindChangedContacts(Columns columns, List<ContactRow> rows)
      throws SQLException {
    bindState(
        columns
            .column(rows, r -> r.request().id().value())
            .column(rows, r -> r.request().topic().value()),
        rows);
  }

  private static void bindState(Columns columns, List<ContactRow> rows) throws SQLException {
    columns
        .column(rows, ContactRow::placeSince)
        .column(rows, ContactRow::status)
        .column(rows, r -> r.operator() == null ? null : r.operator().value())
        .column(rows, ContactRow::answeredAt)
        .column(rows, ContactRow::endedAt)
        .column(rows, ContactRow::outcome);
  }

  private static void bindChangedAssignments(Columns columns, List<AssignmentRow> rows)
      throws SQLException {
    bindProgress(columns.column(rows, AssignmentRow::id), rows);
  }

  private static void bindNewAssignments(Columns columns, List<AssignmentRow> rows)
      throws SQLException {
    columns
        .column(rows, AssignmentRow::id)
        .column(rows, r -> r.contact().value())
        .column(rows, r -> r.operator().value())
        .column(rows, AssignmentRow::offeredAt)
        .column(rows, r -> r.reason().code())
        .column(rows, r -> JSON.writeValueAsString(r.reason().values()))
        .column(rows, AssignmentRow::consult);
    bindProgress(columns, rows);
  }

  private static void bindProgress(Columns columns, List<AssignmentRow> rows) throws SQLException {
    columns
        .column(rows, AssignmentRow::acceptedAt)
        .column(rows, AssignmentRow::connectedAt)
        .column(rows, AssignmentRow::endedAt)
        .column(rows, AssignmentRow::endedAs)
        .column(rows, AssignmentRow::declined);
  }

  private void bindPresences(Columns columns, Changes changes) throws SQLException {
    var rows = changes.presences();
    columns
        .value(group)
        .column(rows, r -> r.operator().value())
        .column(rows, Presence::state)
        .column(rows, Presence::since)
        .column(rows, Presence::until)
        .column(rows, r -> r.contact() == null ? null : r.contact().value())
        .column(rows, Presence::pauseReason)
        .column(changes.absent(), r -> r.value());
  }

  private void bindCallBacks(Columns columns, Changes changes, Instant now) throws SQLException {
    var rows = changes.toCallBack();
    columns
        .value(group)
        .column(rows, r -> r.request().id().value())
        .column(rows, r -> r.person().value())
        .column(rows, r -> r.request().callerNumber())
        .column(rows, r -> r.request().topic().value())
        .column(rows, CallBackRow::waitingSince)
        .column(rows, CallBackRow::listedAt)
        .value(now)
        .value(group)
        .column(changes.served(), r -> r.value());
  }

  private static void bindSteps(Columns columns, List<StepRow> rows) throws SQLException {
    columns
        .column(rows, StepRow::id)
        .column(rows, r -> r.contact().value())
        .column(rows, StepRow::at)
        .column(rows, StepRow::kind)
        .column(rows, r -> r.operator().value())
        .column(rows, r -> r.other() == null ? null : r.other().value())
        .column(rows, r -> r.topic() == null ? null : r.topic().value())
        .column(rows, StepRow::detail);
  }

  private static Written lostRace(Connection open, Changes changes, SQLException cause)
      throws SQLException {
    var rows = changes.newAssignments();
    var lost = new ArrayList<Lost>();
    try (var statement = open.prepareStatement(Sql.TAKEN)) {
      new Columns(statement)
          .column(changes.changedAssignments(), AssignmentRow::id)
          .column(rows, AssignmentRow::id)
          .column(rows, r -> r.consult() ? r.id() : r.contact().value())
          .column(rows, r -> r.operator().value());
      try (var results = statement.executeQuery()) {
        while (results.next()) {
          lost.add(new Lost(results.getObject(1, UUID.class), results.getBoolean(2)));
        }
      }
    }
    open.rollback();
    if (lost.isEmpty()) {
      throw cause;
    }
    return new LostRace(lost);
  }

  private <T> T guarded(Work<T> work) throws SQLException {
    connect();
    var open = connection;
    if (open == null) {
      throw new SQLException("The connection of queue group (%s) is closed.".formatted(group));
    }
    try {
      return work.run(open);
    } catch (SQLException e) {
      connection = null;
      writing = null;
      closeQuietly(open, e);
      throw e;
    }
  }

  private static void closeQuietly(Connection open, @Nullable Exception because) {
    try (open) {
      open.rollback();
    } catch (SQLException e) {
      if (because != null) {
        because.addSuppressed(e);
      }
    }
  }

  @FunctionalInterface
  private interface Work<T> {
    T run(Connection open) throws SQLException;
  }
}
