package org.otklik.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Spring Modulith cannot see tables: without this, modules could be coupled there unnoticed.
final class OwnSchemaTest {

  private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db");
  private static final Path SOURCES = Path.of("src", "main", "java", "org", "otklik", "app");

  /// Schemas of PostgreSQL itself and of its extensions.
  private static final String SHARED = "pg_catalog|information_schema|public";

  private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

  /// The schema of a qualified name, where SQL names a table or another object.
  private static final Pattern SCHEMA =
      Pattern.compile(
          "\\b(?:from|join|into|update|table|references|truncate|only|exists|on|index|view|type"
              + "|sequence|function|procedure|trigger|using)\\s+\"?([a-z_]\\w*)\"?\\s*\\.\\s*\"?[a-z_]",
          ANY_CASE);

  private static final Pattern SCHEMA_CHANGED =
      Pattern.compile("\\bsearch_path\\b|\\b(?:create|drop|alter)\\s+schema\\b", ANY_CASE);

  private static final Pattern SQL_COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", ANY_CASE);

  private static final Pattern JAVA_STRING =
      Pattern.compile("\"\"\".*?\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"", ANY_CASE);

  @Test
  void migrationsTouchTheirOwnSchemaOnly() {
    var migrations = filesBelow(MIGRATIONS, ".sql");

    assertThat(migrations).isNotEmpty();
    assertThat(migrations)
        .allSatisfy(
            file ->
                assertThat(faultsInMigration(moduleOf(MIGRATIONS, file), read(file))).isEmpty());
  }

  @Test
  void queriesNameTheirOwnSchemaOnly() {
    var sources = filesBelow(SOURCES, ".java");

    assertThat(sources).isNotEmpty();
    assertThat(sources)
        .allSatisfy(
            file -> assertThat(faultsInSource(moduleOf(SOURCES, file), read(file))).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table dispatch.contact add note text",
        "create table note (contact uuid references dispatch.contact (id))",
        "insert into note select id from\n  \"dispatch\".contact",
        "set search_path = dispatch",
        "create schema other",
      })
  void findsAForeignSchemaInAMigration(String migration) {
    assertThat(faultsInMigration("contacts", migration)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table note (id uuid primary key) -- like that from dispatch.contact",
        "create index on contacts.note (written_at)",
        "update note set text = trim(text)",
      })
  void allowsTheOwnSchemaInAMigration(String migration) {
    assertThat(faultsInMigration("contacts", migration)).isEmpty();
  }

  @Test
  void findsAForeignSchemaInASource() {
    var source =
        "sql(\"\"\"\n    select id from contacts.note\n    join dispatch.contact c on true\n\"\"\")";

    assertThat(faultsInSource("contacts", source)).containsExactly("dispatch");
    assertThat(faultsInSource("contacts", "import org.otklik.app.dispatch.Board;")).isEmpty();
  }

  private static List<String> faultsInMigration(String module, String text) {
    var sql = SQL_COMMENT.matcher(text).replaceAll(" ");
    return Stream.concat(
            foreignSchemas(module, sql),
            SCHEMA_CHANGED.matcher(sql).results().map(MatchResult::group))
        .toList();
  }

  private static List<String> faultsInSource(String module, String text) {
    var strings =
        JAVA_STRING
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.joining("\n"));
    return foreignSchemas(module, strings).filter(OwnSchemaTest::isModule).toList();
  }

  private static Stream<String> foreignSchemas(String module, String sql) {
    return SCHEMA
        .matcher(sql)
        .results()
        .map(found -> found.group(1))
        .filter(schema -> !schema.equals(module) && !schema.matches(SHARED));
  }

  /// Sentences in strings may look like SQL; no sentence names a module so.
  private static boolean isModule(String name) {
    return Files.isDirectory(SOURCES.resolve(name));
  }

  private static String moduleOf(Path root, Path file) {
    return root.relativize(file).getName(0).toString();
  }

  private static List<Path> filesBelow(Path root, String suffix) {
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
