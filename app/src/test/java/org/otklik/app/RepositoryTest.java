package org.otklik.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What must not lie in the repository, and what must agree in it.
class RepositoryTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> NOT_OURS = Set.of(".git", "target", "data", "node_modules");

  /// Private keys, and the forms of tokens that well-known services give out.
  private static final Pattern SECRET =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+[A-Za-z0-9+/]{40}"
              + "|\\bAKIA[0-9A-Z]{16}\\b"
              + "|\\bgh[pousr]_[A-Za-z0-9]{36}\\b"
              + "|\\bxox[abpr]-[A-Za-z0-9-]{20,}");

  private static final Pattern HEADING = Pattern.compile("^##? ", Pattern.MULTILINE);
  private static final Pattern SETTING = Pattern.compile("`(?:OTKLIK|SERVER|SPRING)_[A-Z_]+");

  @Test
  void keepsNoSecrets() throws IOException {
    var files = texts();

    assertThat(files).hasSizeGreaterThan(500);
    assertThat(files).filteredOn(file -> SECRET.matcher(text(file)).find()).isEmpty();
  }

  @Test
  void noTemplateWritesWithoutEscaping() throws IOException {
    var templates = texts().stream().filter(file -> file.toString().endsWith(".jte")).toList();

    assertThat(templates).hasSizeGreaterThan(40);
    assertThat(templates).filteredOn(file -> text(file).contains("$unsafe")).isEmpty();
  }

  @Test
  void saysTheSameInBothLanguages() {
    var english = text(ROOT.resolve("README.md"));
    var russian = text(ROOT.resolve("README.ru.md"));

    assertThat(found(SETTING, russian)).isEqualTo(found(SETTING, english)).hasSizeGreaterThan(8);
    assertThat(found(HEADING, russian)).hasSameSizeAs(found(HEADING, english));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group()).toList();
  }

  /// Text files of the repository; "" stands for the text of others.
  private static List<Path> texts() throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) {
            return NOT_OURS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException _) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
