package org.otklik.app.citizens.jdbc;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.access.AccountId;
import org.otklik.app.access.DemoAccounts;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Invented people for the demonstration; two of them share a number, as families do.
@Component
@ConditionalOnProperty(name = "otklik.demo", havingValue = "true", matchIfMissing = true)
final class DemoCitizens implements ApplicationRunner {

  private record Invented(
      int number,
      @Nullable AccountId account,
      String family,
      String given,
      String patronymic,
      LocalDate born,
      String phone) {}

  private static final List<Invented> ALL =
      List.of(
          person(1, DemoAccounts.CITIZEN_1, "Смирнова", "Ольга", "Петровна", 1984, "+74951234501"),
          person(2, DemoAccounts.CITIZEN_2, "Ильина", "Галина", "Петровна", 1959, "+74951234502"),
          person(3, null, "Ильин", "Николай", "Сергеевич", 1956, "+74951234502"),
          person(4, null, "Юсупов", "Рустам", "Маратович", 1991, "+74951234503"));

  private final JdbcClient db;

  DemoCitizens(JdbcClient db) {
    this.db = db;
  }

  @Override
  public void run(ApplicationArguments args) {
    ALL.forEach(this::add);
  }

  private void add(Invented person) {
    var id = UUID.fromString("00000000-0000-7000-8001-%012d".formatted(person.number()));
    var account = person.account();
    db.sql(
            """
            insert into citizens.citizen
              (id, account_id, family_name, given_name, patronymic, birth_date)
            values (:id, :account, :family, :given, :patronymic, :born)
            on conflict (id) do nothing
            """)
        .param("id", id)
        .param("account", account == null ? null : account.value())
        .param("family", person.family())
        .param("given", person.given())
        .param("patronymic", person.patronymic())
        .param("born", person.born())
        .update();
    db.sql(
            """
            insert into citizens.citizen_number (citizen_id, number) values (:id, :number)
            on conflict do nothing
            """)
        .param("id", id)
        .param("number", person.phone())
        .update();
  }

  private static Invented person(
      int number,
      @Nullable AccountId account,
      String family,
      String given,
      String patronymic,
      int bornIn,
      String phone) {
    return new Invented(
        number, account, family, given, patronymic, LocalDate.of(bornIn, 5, 9), phone);
  }
}
