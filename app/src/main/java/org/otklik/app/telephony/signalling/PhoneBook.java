package org.otklik.app.telephony.signalling;

import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.otklik.app.Announcement;
import org.otklik.app.ProductSettings;
import org.otklik.app.SettingFaults;
import org.otklik.app.access.Account;
import org.otklik.app.access.Accounts;
import org.otklik.app.access.Role;
import org.otklik.app.telephony.OperatorPhoneChanged;
import org.otklik.app.telephony.media.Secrecy;
import org.otklik.app.telephony.settings.PhoneSettings;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.engine.routing.OperatorId;
import org.otklik.wire.digest.DigestSecret;
import org.otklik.wire.sip.RegisteredPhone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// The operators' telephones: who may register one, and who has one now. A telephone registers as
/// its operator's username. In a demo one operator may have a telephone by a password that is made
/// at each start.
@Component
final class PhoneBook implements Announcement {
  private static final Logger LOG = LoggerFactory.getLogger(PhoneBook.class);
  private static final String DEMO_USER = "operator2";
  private static final int DEMO_PASSWORD_BITS = 80;

  private final Map<String, PhoneSettings> phones;
  private final Optional<String> demoPassword;
  private final Accounts accounts;
  private final ApplicationEventPublisher events;
  private final FraudAlarm alarm;
  private final Tally refusedKnown;
  private final Tally refusedUnknown;
  private final Map<OperatorId, String> registered = new ConcurrentHashMap<>();

  PhoneBook(
      TelephonySettings settings,
      ProductSettings product,
      Accounts accounts,
      ApplicationEventPublisher events,
      FraudAlarm alarm,
      Clock clock) {
    this.accounts = accounts;
    this.events = events;
    this.alarm = alarm;
    this.refusedKnown = new Tally(clock);
    this.refusedUnknown = new Tally(clock);
    var known = new HashMap<String, PhoneSettings>();
    settings.phones().forEach((user, phone) -> known.put(user.toLowerCase(Locale.ROOT), phone));
    this.demoPassword =
        product.demo() && !known.containsKey(DEMO_USER)
            ? Optional.of(new BigInteger(DEMO_PASSWORD_BITS, new SecureRandom()).toString(36))
            : Optional.empty();
    demoPassword.ifPresent(password -> known.put(DEMO_USER, new PhoneSettings(password, "off")));
    this.phones = Map.copyOf(known);
  }

  /// Checks that every telephone is an operator's, once the accounts are there.
  ///
  /// @throws org.otklik.app.StartRefused naming those that are nobody's
  void checkOwners() {
    var faults = new SettingFaults("otklik.telephony.phones");
    phones.keySet().stream()
        .sorted()
        .filter(user -> operator(user).isEmpty())
        .forEach(
            user ->
                faults.add(
                    user,
                    "нет такой учётной записи с ролью operator: заведите её в otklik.access.accounts.",
                    "there is no such account with the role operator: write it down in otklik.access.accounts."));
    faults.refuseIfAny();
  }

  /// What is kept of the password of an operator who may have a telephone. Accounts are asked only
  /// about names that have one: others cost nothing, however many are tried.
  Optional<DigestSecret> findSecret(String user) {
    return Optional.ofNullable(phones.get(user))
        .filter(_ -> operator(user).isPresent())
        .map(phone -> DigestSecret.of(user, TrunkReader.REALM, phone.password()));
  }

  /// A wrong password: who finds the right one can call as the operator. Names of nobody's
  /// telephone are tried by scanners all day; they are written down alone, and rarely ([Tally]).
  void onRefused(String user, InetSocketAddress source) {
    boolean somebodys = findSecret(user).isPresent();
    (somebodys ? refusedKnown : refusedUnknown)
        .add()
        .ifPresent(
            times ->
                LOG.atWarn()
                    .addKeyValue("source", source.getAddress().getHostAddress())
                    .log("telephone refused times={} known={}", times, somebodys));
    if (somebodys) {
      alarm.suspect(source.getAddress());
    }
  }

  void onRegistered(RegisteredPhone phone) {
    operator(phone.user())
        .filter(operator -> registered.put(operator, phone.user()) == null)
        .ifPresent(operator -> changed(operator, true));
  }

  /// A telephone of the user is gone.
  ///
  /// @param left those that are still registered
  void onGone(RegisteredPhone phone, List<RegisteredPhone> left) {
    if (left.isEmpty()) {
      registered.entrySet().stream()
          .filter(entry -> entry.getValue().equals(phone.user()))
          .map(Map.Entry::getKey)
          .toList()
          .forEach(
              operator -> {
                registered.remove(operator);
                changed(operator, false);
              });
    }
  }

  /// As whom the operator's telephone is registered now.
  Optional<String> findUser(OperatorId operator) {
    return Optional.ofNullable(registered.get(operator));
  }

  Secrecy secrecy(String user) {
    return Optional.ofNullable(phones.get(user))
        .flatMap(phone -> TrunkReader.findSecrecy(phone.srtp()))
        .orElse(Secrecy.OFF);
  }

  @Override
  public List<String> lines() {
    return demoPassword
        .map(
            password ->
                "Телефон SIP оператора · Operator's SIP phone: %s, пароль · password %s"
                    .formatted(DEMO_USER, password))
        .stream()
        .toList();
  }

  private Optional<OperatorId> operator(String user) {
    return accounts
        .find(user)
        .filter(Account::enabled)
        .filter(account -> account.roles().contains(Role.OPERATOR))
        .filter(account -> account.username().equals(user))
        .map(account -> new OperatorId(account.id().value()));
  }

  private void changed(OperatorId operator, boolean has) {
    LOG.info("operator telephone operator={} registered={}", operator.value(), has);
    events.publishEvent(new OperatorPhoneChanged(operator, has));
  }
}
