package org.otklik.app.access;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/// The invented people of the demonstration. Their ids never change, so that demonstration data of
/// other modules can name them. They exist only where `otklik.demo` is on; where it is switched
/// off, they can no longer sign in.
public final class DemoAccounts {

  /// The password of all of them, shown to everybody.
  public static final String PASSWORD = "otklik-demo";

  public static final AccountId OPERATOR_1 = id(1);
  public static final AccountId OPERATOR_2 = id(2);
  public static final AccountId OPERATOR_3 = id(3);
  public static final AccountId OPERATOR_4 = id(4);
  public static final AccountId OPERATOR_5 = id(5);
  public static final AccountId SUPERVISOR_1 = id(11);
  public static final AccountId QUALITY_1 = id(21);
  public static final AccountId OFFICER_1 = id(31);
  public static final AccountId ADMIN_1 = id(41);
  public static final AccountId CITIZEN_1 = id(51);
  public static final AccountId CITIZEN_2 = id(52);

  private static final List<NewAccount> ALL =
      List.of(
          account(OPERATOR_1, "operator1", "Мария Лебедева", Role.OPERATOR),
          account(OPERATOR_2, "operator2", "Тимур Галиев", Role.OPERATOR),
          account(OPERATOR_3, "operator3", "Анна Соколова", Role.OPERATOR),
          account(OPERATOR_4, "operator4", "Дарья Зайцева", Role.OPERATOR),
          account(OPERATOR_5, "operator5", "Рустам Хасанов", Role.OPERATOR),
          account(SUPERVISOR_1, "supervisor1", "Игорь Власов", Role.SUPERVISOR),
          account(QUALITY_1, "quality1", "Елена Морозова", Role.QUALITY),
          account(OFFICER_1, "officer1", "Павел Орлов", Role.AGENCY),
          account(ADMIN_1, "admin1", "Наталья Крылова", Role.ADMIN),
          account(CITIZEN_1, "citizen1", "Ольга Смирнова", Role.CITIZEN),
          account(CITIZEN_2, "citizen2", "Галина Ильина", Role.CITIZEN));

  private DemoAccounts() {}

  /// All of them.
  public static List<NewAccount> all() {
    return ALL;
  }

  private static AccountId id(int number) {
    return new AccountId(UUID.fromString("00000000-0000-7000-8000-%012d".formatted(number)));
  }

  private static NewAccount account(AccountId id, String username, String displayName, Role role) {
    return new NewAccount(id, username, displayName, PASSWORD, Set.of(role));
  }
}
