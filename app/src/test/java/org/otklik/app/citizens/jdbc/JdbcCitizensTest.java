package org.otklik.app.citizens.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.otklik.app.citizens.CitizenId;
import org.otklik.app.citizens.MaskedCitizen;
import org.otklik.app.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

class JdbcCitizensTest {
  private static final TestDatabase DATABASE = TestDatabase.create();

  private final JdbcClient db = JdbcClient.create(DATABASE.dataSource());
  private final JdbcCitizens citizens = new JdbcCitizens(db);

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  @Test
  void showsInitialsAndYearOfBirthAndNoMore() {
    var id = citizen(1, "Соколова", "Анна", "Ивановна", 1947, "+74951110001");

    assertThat(citizens.findByNumber("+74951110001"))
        .containsExactly(new MaskedCitizen(id, "С. А. И.", 1947));
    assertThat(citizens.findMasked(id)).contains(new MaskedCitizen(id, "С. А. И.", 1947));
    assertThat(citizens.findMasked(Set.of(id, new CitizenId(new UUID(9, 9)))))
        .containsExactly(new MaskedCitizen(id, "С. А. И.", 1947));
  }

  @Test
  void findsNobodyAtANumberThatNobodyHas() {
    assertThat(citizens.findByNumber("+74951110009")).isEmpty();
  }

  @Test
  void findsAFamilyAtItsSharedNumberOldestFirst() {
    citizen(2, "Павлова", "Вера", "Олеговна", 1980, "+74951110002");
    citizen(3, "Павлов", "Олег", "Юрьевич", 1951, "+74951110002");

    assertThat(citizens.findByNumber("+74951110002"))
        .extracting(MaskedCitizen::birthYear)
        .containsExactly(1951, 1980);
  }

  @Test
  void masksNamesWithoutAPatronymicAndLettersOfTwoUnits() {
    var id = citizen(4, "𐐀лан", "Ю", null, 1990, "+74951110003");

    assertThat(citizens.findMasked(id)).map(MaskedCitizen::initials).contains("𐐀. Ю.");
  }

  @Test
  void aSwitchboardWithHundredsShowsTwenty() {
    for (int i = 100; i < 130; i++) {
      citizen(i, "Фамилия", "Имя", null, 1970, "+74951110004");
    }

    assertThat(citizens.findByNumber("+74951110004")).hasSize(20);
  }

  @Test
  void findsTheCitizenOfAnAccount() {
    var id = citizen(5, "Зуева", "Ия", null, 1999, "+74951110005");
    db.sql("update citizens.citizen set account_id = :account where id = :id")
        .param("account", new UUID(5, 5))
        .param("id", id.value())
        .update();

    assertThat(citizens.findByAccount(new UUID(5, 5))).contains(id);
    assertThat(citizens.findByAccount(new UUID(5, 6))).isEmpty();
  }

  private CitizenId citizen(
      int number,
      String family,
      String given,
      @Nullable String patronymic,
      int born,
      String phone) {
    var id = new UUID(3, number);
    db.sql(
            """
            insert into citizens.citizen (id, family_name, given_name, patronymic, birth_date)
            values (:id, :family, :given, :patronymic, make_date(:born, 3, 1))
            """)
        .param("id", id)
        .param("family", family)
        .param("given", given)
        .param("patronymic", patronymic)
        .param("born", born)
        .update();
    db.sql("insert into citizens.citizen_number (citizen_id, number) values (:id, :number)")
        .param("id", id)
        .param("number", phone)
        .update();
    return new CitizenId(id);
  }
}
