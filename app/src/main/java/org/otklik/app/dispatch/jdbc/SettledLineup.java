package org.otklik.app.dispatch.jdbc;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.otklik.app.SettingFaults;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.Role;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.Topics.Topic;
import org.otklik.app.dispatch.jdbc.Lineup.TopicRow;
import org.otklik.app.dispatch.settings.DispatchSettings;
import org.otklik.app.dispatch.settings.LineupSettings;
import org.otklik.app.dispatch.settings.LineupSettings.OperatorSettings;
import org.otklik.app.dispatch.settings.LineupSettings.TopicSettings;
import org.otklik.engine.routing.TopicId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/// Writes topics and operators as the settings say, before the queue opens, and after everything
/// was checked: a start that is refused, for whatever reason, changes nothing. Whoever asks for
/// topics earlier, as lines do, is told those of the settings by [#over].
@Repository
public final class SettledLineup implements InitializingBean, SmartLifecycle {

  /// Topics, and operators, that may be written down.
  static final int ENTRIES_MAX = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(SettledLineup.class);
  private static final int LEVEL_MAX = 5;
  private static final int NAME_MAX = 60;
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

  private final JdbcClient db;
  private final TransactionOperations transactions;
  private final Accounts accounts;
  private final LineupSettings written;
  private final String group;
  private volatile boolean running;

  SettledLineup(
      JdbcClient db,
      TransactionOperations transactions,
      Accounts accounts,
      LineupSettings written,
      DispatchSettings settings) {
    this.db = db;
    this.transactions = transactions;
    this.accounts = accounts;
    this.written = written;
    this.group = settings.group();
  }

  /// Checks everything that can be checked without accounts.
  ///
  /// @throws org.otklik.app.StartRefused naming everything that is wrong
  @Override
  public void afterPropertiesSet() {
    var faults = new SettingFaults("otklik.lineup");
    checkCount(faults, "topics", written.topics().size());
    checkCount(faults, "operators", written.operators().size());
    checkTopics(faults);
    var known = topicIds();
    new TreeMap<>(written.operators())
        .forEach((username, operator) -> check(faults, username, operator, known));
    faults.refuseIfAny();
  }

  /// The line-up as it will be when the queue opens: the topics of the settings, if there are any.
  public Lineup over(Lineup present) {
    var topics = written.topics().stream().map(SettledLineup::row).toList();
    return topics.isEmpty() ? present : new Lineup(topics, present.capabilities());
  }

  private static TopicRow row(TopicSettings topic) {
    var names = Map.of("ru", topic.ru(), "en", topic.en());
    return new TopicRow(
        new Topic(new TopicId(topic.id()), names, topic.expert()),
        topic.level(),
        topic.leastSpecialisedFirst());
  }

