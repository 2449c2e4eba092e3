package org.otklik.app.pages;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// All bundles of the class path, merged once at start.
final class BundledTexts implements Texts {

  private final Map<Language, Map<String, MessageFormat>> messages;

  private BundledTexts(Map<Language, Map<String, MessageFormat>> messages) {
    this.messages = messages;
  }

  /// Reads the bundles `<folder>/*_<language>.properties`.
  ///
  /// @throws IllegalStateException naming every fault at once: a key twice, a key in one language
  ///   only, a broken message
  static BundledTexts load(String folder) {
    var faults = new ArrayList<String>();
    var messages = new EnumMap<Language, Map<String, MessageFormat>>(Language.class);
    for (var language : Language.values()) {
      messages.put(language, read(folder, language, faults));
    }
    addMissingKeys(messages, faults);
    if (!faults.isEmpty()) {
      throw new IllegalStateException("The texts have faults: " + String.join("; ", faults));
    }
    return new BundledTexts(messages);
  }

  @Override
  public String say(Language language, String key, Map<String, ?> args) {
    var message = messagesOf(language).get(key);
    if (message == null) {
      throw new IllegalArgumentException(
          "There is no text (%s) in language (%s).".formatted(key, language.code()));
    }
    // A MessageFormat must not be used by two threads at once, and its clone is cheap.
    return message.clone().format(args);
  }

  @Override
  public List<String> keys(String prefix) {
    return messagesOf(Language.RU).keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .sorted()
        .toList();
  }

  @Override
  public boolean has(String key) {
    return messagesOf(Language.RU).containsKey(key);
  }

  Map<String, MessageFormat> messagesOf(Language language) {
    return messages.getOrDefault(language, Map.of());
  }

  private static Map<String, MessageFormat> read(
      String folder, Language language, List<String> faults) {
    var merged = new TreeMap<String, MessageFormat>();
    for (var bundle : bundles(folder, language)) {
      read(bundle, faults)
          .forEach(
              (key, text) -> {
                if (merged.putIfAbsent(key, parse(key, text, language, faults)) != null) {
                  faults.add(
                      "(%s) of (%s) is also in another bundle"
                          .formatted(key, bundle.getFilename()));
                }
              });
    }
    return merged;
  }

  private static Resource[] bundles(String folder, Language language) {
    try {
      return new PathMatchingResourcePatternResolver()
          .getResources("classpath*:" + folder + "/*_" + language.code() + ".properties");
    } catch (IOException e) {
      throw new IllegalStateException("The texts cannot be listed.", e);
    }
  }

  private static Map<String, String> read(Resource bundle, List<String> faults) {
    var texts = new TreeMap<String, String>();
    var properties =
        new Properties() {
          private static final long serialVersionUID = 1L;

          @Override
          public synchronized Object put(Object key, Object text) {
            if (texts.put((String) key, (String) text) != null) {
              faults.add("(%s) stands twice in (%s)".formatted(key, bundle.getFilename()));
            }
            return text;
          }
        };
    try (var reader = new InputStreamReader(bundle.getInputStream(), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new IllegalStateException("The texts (%s) cannot be read.".formatted(bundle), e);
    }
    return texts;
  }

  private static MessageFormat parse(
      String key, String text, Language language, List<String> faults) {
    try {
      return new MessageFormat(text, language.locale());
    } catch (IllegalArgumentException e) {
      faults.add(
          "(%s) in (%s) is no ICU message: %s".formatted(key, language.code(), e.getMessage()));
      return new MessageFormat("", language.locale());
    }
  }

  private static void addMissingKeys(
      Map<Language, Map<String, MessageFormat>> messages, List<String> faults) {
    var all = new TreeSet<String>();
    messages.values().forEach(texts -> all.addAll(texts.keySet()));
    messages.forEach(
        (language, texts) ->
            all.stream()
                .filter(key -> !texts.containsKey(key))
                .forEach(
                    key -> faults.add("(%s) is missing in (%s)".formatted(key, language.code()))));
  }
}
