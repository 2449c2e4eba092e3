package org.otklik.app.dispatch.jdbc;

import static java.util.stream.Collectors.toMap;

import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.otklik.app.access.AccountId;
import org.otklik.app.dispatch.Supervision.Pull;
import org.otklik.engine.routing.ContactId;
import org.otklik.engine.routing.OperatorId;
import org.otklik.engine.routing.TopicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Rows that a supervisor changes.
@Repository
public final class SupervisionRows {
  private final JdbcClient db;

  /// Writes with this client.
  public SupervisionRows(JdbcClient db) {
    this.db = db;
  }

  /// Replaces what an operator answers; to be called in a transaction.
  public void answer(OperatorId operator, Map<TopicId, Integer> levels) {
    var known =
        db.sql("select id from dispatch.operator where id = :operator for update")
            .param("operator", operator.value())
            .query(UUID.class)
            .optional();
    if (known.isEmpty()) {
      throw new IllegalArgumentException("No operator (%s).".formatted(operator.value()));
    }
    db.sql("delete from dispatch.operator_topic where operator = :operator")
        .param("operator", operator.value())
        .update();
    levels.forEach(
        (topic, level) ->
            db.sql(
                    """
                    insert into dispatch.operator_topic (operator, topic, level)
                    values (:operator, :topic, :level)
                    """)
                .param("operator", operator.value())
                .param("topic", topic.value())
                .param("level", level)
                .update());
  }

  /// False when the contact was pulled before.
  public boolean pull(Pull pull) {
    return db.sql(
                """
                insert into dispatch.pull (contact, account_id, reason, at)
                values (:contact, :by, :reason, :at)
                on conflict (contact) do nothing
                """)
            .param("contact", pull.contact().value())
            .param("by", pull.by().value())
            .param("reason", pull.reason())
            .param("at", pull.at().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// The pulls of these contacts.
  public Map<ContactId, Pull> pulls(Collection<ContactId> contacts) {
    return db
        .sql(
            """
            select contact, account_id, reason, at
            from dispatch.pull
            where contact = any(:contacts)
            """)
        .param("contacts", contacts.stream().map(ContactId::value).toArray(UUID[]::new))
        .query(
            (row, _) ->
                new Pull(
                    new ContactId(row.getObject("contact", UUID.class)),
                    new AccountId(row.getObject("account_id", UUID.class)),
                    row.getString("reason"),
                    row.getTimestamp("at").toInstant()))
        .list()
        .stream()
        .collect(toMap(Pull::contact, pull -> pull));
  }
}
