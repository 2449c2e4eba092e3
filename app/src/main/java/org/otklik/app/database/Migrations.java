package org.otklik.app.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// Brings the schema of every module up to date: the migrations in `db/<module>` belong to the
/// schema of that name, which also holds their history. They run with that schema first on the
/// search path.
final class Migrations {

  /// Its extensions serve all others, so it goes first.
  private static final String FIRST = "database";

  private Migrations() {}

  /// Runs what is new, module by module; after a failure the failed migration is rolled back and
  /// the exception names it.
  static void run(DataSource dataSource) {
    modules().forEach(module -> migrate(module, dataSource));
  }

  /// The modules that have migrations, in the order in which they run.
  static List<String> modules() {
    try {
      return Arrays.stream(
              new PathMatchingResourcePatternResolver().getResources("classpath*:db/*/V*.sql"))
          .map(Migrations::moduleOf)
          .distinct()
          .sorted(
              Comparator.comparing((String module) -> !module.equals(FIRST))
                  .thenComparing(Comparator.naturalOrder()))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void migrate(String module, DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/" + module)
        .defaultSchema(module)
        .schemas(module)
        .createSchemas(true)
        .cleanDisabled(true)
        .load()
        .migrate();
  }

  private static String moduleOf(Resource migration) {
    try {
      var folder = migration.createRelative(".").getURL().getPath();
      return Path.of(folder).normalize().getFileName().toString();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
