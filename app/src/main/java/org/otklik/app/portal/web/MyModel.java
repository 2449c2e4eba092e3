package org.otklik.app.portal.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A citizen's own contacts, in words.
///
/// @param toAnswer how many statements wait for an answer
/// @param notice what came of the last answer, null when there was none
public record MyModel(
    long toAnswer,
    List<Talk> talks,
    List<Left> messages,
    List<Earlier> earlier,
    @Nullable String notice) {

  /// One voice message.
  ///
  /// @param heard when and by whom, null as long as nobody has heard it
  /// @param answer null when there is none to be read
  public record Left(
      String when,
      String topic,
      String standing,
      @Nullable String heard,
      @Nullable String answer) {}

  /// One contact with statements.
  public record Talk(String when, String topic, String operator, List<Said> statements) {}

  /// One statement.
  ///
  /// @param version of the words; an answer names it
  /// @param reply what a supervisor has answered to a dispute, null when there was none since
  /// @param remark what was typed and could not be taken, else empty
  public record Said(
      UUID id,
      int version,
      String kind,
      String text,
      String standingCode,
      String standing,
      boolean confirmable,
      boolean disputable,
      @Nullable String reply,
      String remark,
      List<String> history) {}

  /// One contact without statements.
  public record Earlier(String when, String topic, String outcome) {}
}
