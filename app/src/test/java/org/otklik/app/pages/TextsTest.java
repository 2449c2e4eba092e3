package org.otklik.app.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.ArgType;
import com.ibm.icu.text.MessagePattern.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextsTest {

  /// A key as a whole literal: `say("pages.back")`, or `errors.add("name", "access.no-name")`.
  private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z-]*(?:\\.[A-Za-z0-9-]+)+)\"");

  private static final Pattern SAID = Pattern.compile("\\.say\\(\\s*\"([^\"]+)\"\\s*[,)]");

  private final BundledTexts texts = BundledTexts.load("texts");

  @Test
  void saysTheSameKeysInBothLanguages() {
    assertThat(texts.messagesOf(Language.EN).keySet())
        .isEqualTo(texts.messagesOf(Language.RU).keySet())
        .isNotEmpty();
  }

  @Test
  void asksForTheSameArgumentsInBothLanguages() {
    assertThat(arguments(Language.EN)).isEqualTo(arguments(Language.RU));
  }

  @Test
  void hasAllBranchesOfEveryRussianPlural() {
    texts
        .messagesOf(Language.RU)
        .forEach(
            (key, message) ->
                assertThat(pluralBranches(message.toPattern()))
                    .as(key)
                    .allSatisfy(
                        branches -> assertThat(branches).contains("one", "few", "many", "other")));
  }

  @Test
  void hasEveryTextThatTemplatesAndCodeSay() {
    var modules =
        texts.messagesOf(Language.RU).keySet().stream()
            .map(TextsTest::module)
            .collect(Collectors.toSet());
    var used = new TreeSet<String>();
    sources("src/main/jte", ".jte").forEach(source -> used.addAll(found(SAID, source)));
    sources("src/main/java", ".java")
        .forEach(
            source ->
                found(LITERAL, source).stream()
                    .filter(key -> isKey(key, modules))
                    .forEach(used::add));

    assertThat(used)
        .hasSizeGreaterThan(20)
        .allSatisfy(key -> assertThat(texts.has(key)).as(key).isTrue());
  }

  @Test
  void declinesNumbers() {
    assertThat(waitOf(1)).contains("1 секунду");
    assertThat(waitOf(3)).contains("3 секунды");
    assertThat(waitOf(11)).contains("11 секунд ");
    assertThat(waitOf(21)).contains("21 секунду");
  }

  @Test
  void namesAllFaultsAtOnce() {
    assertThatThrownBy(() -> BundledTexts.load("texts-broken"))
        .hasMessageContaining("(one.a) stands twice in (one_ru.properties)")
        .hasMessageContaining("(one.b) of (two_ru.properties) is also in another bundle")
        .hasMessageContaining("(one.broken) in (ru) is no ICU message")
        .hasMessageContaining("(one.b) is missing in (en)");
  }

  private Map<String, Set<String>> arguments(Language language) {
    var arguments = new TreeMap<String, Set<String>>();
    texts
        .messagesOf(language)
        .forEach((key, message) -> arguments.put(key, message.getArgumentNames()));
    return arguments;
  }

  private String waitOf(long seconds) {
    return texts.say(Language.RU, "access.sign-in.too-early", Map.of("seconds", seconds));
  }

  private static String module(String key) {
    return key.substring(0, key.indexOf('.'));
  }

  /// Literals that look like a key of a bundle but name something else, by their last part.
  private static boolean isKey(String literal, Set<String> modules) {
    return modules.contains(module(literal)) && !NOT_KEYS.contains(literal);
  }

  /// Codes of the audit trail: their words are `audit.what.<code>`.
  private static final Set<String> NOT_KEYS =
      Set.of(
          "access.signed-in",
          "access.signed-out",
          "access.sign-in-refused",
          "access.account-created",
          "access.account-changed",
          "access.account-disabled");

  /// The branches of every plural that writes its number: one that does not is a mere switch, as by
  /// `=0`.
  private static List<Set<String>> pluralBranches(String pattern) {
    var parsed = new MessagePattern(pattern);
    var plurals = new ArrayList<Set<String>>();
    for (int i = 0; i < parsed.countParts(); i++) {
      var part = parsed.getPart(i);
      if (part.getType() == Part.Type.ARG_START
          && part.getArgType() == ArgType.PLURAL
          && ownParts(parsed, i).stream()
              .anyMatch(own -> own.getType() == Part.Type.REPLACE_NUMBER)) {
        plurals.add(
            ownParts(parsed, i).stream()
                .filter(own -> own.getType() == Part.Type.ARG_SELECTOR)
                .map(parsed::getSubstring)
                .collect(Collectors.toSet()));
      }
    }
    return plurals;
  }

  /// The parts of an argument without those of the arguments inside it.
  private static List<Part> ownParts(MessagePattern parsed, int start) {
    var own = new ArrayList<Part>();
    for (int i = start + 1; i < parsed.getLimitPartIndex(start); i++) {
      if (parsed.getPartType(i) == Part.Type.ARG_START) {
        i = parsed.getLimitPartIndex(i);
      } else {
        own.add(parsed.getPart(i));
      }
    }
    return own;
  }

  private static List<String> found(Pattern pattern, String source) {
    return pattern.matcher(source).results().map(match -> match.group(1)).toList();
  }

  private static List<String> sources(String folder, String ending) {
    try (var files = Files.walk(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).map(TextsTest::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
