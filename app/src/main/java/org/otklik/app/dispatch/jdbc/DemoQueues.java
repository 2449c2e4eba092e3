package org.otklik.app.dispatch.jdbc;

import java.util.List;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.DemoAccounts;
import org.otklik.app.dispatch.Dispatch;
import org.otklik.app.dispatch.settings.DispatchSettings;
import org.otklik.app.dispatch.settings.LineupSettings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Topics and capabilities of the demonstration, there before the queue opens. What an
/// administrator has changed since is left alone.
@Repository
@ConditionalOnProperty(name = "otklik.demo", havingValue = "true", matchIfMissing = true)
final class DemoQueues implements SmartLifecycle {
  private record DemoTopic(String id, String russian, String english) {}

  private record DemoOperator(AccountId id, List<String> languages, List<Skill> skills) {}

  private record Skill(String topic, int level) {}

  private static final List<DemoTopic> TOPICS =
      List.of(
          new DemoTopic("passport", "Паспорт", "Passport"),
          new DemoTopic("benefits", "Пособия и выплаты", "Benefits and payments"),
          new DemoTopic("cars", "Автомобиль и права", "Car and driving licence"),
          new DemoTopic("other", "Другой вопрос", "Another question"));

  private static final List<DemoOperator> OPERATORS =
      List.of(
          new DemoOperator(
              DemoAccounts.OPERATOR_1,
              List.of("ru", "en"),
              List.of(
                  new Skill("passport", 5),
                  new Skill("benefits", 3),
                  new Skill("cars", 3),
                  new Skill("other", 4))),
          new DemoOperator(
              DemoAccounts.OPERATOR_2,
              List.of("ru"),
              List.of(new Skill("benefits", 5), new Skill("cars", 2), new Skill("other", 3))),
          new DemoOperator(
              DemoAccounts.OPERATOR_3,
              List.of("ru", "en"),
              List.of(new Skill("passport", 2), new Skill("cars", 5), new Skill("other", 3))),
          new DemoOperator(
              DemoAccounts.OPERATOR_4,
              List.of("ru"),
              List.of(new Skill("passport", 3), new Skill("benefits", 4), new Skill("other", 2))),
          new DemoOperator(
              DemoAccounts.OPERATOR_5,
              List.of("ru", "en"),
              List.of(new Skill("passport", 4), new Skill("cars", 3), new Skill("other", 5))));

  private final JdbcClient db;
  private final LineupSettings settled;
  private final String group;
  private volatile boolean running;

  DemoQueues(JdbcClient db, LineupSettings settled, DispatchSettings settings) {
    this.db = db;
    this.settled = settled;
    this.group = settings.group();
  }

  @Override
  public void start() {
    running = true;
    if (settled.topics().isEmpty()) {
      for (int i = 0; i < TOPICS.size(); i++) {
        add(TOPICS.get(i), i + 1);
      }
    }
    OPERATORS.forEach(this::add);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Dispatch.PHASE - 1;
  }

  private void add(DemoTopic topic, int position) {
    db.sql(
            """
            insert into dispatch.topic (id, group_id, position, name_ru, name_en)
            values (:id, :group, :position, :russian, :english)
            on conflict do nothing
            """)
        .param("id", topic.id())
        .param("group", group)
        .param("position", position)
        .param("russian", topic.russian())
        .param("english", topic.english())
        .update();
  }

  private void add(DemoOperator operator) {
    int added =
        db.sql(
                """
                insert into dispatch.operator (id, group_id) values (:id, :group)
                on conflict do nothing
                """)
            .param("id", operator.id().value())
            .param("group", group)
            .update();
    if (added == 0) {
      return;
    }
    for (var language : operator.languages()) {
      db.sql("insert into dispatch.operator_language (operator, language) values (:id, :language)")
          .param("id", operator.id().value())
          .param("language", language)
          .update();
    }
    for (var skill : operator.skills()) {
      db.sql(
              """
              insert into dispatch.operator_topic (operator, topic, level)
              select :id, id, :level from dispatch.topic where id = :topic
              """)
          .param("id", operator.id().value())
          .param("topic", skill.topic())
          .param("level", skill.level())
          .update();
    }
  }
}
