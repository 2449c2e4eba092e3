package org.otklik.app.notifications.smpp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jspecify.annotations.Nullable;

/// What a gateway says about a message: by parameters (SMPP 3.4, 5.3.2.12 and 5.3.2.35) or, as most
/// do, in the text (appendix B); parameters win. Only ends count: what is on its way is no receipt.
///
/// @param ids the message's id, and how else a gateway may have written it in its answer: some
///   count in hexadecimal there and in decimal here
/// @param code the state in the gateway's words, with its error
record Receipt(List<String> ids, boolean delivered, String code) {
  private static final Pattern ID = Pattern.compile("\\bid:\\s*(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern STATE =
      Pattern.compile("\\bstat:\\s*([A-Z]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ERROR =
      Pattern.compile("\\berr:\\s*([0-9A-Za-z]{1,10})", Pattern.CASE_INSENSITIVE);
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,30}");
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{1,30}");
  private static final int ID_LENGTH_MAX = 64; // SMPP 3.4, 5.2.23

  static boolean isOne(DeliverSm message) {
    return message.isSmscDeliveryReceipt()
        || message.getOptionalParameter(OptionalParameter.Receipted_message_id.class) != null;
  }

  /// The receipt in a message; empty if it names no end of a message.
  static Optional<Receipt> find(DeliverSm message, String text) {
    var id = id(message, text);
    var state = state(message, text);
    if (id == null || id.isBlank() || id.length() > ID_LENGTH_MAX || state == null) {
      return Optional.empty();
    }
    var error = group(ERROR, text);
    var code = error == null ? state : state + " " + error;
    return switch (state) {
      case "DELIVRD" -> Optional.of(new Receipt(spellings(id), true, code));
      case "EXPIRED", "DELETED", "UNDELIV", "REJECTD", "SKIPPED" ->
          Optional.of(new Receipt(spellings(id), false, code));
      default -> Optional.empty();
    };
  }

  private static @Nullable String id(DeliverSm message, String text) {
    var parameter = message.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
    return parameter == null ? group(ID, text) : parameter.getValueAsString().replace("\0", "");
  }

  /// As in the text, whichever it came by.
  private static @Nullable String state(DeliverSm message, String text) {
    var parameter = message.getOptionalParameter(OptionalParameter.Message_state.class);
    if (parameter == null) {
      var state = group(STATE, text);
      return state == null ? null : state.toUpperCase(Locale.ROOT);
    }
    return switch (parameter.getValue()) {
      case 2 -> "DELIVRD";
      case 3 -> "EXPIRED";
      case 4 -> "DELETED";
      case 5 -> "UNDELIV";
      case 8 -> "REJECTD";
      case 9 -> "SKIPPED";
      default -> "ENROUTE";
    };
  }

  private static List<String> spellings(String id) {
    var spellings = new ArrayList<String>();
    spellings.add(id);
    if (DECIMAL.matcher(id).matches()) {
      var hex = new BigInteger(id).toString(16);
      spellings.add(hex);
      spellings.add(hex.toUpperCase(Locale.ROOT));
    }
    if (HEXADECIMAL.matcher(id).matches()) {
      spellings.add(new BigInteger(id, 16).toString());
    }
    return spellings.stream().distinct().toList();
  }

  private static @Nullable String group(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    return found.find() ? found.group(1) : null;
  }
}
