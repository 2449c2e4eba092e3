package org.otklik.app.telephony.signalling;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.app.SettingFaults;
import org.otklik.app.telephony.media.Secrecy;
import org.otklik.app.telephony.settings.PhoneSettings;
import org.otklik.app.telephony.settings.TelephonySettings;
import org.otklik.app.telephony.settings.TrunkSettings;
import org.otklik.wire.digest.DigestAnswers;
import org.otklik.wire.digest.DigestSecret;
import org.otklik.wire.sip.SipIdentity;
import org.otklik.wire.sip.SipRegistrar;
import org.otklik.wire.sip.Transport;

/// Reads trunks and telephones as they are written down, and collects what is wrong with them.
final class TrunkReader {

  /// The realm in which trunks and telephones prove their passwords.
  static final String REALM = "otklik";

  /// A shorter password would be guessed.
  static final int PASSWORD_MIN = 10;

  /// A shorter time nobody could take a call in.
  static final Duration RING_MIN = Duration.ofSeconds(5);

  /// Networks give up by then (RFC 3261 16.6, timer C).
  static final Duration RING_MAX = Duration.ofMinutes(3);

  /// In a shorter time nothing could be said.
  static final Duration TALK_MIN = Duration.ofMinutes(1);

  /// No talk is longer; an announcement without end is.
  static final Duration TALK_MAX = Duration.ofHours(12);

  /// In a shorter time telephones would do nothing but register.
  static final Duration REGISTRATION_MIN = SipRegistrar.DEFAULT_EXPIRY_MIN;

  /// So long a telephone would stay unknown after a restart.
  static final Duration REGISTRATION_MAX = Duration.ofHours(1);

