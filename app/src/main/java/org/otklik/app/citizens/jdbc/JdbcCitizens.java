package org.otklik.app.citizens.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.citizens.Citizens;
import org.otklik.app.citizens.MaskedCitizen;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
final class JdbcCitizens implements Citizens {

  /// At a number with more people on file than this nobody is shown beyond; a shared switchboard
  /// says nothing about who calls.
  private static final int FOUND_MAX = 20;

  private final JdbcClient db;

  JdbcCitizens(JdbcClient db) {
    this.db = db;
  }

  @Override
  public List<MaskedCitizen> findByNumber(String number) {
    return db.sql(
            """
            select c.id, c.family_name, c.given_name, c.patronymic, c.birth_date
            from citizens.citizen_number n join citizens.citizen c on c.id = n.citizen_id
            where n.number = :number
            order by c.birth_date, c.id
            limit :foundMax
            """)
        .param("number", number)
        .param("foundMax", FOUND_MAX)
        .query(JdbcCitizens::masked)
        .list();
  }

  @Override
  public Optional<MaskedCitizen> findMasked(CitizenId id) {
    return db.sql(
            """
            select c.id, c.family_name, c.given_name, c.patronymic, c.birth_date
            from citizens.citizen c where c.id = :id
            """)
        .param("id", id.value())
        .query(JdbcCitizens::masked)
        .optional();
  }

  @Override
  public List<MaskedCitizen> findMasked(Collection<CitizenId> ids) {
    return db.sql(
            """
            select c.id, c.family_name, c.given_name, c.patronymic, c.birth_date
            from citizens.citizen c where c.id = any(:ids)
            """)
        .param("ids", ids.stream().map(CitizenId::value).toArray(UUID[]::new))
        .query(JdbcCitizens::masked)
        .list();
  }

  @Override
  public Optional<CitizenId> findByAccount(UUID accountId) {
    return db.sql("select c.id from citizens.citizen c where c.account_id = :account")
        .param("account", accountId)
        .query((row, at) -> new CitizenId(row.getObject("id", UUID.class)))
        .optional();
  }

  private static MaskedCitizen masked(ResultSet row, int at) throws SQLException {
    var initials =
        Stream.of("family_name", "given_name", "patronymic")
            .map(column -> text(row, column))
            .filter(name -> !name.isEmpty())
            .map(name -> name.substring(0, name.offsetByCodePoints(0, 1)) + ".")
            .collect(Collectors.joining(" "));
    return new MaskedCitizen(
        new CitizenId(row.getObject("id", UUID.class)),
        initials,
        row.getDate("birth_date").toLocalDate().getYear());
  }

  private static String text(ResultSet row, String column) {
    try {
      var value = row.getString(column);
      return value == null ? "" : value.strip();
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The column (%s) of a citizen is missing.".formatted(column), e);
    }
  }
}
