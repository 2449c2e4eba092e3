package org.otklik.app.messages.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.pages.Choice;
import org.otklik.app.pages.SummaryRow;

/// One message, in words.
///
/// @param sound where it is heard, null for those who may not and when there is none
/// @param silent there is no sound that can be read
/// @param free nobody sees to it
/// @param mine the reader sees to it
/// @param recognised what a machine has understood, null for nothing
/// @param others the person's other messages
/// @param contacts the person's contacts, callbacks among them
public record MessageModel(
    UUID id,
    List<SummaryRow> facts,
    @Nullable String sound,
    boolean silent,
    boolean free,
    boolean mine,
    @Nullable String recognised,
    List<Choice> outcomes,
    Typed typed,
    List<MessageItem> others,
    List<Earlier> contacts) {

  /// What was typed and could not be taken.
  public record Typed(String outcome, String answer, String note) {
    static final Typed NOTHING = new Typed("", "", "");
  }

  /// A contact of the same person.
  public record Earlier(String when, String channel, String topic, String outcome) {}
}