  /// The environment, where passwords stand, knows no others.
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+");

  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");
  private static final Pattern PEER =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)\\]|([-.A-Za-z0-9]+))(?::(\\d{1,5}))?");

  private final SettingFaults faults;
  private final long nowNanos;

  TrunkReader(SettingFaults faults, long nowNanos) {
    this.faults = faults;
    this.nowNanos = nowNanos;
  }

  /// All trunks by name; those with faults as far as they can be read.
  List<Trunk> read(Map<String, TrunkSettings> written) {
    return new TreeMap<>(written)
        .entrySet().stream().map(entry -> trunk(entry.getKey(), entry.getValue())).toList();
  }

  /// Those that take calls out, in the wanted order.
  List<Trunk> order(List<String> names, List<Trunk> trunks) {
    var outwards = trunks.stream().filter(trunk -> !trunk.peers().isEmpty()).toList();
    if (names.isEmpty()) {
      return outwards;
    }
    var byName =
        outwards.stream()
            .collect(Collectors.toMap(trunk -> trunk.terms().name(), Function.identity()));
    names.stream()
        .filter(name -> !byName.containsKey(name))
        .forEach(
            name ->
                faults.add(
                    "outside.trunks",
                    "нет линии «%s» с адресами peers.".formatted(name),
                    "there is no trunk \"%s\" with peers.".formatted(name)));
    return names.stream().flatMap(name -> Optional.ofNullable(byName.get(name)).stream()).toList();
  }

  void checkOutside(TelephonySettings.Outside outside) {
    checkBeginnings("outside.allowed", outside.allowed());
    checkBeginnings("outside.transfers", outside.transfers());
    checkTransfers(outside.transfers(), outside.allowed());
    checkTime("outside.ring-max", outside.ringMax(), RING_MIN, RING_MAX);
    checkTime("outside.talk-max", outside.talkMax(), TALK_MIN, TALK_MAX);
  }

  private void checkBeginnings(String at, List<String> beginnings) {
    beginnings.stream()
        .filter(beginning -> !E164.matcher(beginning).matches())
        .forEach(
            beginning ->
                faults.add(
                    at,
                    "«%s» — не начало номера вида +7495.".formatted(beginning),
                    "\"%s\" is no beginning of a number such as +7495.".formatted(beginning)));
  }

  /// A number that may not be called would be offered at the desk and refused there.
  private void checkTransfers(List<String> transfers, List<String> allowed) {
    transfers.stream()
        .filter(number -> E164.matcher(number).matches())
        .filter(number -> allowed.stream().noneMatch(number::startsWith))
        .forEach(
            number ->
                faults.add(
                    "outside.transfers",
                    "«%s» не разрешён: добавьте его или его начало в outside.allowed."
                        .formatted(number),
                    "\"%s\" may not be called: add it or its beginning to outside.allowed."
                        .formatted(number)));
  }

  /// A call belongs to one trunk: no address may be in the networks of two.
  void checkSources(List<Trunk> trunks) {
    for (var one : trunks) {
      for (var other : trunks.subList(trunks.indexOf(one) + 1, trunks.size())) {
        one.terms().sources().stream()
            .filter(range -> other.terms().sources().stream().anyMatch(range::overlaps))
            .forEach(
                range ->
                    faults.add(
                        "trunks.%s.sources".formatted(one.terms().name()),
                        "адреса %s есть и у линии «%s»: чей звонок оттуда, не узнать."
                            .formatted(range, other.terms().name()),
                        "addresses of %s belong to the trunk \"%s\" too: whose call comes from there cannot be known."
                            .formatted(range, other.terms().name())));
      }
    }
  }

  void checkRegistrationMax(Duration registrationMax) {
    checkTime("sip.registration-max", registrationMax, REGISTRATION_MIN, REGISTRATION_MAX);
  }

  private void checkTime(String at, Duration time, Duration min, Duration max) {
    if (time.compareTo(min) < 0 || time.compareTo(max) > 0) {
      faults.add(
          at,
          "нужно время от %d до %d с.".formatted(min.toSeconds(), max.toSeconds()),
          "a time from %d to %d s is needed.".formatted(min.toSeconds(), max.toSeconds()));
    }
  }

  void checkCountry(String country) {
    if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(country)) {
      faults.add(
          "sip.country",
          "«%s» — не код страны из двух заглавных букв, как RU.".formatted(country),
          "\"%s\" is no country code of two capital letters such as RU.".formatted(country));
    }
  }

  void checkPhones(Map<String, PhoneSettings> phones) {
    new TreeMap<>(phones)
        .forEach(
            (name, phone) -> {
              checkPassword("phones.%s.password".formatted(name), phone.password());
              secrecy("phones.%s.srtp".formatted(name), phone.srtp());
            });
  }

  /// How secured sound stands in settings.
  static Optional<Secrecy> findSecrecy(String word) {
    return Arrays.stream(Secrecy.values())
        .filter(secrecy -> secrecy.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  private Trunk trunk(String name, TrunkSettings written) {
    var at = "trunks.%s.".formatted(name);
    if (!NAME.matcher(name).matches()) {
      faults.add(
          "trunks." + name,
          "имя линии — строчные латинские буквы и цифры: иначе её пароль не задать переменной окружения.",
          "the name of a trunk is small Latin letters and digits: else its password cannot be set by the environment.");
    }
    if (written.sources().isEmpty() && written.peers().isEmpty()) {
      faults.add(
          "trunks." + name,
          "нужны адреса sources (звонки к нам), peers (звонки от нас) или и те и другие.",
          "it needs sources (calls to us), peers (calls from us), or both.");
    }
    if (written.callsMax() < 1) {
      faults.add(at + "calls-max", "нужно число от 1.", "a number from 1 on is needed.");
    }
    if (written.challenge()) {
      checkPassword(at + "password", written.password()); // any other was chosen by the network
    }
    if ((!written.password().isEmpty() || written.challenge()) && written.user().isEmpty()) {
      faults.add(at + "user", "к паролю нужно имя.", "the password needs a user.");
    }
    var transport = transport(at + "transport", written.transport());
    var numbersOut = form(at + "numbers-out", written.numbersOut());
    var terms =
        new Trunk.Terms(
            name,
            sources(at + "sources", written.sources()),
            transport,
            secrecy(at + "srtp", written.srtp()),
            identity(at, written, numbersOut),
            written.challenge()
                ? new Trunk.Challenged(
                    written.user(), DigestSecret.of(written.user(), REALM, written.password()))
                : null,
            registering(at, written, transport),
            written.trustAssertedIdentity(),
            form(at + "numbers-in", written.numbersIn()),
            numbersOut,
            written.prefixIn(),
            digits(at + "prefix-out", written.prefixOut()),
            written.lines(),
            Math.max(1, written.callsMax()));
    return new Trunk(terms, peers(at + "peers", written.peers(), transport));
  }

  private Trunk.@Nullable Registering registering(
      String at, TrunkSettings written, Transport transport) {
    if (written.registrar().isEmpty()) {
      return null;
    }
    if (written.user().isEmpty() || written.password().isEmpty()) {
      faults.add(
          at + "registrar",
          "для регистрации нужны user и password.",
          "to register, user and password are needed.");
    }
    checkCallsByRegistration(at, written);
    var read = peers(at + "registrar", List.of(written.registrar()), transport);
    try {
      return read.isEmpty()
          ? null
          : new Trunk.Registering(read.getFirst().uri(), registered(written, read.getFirst()));
    } catch (IllegalArgumentException _) {
      return null; // named where the identity of calls is read
    }
  }

  /// Calls that come by a registration come from the trunk's network, and are dialled as its user.
  private void checkCallsByRegistration(String at, TrunkSettings written) {
    if (written.sources().isEmpty()) {
      faults.add(
          at + "sources",
          "где registrar, там нужны и адреса, с которых придут звонки: иначе они чужие, и линия их не примет.",
          "where there is a registrar, the addresses that its calls come from are needed too: else they are strangers' and are refused.");
    }
    var dialled = Trunk.digits(written.user());
    if (!dialled.isEmpty() && !written.lines().containsKey(dialled)) {
      var key = dialled.matches("[a-z0-9-]+") ? dialled : "[" + dialled + "]";
      faults.add(
          at + "lines",
          "звонки по регистрации придут на имя %s: напишите, какая это линия, например {\"%s\": \"115\"}."
              .formatted(dialled, key),
          "calls by the registration are dialled as %s: say which line that is, such as {\"%s\": \"115\"}."
              .formatted(dialled, key));
    }
  }

  /// The user at home in the domain of the trunk, or else at the registrar.
  private static SipIdentity registered(TrunkSettings written, TrunkPeer registrar) {
    return SipIdentity.of(written.user())
        .in(written.domain().isEmpty() ? registrar.host() : written.domain())
        .provenBy(answers(written));
  }

  private static DigestAnswers answers(TrunkSettings written) {
    return new DigestAnswers(
        written.user(),
        written.password(),
        "",
        () -> UUID.randomUUID().toString().replace("-", ""));
  }

  private SipIdentity identity(String at, TrunkSettings written, NumberForm form) {
    var caller = written.caller();
    if (!caller.isEmpty() && !E164.matcher(caller).matches()) {
      faults.add(
          at + "caller",
          "нужен номер вида +74951234567.",
          "a number such as +74951234567 is needed.");
    }
    var number = form == NumberForm.PLUS_E164 ? caller : caller.replaceFirst("^\\+", "");
    var user = number.isEmpty() ? written.user() : number;
    try {
      var identity =
          SipIdentity.of(user.isEmpty() ? "otklik" : user)
              .in(written.domain())
              .asserting(written.trustAssertedIdentity() ? number : "");
      return written.password().isEmpty() ? identity : identity.provenBy(answers(written));
    } catch (IllegalArgumentException _) {
      faults.add(
          at + "user, domain", "это не части адреса SIP.", "they are no parts of a SIP address.");
      return SipIdentity.of("otklik");
    }
  }

  private void checkPassword(String at, String password) {
    if (password.length() < PASSWORD_MIN) {
      faults.add(
          at,
          "нужен пароль не короче %d знаков; задайте его переменной окружения."
              .formatted(PASSWORD_MIN),
          "a password of at least %d characters is needed; set it by the environment."
              .formatted(PASSWORD_MIN));
    }
  }

  private List<AddressRange> sources(String at, List<String> written) {
    var ranges = new ArrayList<AddressRange>();
    for (var text : written) {
      AddressRange.read(text)
          .ifPresentOrElse(
              ranges::add,
              () ->
                  faults.add(
                      at,
                      "«%s» — не адрес и не сеть вида 203.0.113.0/29.".formatted(text),
                      "\"%s\" is neither an address nor a network such as 203.0.113.0/29."
                          .formatted(text)));
    }
    return List.copyOf(ranges);
  }

  private List<TrunkPeer> peers(String at, List<String> written, Transport transport) {
    var peers = new ArrayList<TrunkPeer>();
    for (var text : written) {
      var peer = PEER.matcher(text);
      var port = peer.matches() ? number(peer.group(3)) : -1;
      if (port < 0 || port > 65_535) {
        faults.add(
            at,
            "«%s» — не адрес вида sip.example.ru, 203.0.113.5:5080 или [2001:db8::5]."
                .formatted(text),
            "\"%s\" is no address such as sip.example.ru, 203.0.113.5:5080 or [2001:db8::5]."
                .formatted(text));
      } else {
        var host = peer.group(1) == null ? peer.group(2) : peer.group(1);
        peers.add(new TrunkPeer(host, port, transport, nowNanos));
      }
    }
    return List.copyOf(peers);
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private Transport transport(String at, String word) {
    return Arrays.stream(Transport.values())
        .filter(transport -> transport.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseGet(() -> unknown(at, word, "udp, tcp, tls", Transport.UDP));
  }

  private Secrecy secrecy(String at, String word) {
    return findSecrecy(word)
        .orElseGet(() -> unknown(at, word, "off, offered, required", Secrecy.REQUIRED));
  }

  private NumberForm form(String at, String word) {
    return Arrays.stream(NumberForm.values())
        .filter(form -> form.word().equals(word))
        .findFirst()
        .orElseGet(() -> unknown(at, word, "+e164, e164, national", NumberForm.PLUS_E164));
  }

  private String digits(String at, String text) {
    return text.matches("[0-9*#]*") ? text : unknown(at, text, "0-9, *, #", "");
  }

  private <T> T unknown(String at, String word, String known, T instead) {
    faults.add(
        at,
        "«%s» не подходит: годится %s.".formatted(word, known),
        "\"%s\" will not do: it is one of %s.".formatted(word, known));
    return instead;
  }
}
