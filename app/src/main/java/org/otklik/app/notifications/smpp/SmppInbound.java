package org.otklik.app.notifications.smpp;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.otklik.app.notifications.Recipient.Phone;
import org.otklik.app.notifications.sending.Inbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what the gateway brings. What could not be kept is answered so that it comes again.
final class SmppInbound implements MessageReceiverListener {
  private static final Logger LOG = LoggerFactory.getLogger(SmppInbound.class);
  private static final int NOT_SUPPORTED = 0x03; // SMPP 3.4, 5.1.3: invalid command
  private static final Pattern NUMBER = Pattern.compile("\\+?([1-9]\\d{6,14})");

  private final Inbox inbox;

  SmppInbound(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
    try {
      take(message);
    } catch (RuntimeException e) {
      LOG.warn("message of the gateway not kept, it is to come again", e);
      throw new ProcessRequestException("not now", Statuses.APPLICATION_NOT_NOW, e);
    }
  }

  private void take(DeliverSm message) {
    var from = findPhone(message.getSourceAddr());
    if (from.isEmpty()) {
      LOG.info("message of a sender without a number dropped");
      return;
    }
    var text = text(message);
    if (Receipt.isOne(message)) {
      Receipt.find(message, text)
          .ifPresent(
              receipt ->
                  inbox.receipt(receipt.ids(), from.get(), receipt.delivered(), receipt.code()));
    } else {
      inbox.reply(from.get(), text);
    }
  }

  /// A gateway writes numbers with their country, mostly without plus.
  private static Optional<Phone> findPhone(String address) {
    var number = NUMBER.matcher(address.strip());
    return number.matches() ? Optional.of(new Phone("+" + number.group(1))) : Optional.empty();
  }

  private static String text(DeliverSm message) {
    var payload = message.getOptionalParameter(OptionalParameter.Message_payload.class);
    var octets = payload == null ? message.getShortMessage() : payload.getValue();
    return Alphabets.text(
        message.getDataCoding(), message.isUdhi() ? withoutHeader(octets) : octets);
  }

  /// A part of several says so in a header whose length is its first octet.
  private static byte[] withoutHeader(byte[] octets) {
    int header = octets.length == 0 ? 0 : (octets[0] & 0xff) + 1;
    return Arrays.copyOfRange(octets, Math.min(header, octets.length), octets.length);
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification alert) {
    LOG.debug("alert of the gateway ignored");
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm message, Session session)
      throws ProcessRequestException {
    throw new ProcessRequestException("data_sm is not supported", NOT_SUPPORTED);
  }
}