  /// Writes topics and operators.
  ///
  /// @throws org.otklik.app.StartRefused naming those who have no account
  @Override
  public void start() {
    running = true;
    var faults = new SettingFaults("otklik.lineup.operators");
    var operators = new HashMap<UUID, OperatorSettings>();
    new TreeMap<>(written.operators())
        .forEach(
            (username, operator) ->
                accounts
                    .find(username)
                    .filter(account -> account.enabled() && account.roles().contains(Role.OPERATOR))
                    .ifPresentOrElse(
                        account -> operators.put(account.id().value(), operator),
                        () -> noAccount(faults, username)));
    faults.refuseIfAny();
    transactions.executeWithoutResult(
        _ -> {
          if (!written.topics().isEmpty()) {
            writeTopics(topicIds());
          }
          operators.forEach(this::apply);
          forgetAllBut(operators.keySet());
        });
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /// Before the people of a demonstration get their topics, and the queue opens.
  @Override
  public int getPhase() {
    return Dispatch.PHASE - 2;
  }

  private static void checkCount(SettingFaults faults, String setting, int count) {
    if (count > ENTRIES_MAX) {
      faults.add(
          setting,
          "их %d, а можно не больше %d.".formatted(count, ENTRIES_MAX),
          "there are %d, and %d are the most.".formatted(count, ENTRIES_MAX));
    }
  }

  private void checkTopics(SettingFaults faults) {
    var ids = new HashSet<String>();
    var number = 0;
    for (var topic : written.topics()) {
      var at = "topics[%d]".formatted(number++);
      if (!ID.matcher(topic.id()).matches()) {
        faults.add(
            at + ".id",
            "нужны строчные латинские буквы, цифры и дефисы, до 40.",
            "small Latin letters, digits and hyphens are needed, up to 40.");
      } else if (!ids.add(topic.id())) {
        faults.add(
            at + ".id",
            "тема «%s» названа дважды.".formatted(topic.id()),
            "the topic \"%s\" is named twice.".formatted(topic.id()));
      }
      checkName(faults, at + ".ru", topic.ru());
      checkName(faults, at + ".en", topic.en());
      checkLevel(faults, at + ".level", topic.level());
    }
  }

  private static void checkName(SettingFaults faults, String setting, String name) {
    if (name.isBlank() || name.length() > NAME_MAX) {
      faults.add(
          setting,
          "нужно название темы, до %d знаков.".formatted(NAME_MAX),
          "the topic's name is needed, up to %d characters.".formatted(NAME_MAX));
    }
  }

  private static void checkLevel(SettingFaults faults, String setting, int level) {
    if (level < 1 || level > LEVEL_MAX) {
      faults.add(
          setting,
          "нужен уровень от 1 до %d.".formatted(LEVEL_MAX),
          "a level from 1 to %d is needed.".formatted(LEVEL_MAX));
    }
  }

  private static void check(
      SettingFaults faults, String username, OperatorSettings operator, Set<String> topics) {
    var at = "operators.%s.".formatted(username);
    if (operator.languages().isEmpty()) {
      faults.add(at + "languages", "нужен хотя бы один язык.", "at least one language is needed.");
    }
    operator.languages().stream()
        .filter(language -> !LANGUAGE.matcher(language).matches())
        .forEach(
            language ->
                faults.add(
                    at + "languages",
                    "«%s» — не обозначение языка, как ru.".formatted(language),
                    "\"%s\" is no tag of a language such as ru.".formatted(language)));
    operator
        .topics()
        .forEach(
            (topic, level) -> {
              if (!topics.contains(topic)) {
                faults.add(
                    at + "topics",
                    "нет темы «%s».".formatted(topic),
                    "there is no topic \"%s\".".formatted(topic));
              }
              checkLevel(faults, at + "topics." + topic, level);
            });
    operator.skills().stream()
        .filter(skill -> !ID.matcher(skill).matches())
        .forEach(
            skill ->
                faults.add(
                    at + "skills",
                    "«%s»: нужны строчные латинские буквы, цифры и дефисы.".formatted(skill),
                    "\"%s\": small Latin letters, digits and hyphens are needed."
                        .formatted(skill)));
  }

  private static void noAccount(SettingFaults faults, String username) {
    faults.add(
        username,
        "нет такой учётной записи с ролью operator: заведите её в otklik.access.accounts.",
        "there is no such account with the role operator: write it down in otklik.access.accounts.");
  }

  private Set<String> topicIds() {
    return written.topics().isEmpty()
        ? new TreeSet<>(
            db.sql("select id from dispatch.topic where group_id = :group")
                .param("group", group)
                .query(String.class)
                .list())
        : written.topics().stream().map(TopicSettings::id).collect(toUnmodifiableSet());
  }

  private void writeTopics(Set<String> ids) {
    db.sql(
            """
            delete from dispatch.operator_topic
            where topic in (
              select id from dispatch.topic where group_id = :group and id not in (:ids))
            """)
        .param("group", group)
        .param("ids", ids)
        .update();
    db.sql("delete from dispatch.topic where group_id = :group and id not in (:ids)")
        .param("group", group)
        .param("ids", ids)
        .update();
    var position = 0;
    for (var topic : written.topics()) {
      db.sql(
              """
              insert into dispatch.topic
                (id, group_id, position, name_ru, name_en, level, least_specialised_first, expert)
              values (:id, :group, :position, :ru, :en, :level, :least, :expert)
              on conflict (id) do update set
                group_id = excluded.group_id, position = excluded.position, name_ru = excluded.name_ru,
                name_en = excluded.name_en, level = excluded.level,
                least_specialised_first = excluded.least_specialised_first, expert = excluded.expert
              """)
          .param("id", topic.id())
          .param("group", group)
          .param("position", ++position)
          .param("ru", topic.ru())
          .param("en", topic.en())
          .param("level", topic.level())
          .param("least", topic.leastSpecialisedFirst())
          .param("expert", topic.expert())
          .update();
    }
  }

  /// Writes an operator if the settings say something else than when they were last applied.
  private void apply(UUID id, OperatorSettings operator) {
    var says = says(operator);
    var changed =
        db.sql(
                """
                insert into dispatch.operator (id, group_id, settings) values (:id, :group, :says)
                on conflict (id) do update set group_id = excluded.group_id, settings = excluded.settings
                  where operator.settings is distinct from excluded.settings
                """)
            .param("id", id)
            .param("group", group)
            .param("says", says)
            .update();
    if (changed == 1) {
      renew(id, operator);
    }
  }

  private void renew(UUID id, OperatorSettings operator) {
    for (var table : Set.of("operator_language", "operator_skill", "operator_topic")) {
      db.sql("delete from dispatch.%s where operator = :id".formatted(table))
          .param("id", id)
          .update();
    }
    Set.copyOf(operator.languages()).forEach(language -> add(id, "language", language));
    Set.copyOf(operator.skills()).forEach(skill -> add(id, "skill", skill));
    operator
        .topics()
        .forEach(
            (topic, level) ->
                db.sql(
                        """
                        insert into dispatch.operator_topic (operator, topic, level)
                        values (:id, :topic, :level)
                        """)
                    .param("id", id)
                    .param("topic", topic)
                    .param("level", level)
                    .update());
  }

  private void add(UUID id, String what, String value) {
    db.sql(
            "insert into dispatch.operator_%1$s (operator, %1$s) values (:id, :value)"
                .formatted(what))
        .param("id", id)
        .param("value", value)
        .update();
  }

  /// Who was written down before and is no longer answers nothing. Who is no longer written down is
  /// no operator any more; so it is also with all of them, when the settings name nobody. It is
  /// said at the start: it may have been an oversight.
  private void forgetAllBut(Set<UUID> operators) {
    var forgotten =
        db
            .sql(
                "select id from dispatch.operator where group_id = :group and settings is not null")
            .param("group", group)
            .query(UUID.class)
            .list()
            .stream()
            .filter(id -> !operators.contains(id))
            .toList();
    forgotten.forEach(
        id -> db.sql("delete from dispatch.operator where id = :id").param("id", id).update());
    if (!forgotten.isEmpty()) {
      LOG.warn(
          "В otklik.lineup.operators нет прежних операторов, они убраны: {}. · Operators who are no longer in otklik.lineup.operators were removed: {}.",
          forgotten.size(),
          forgotten.size());
    }
  }

  private static String says(OperatorSettings operator) {
    return Map.of(
            "languages", new TreeSet<>(operator.languages()).toString(),
            "topics", new TreeMap<>(operator.topics()).toString(),
            "skills", new TreeSet<>(operator.skills()).toString())
        .entrySet()
        .stream()
        .map(Map.Entry::toString)
        .sorted()
        .reduce("", (all, one) -> all + one + " ")
        .strip();
  }
}
