package org.otklik.app.notifications.smpp;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.util.RelativeTimeFormatter;
import org.otklik.app.notifications.jdbc.NoticeRows.Claimed;
import org.otklik.app.notifications.sending.Outcome;

/// One `submit_sm` (SMPP 3.4, 4.4.1): the text in one part, or for a long notice in
/// `message_payload`, which the gateway divides; a receipt is asked for; the gateway keeps it no
/// longer than somebody needs it; `user_message_reference` is the same at each attempt.
final class Submission {
  private static final Duration VALIDITY_MIN = Duration.ofMinutes(1);
  private static final Duration VALIDITY_MAX = Duration.ofDays(30);

  private final Address source;
  private final Clock clock;

  /// An address with its kind (SMPP 3.4, 5.2.5 and 5.2.6).
  private record Address(TypeOfNumber type, NumberingPlanIndicator plan, String digits) {

    /// Names, short numbers of the network, and others.
    static Address ofSource(String source) {
      if (!source.matches("\\+?\\d+")) {
        return new Address(TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, source);
      }
      return source.length() < 7
          ? new Address(TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.UNKNOWN, source)
          : new Address(
              TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, source.replace("+", ""));
    }
  }

  Submission(String source, Clock clock) {
    this.source = Address.ofSource(source);
    this.clock = clock;
  }

  Outcome submit(Claimed notice, SMPPSession session) {
    try {
      return new Outcome.Taken(submitted(notice, session));
    } catch (NegativeResponseException e) {
      return Statuses.outcome(e.getCommandStatus());
    } catch (ResponseTimeoutException | InvalidResponseException e) {
      return new Outcome.Unanswered("no-answer");
    } catch (IOException e) {
      return new Outcome.Unanswered("connection-lost");
    } catch (PDUException e) {
      return new Outcome.Refused("no-such-message");
    }
  }

  private String submitted(Claimed notice, SMPPSession session)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    var octets = Alphabets.octets(notice.text());
    var reference = new OptionalParameter.User_message_reference(reference(notice));
    var isLong = notice.template().isLong();
    return session
        .submitShortMessage(
            "",
            source.type(),
            source.plan(),
            source.digits(),
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            notice.recipient().value().substring(1),
            new ESMClass(),
            (byte) 0,
            (byte) 0,
            "",
            validity(notice),
            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
            (byte) 0,
            new RawDataCoding(Alphabets.coding(notice.text())),
            (byte) 0,
            isLong ? new byte[0] : octets,
            isLong
                ? new OptionalParameter[] {reference, new OptionalParameter.Message_payload(octets)}
                : new OptionalParameter[] {reference})
        .getMessageId();
  }

  /// Of the notice's id the sixteen bits that the protocol has for it.
  static short reference(Claimed notice) {
    return (short) notice.id().value().getLeastSignificantBits();
  }

  /// Relative, so that the gateway's clock does not matter (SMPP 3.4, 7.1.1).
  private String validity(Claimed notice) {
    var left = Duration.between(clock.instant(), notice.notAfter());
    var kept =
        left.compareTo(VALIDITY_MIN) < 0
            ? VALIDITY_MIN
            : left.compareTo(VALIDITY_MAX) > 0 ? VALIDITY_MAX : left;
    return RelativeTimeFormatter.format(
        0, 0, (int) kept.toDays(), kept.toHoursPart(), kept.toMinutesPart(), kept.toSecondsPart());
  }
}
