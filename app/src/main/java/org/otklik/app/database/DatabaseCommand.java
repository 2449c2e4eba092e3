package org.otklik.app.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.otklik.app.Command;
import org.otklik.app.DataFolder;
import org.otklik.app.StartRefused;

/// `otklik database` runs the embedded PostgreSQL alone, for saving and loading its data with the
/// usual programs (`pg_dump`, `psql`), until Ctrl-C. It takes `OTKLIK_DATA` and
/// `OTKLIK_DATABASE_PORT` from the environment.
public final class DatabaseCommand implements Command {

  private static final String PORT = "15432";
  private static final int CONNECTIONS_MAX = 30;

  /// For [java.util.ServiceLoader].
  public DatabaseCommand() {}

  @Override
  public String name() {
    return "database";
  }

  @Override
  public int run(List<String> arguments) {
    var environment = System.getenv();
    var port = Integer.parseInt(environment.getOrDefault("OTKLIK_DATABASE_PORT", PORT));
    try (var data = DataFolder.open(Path.of(environment.getOrDefault("OTKLIK_DATA", "data")))) {
      var folder = data.path().resolve("postgresql");
      var server = EmbeddedServer.start(folder, port, CONNECTIONS_MAX);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "database-close"));
      System.out.printf(
          "%s%nПользователь · User: %s, пароль · password: %s%nОстановить · Stop: Ctrl-C%n",
          server.address(), server.address().user(), folder.resolve("password"));
      new CountDownLatch(1).await(); // until Ctrl-C
      return 0;
    } catch (StartRefused refused) {
      System.err.println(refused.sentence());
      return 1;
    } catch (IOException | InterruptedException ended) {
      return 1;
    }
  }
}
