package org.otklik.app.desktop.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.otklik.app.pages.Choice;

/// One operator as a supervisor sees and directs them, in words.
///
/// @param state what the operator is doing, in words
/// @param pausable on shift and not paused
/// @param unpausable on shift and paused
/// @param levels the choices of each topic's level; the empty value is "does not answer"
/// @param notice what came of the last action, null when there was none
public record OperatorTopicsModel(
    UUID operator,
    String name,
    String stateCode,
    String state,
    boolean pausable,
    boolean unpausable,
    List<TopicLevel> topics,
    List<Choice> levels,
    @Nullable String notice) {

  /// One topic; `level` is empty for one that the operator does not answer.
  public record TopicLevel(String id, String name, String level) {}
}
