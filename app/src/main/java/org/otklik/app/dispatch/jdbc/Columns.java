package org.otklik.app.dispatch.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Hands rows to a statement as one array per column, so that any number of rows is one statement.
/// The SQL casts each `text[]` to the column's type.
final class Columns {
  private final PreparedStatement statement;
  private int index;

  Columns(PreparedStatement statement) {
    this.statement = statement;
  }

  /// The next parameter is a single value.
  Columns value(Object value) throws SQLException {
    statement.setString(++index, value.toString());
    return this;
  }

  /// The next parameter is a column of the rows.
  <T> Columns column(List<T> rows, Function<T, @Nullable Object> column) throws SQLException {
    var texts = new @Nullable String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      var value = column.apply(rows.get(i));
      texts[i] = value == null ? null : value.toString();
    }
    statement.setArray(++index, statement.getConnection().createArrayOf("text", texts));
    return this;
  }
}
