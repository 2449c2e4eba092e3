package org.otklik.app.dispatch.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otklik.app.dispatch.ToldBy;
import org.otklik.app.dispatch.jdbc.PromiseRow.Ending;
import org.otklik.app.dispatch.jdbc.PromiseRow.Expected;
import org.otklik.app.dispatch.jdbc.PromiseRow.Outcome;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.Language;
import org.otklik.engine.routing.TopicId;
import org.otklik.engine.waittime.WaitGround;
import org.otklik.engine.waittime.WaitRange;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Promises of one group: written with all other changes, and read when the group is taken over.
final class PromiseRows {

  /// So many are learnt from after a restart, as many as a forecast remembers.
  static final int LAST_MAX = 2_000;

  private final JdbcClient jdbc;
  private final String group;

  PromiseRows(JdbcClient jdbc, String group) {
    this.jdbc = jdbc;
    this.group = group;
  }

  /// The parameters of the statement that writes them, but for the group.
  static void bind(Columns columns, List<PromiseRow> rows) throws SQLException {
    columns
        .column(rows, r -> r.contact().value())
        .column(rows, PromiseRow::number)
        .column(rows, r -> r.topic().value())
        .column(rows, r -> r.language().tag())
        .column(rows, PromiseRow::toldAt)
        .column(rows, PromiseRow::by)
        .column(rows, PromiseRow::position)
        .column(rows, r -> seconds(r.waited()))
        .column(rows, r -> r.said().from().toMinutes())
        .column(rows, r -> r.said().to().toMinutes())
        .column(rows, expected(e -> e.ground().operators()))
        .column(rows, expected(e -> seconds(e.ground().handling())))
        .column(rows, expected(e -> e.ground().handlingDoubt()))
        .column(rows, expected(e -> patience(e.ground())))
        .column(rows, expected(Expected::mean))
        .column(rows, expected(Expected::low))
        .column(rows, expected(Expected::high))
        .column(rows, ending(Ending::at))
        .column(rows, ending(Ending::outcome))
        .column(rows, ending(Ending::taken));
  }

  private static Function<PromiseRow, @Nullable Object> expected(
      Function<Expected, @Nullable Object> column) {
    return row -> {
      var expected = row.expected();
      return expected == null ? null : column.apply(expected);
    };
  }

  private static Function<PromiseRow, @Nullable Object> ending(
      Function<Ending, @Nullable Object> column) {
    return row -> {
      var ending = row.ending();
      return ending == null ? null : column.apply(ending);
    };
  }

  private static @Nullable Object patience(WaitGround ground) {
    var patience = ground.patience();
    return patience == null ? null : seconds(patience);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /// Those still open died with the process: their contacts' ends are written with theirs.
  void interrupt(Instant now) {
    jdbc.sql(
            """
            update dispatch.promise
            set ended_at = greatest(told_at, :now), outcome = 'INTERRUPTED', taken = false
            where group_id = :group and ended_at is null
            """)
        .param("now", Timestamp.from(now))
        .param("group", group)
        .update();
  }

  /// Those that ended last, the first of each contact.
  List<PromiseRow> last() {
    return jdbc.sql(
            """
            select contact, number, topic, language, told_at, told_by, position, waited,
                   from_minutes, to_minutes, operators, handling, handling_doubt, patience,
                   expected, low, high, ended_at, outcome, taken
            from dispatch.promise
            where group_id = :group and ended_at is not null and number = 1
              and expected is not null
            order by ended_at desc
            limit :lastMax
            """)
        .param("group", group)
        .param("lastMax", LAST_MAX)
        .query((row, _) -> promise(row))
        .list();
  }

  private static PromiseRow promise(ResultSet row) throws SQLException {
    return new PromiseRow(
        new ContactId(row.getObject("contact", UUID.class)),
        row.getInt("number"),
        new TopicId(row.getString("topic")),
        new Language(row.getString("language")),
        row.getTimestamp("told_at").toInstant(),
        ToldBy.valueOf(row.getString("told_by")),
        row.getInt("position"),
        duration(row.getDouble("waited")),
        new WaitRange(
            Duration.ofMinutes(row.getInt("from_minutes")),
            Duration.ofMinutes(row.getInt("to_minutes"))),
        new Expected(
            ground(row), row.getDouble("expected"), row.getDouble("low"), row.getDouble("high")),
        new Ending(
            row.getTimestamp("ended_at").toInstant(),
            Outcome.valueOf(row.getString("outcome")),
            row.getBoolean("taken")));
  }

  private static WaitGround ground(ResultSet row) throws SQLException {
    double patience = row.getDouble("patience");
    boolean unknown = row.wasNull();
    return new WaitGround(
        row.getInt("position"),
        row.getDouble("operators"),
        duration(row.getDouble("handling")),
        row.getDouble("handling_doubt"),
        unknown ? null : duration(patience));
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
