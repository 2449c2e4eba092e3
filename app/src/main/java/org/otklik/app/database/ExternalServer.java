package org.otklik.app.database;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.otklik.app.StartRefused;

/// A server of the administrator's own, which the product neither starts nor stops.
record ExternalServer(ServerAddress address) implements DatabaseServer {

  private static final int OLDEST_MAJOR_VERSION = 15;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final String CLASS_OF_WRONG_PASSWORD = "28";

  /// Signs in once to see that it will do.
  ///
  /// @throws StartRefused if it cannot be reached, does not let us in, or is too old
  static ExternalServer at(ServerAddress address) {
    try (var connection =
        DriverManager.getConnection(
            address.url(), address.connection(ANSWER_LIMIT, ANSWER_LIMIT))) {
      requireSupported(connection.getMetaData().getDatabaseMajorVersion());
      return new ExternalServer(address);
    } catch (SQLException refused) {
      throw wrongPassword(refused) ? notLetIn(refused) : unreachable(refused);
    }
  }

  /// Refuses a major version older than 15.
  static void requireSupported(int version) {
    if (version < OLDEST_MAJOR_VERSION) {
      throw tooOld(version);
    }
  }

  @Override
  public void close() {
    // It is not ours to stop.
  }

  private static boolean wrongPassword(SQLException refused) {
    var state = refused.getSQLState();
    return state != null && state.startsWith(CLASS_OF_WRONG_PASSWORD);
  }

  private static StartRefused tooOld(int version) {
    return new StartRefused(
        "Сервер из SPRING_DATASOURCE_URL — PostgreSQL %d, а нужна %d или новее: обновите его или уберите переменную, и Отклик запустит встроенную."
            .formatted(version, OLDEST_MAJOR_VERSION),
        "The server of SPRING_DATASOURCE_URL is PostgreSQL %d, and %d or newer is needed: upgrade it, or remove the variable for the embedded one."
            .formatted(version, OLDEST_MAJOR_VERSION));
  }

  private static StartRefused notLetIn(SQLException cause) {
    return new StartRefused(
        "PostgreSQL не приняла имя или пароль: проверьте SPRING_DATASOURCE_USERNAME и SPRING_DATASOURCE_PASSWORD.",
        "PostgreSQL did not accept the user name or password: check SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.",
        cause);
  }

  private static StartRefused unreachable(SQLException cause) {
    return new StartRefused(
        "База данных из SPRING_DATASOURCE_URL не отвечает: запустите её, исправьте адрес или уберите переменную, и Отклик запустит встроенную.",
        "The database of SPRING_DATASOURCE_URL does not answer: start it, correct the address, or remove the variable for the embedded one.",
        cause);
  }
}
