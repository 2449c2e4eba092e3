package org.otklik.app.reception;

import java.util.Locale;

/// A fixed prompt: a sentence, or a piece that is joined with others. Its file has the same name,
/// with hyphens; the texts are in `src/main/voice`.
enum Phrase {
  GREETING,
  CHOOSE_LANGUAGE,
  NO_CODES,
  RECORDING_NOTICE,
  RECORDING_DECLINED,
  CHOOSE_TOPIC,
  TO_OPERATOR,
  PRESS,
  NO_KEY,
  UNKNOWN_KEY,
  TOPIC_BY_DEFAULT,
  WELCOME_BACK,
  PLACE_IS,
  PLACE_BEYOND,
  WAIT_ABOUT,
  FROM,
  TO,
  UP_TO,
  MINUTE,
  MINUTES,
  WAIT_OVER,
  WAIT_UNDER_MINUTE,
  WAIT_OVER_TWO_HOURS,
  WAIT_UNKNOWN,
  WAIT_LONGER_THAN_PROMISED,
  HOW_TO_LEAVE,
  PLACE_WILL_BE_KEPT,
  LEFT,
  OPERATOR_LOST,
  TRANSFERRED,
  PARKED,
  TROUBLE,
  TROUBLE_OVER,
  FAULT_CALL_AGAIN,
  LINE_FULL,
  RESTARTING,
  RESTARTING_CALL_AGAIN,
  GOODBYE;

  String promptName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
