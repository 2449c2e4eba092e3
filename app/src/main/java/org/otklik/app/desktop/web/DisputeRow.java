package org.otklik.app.desktop.web;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One statement that its citizen disputes, in words.
///
/// @param remark what the citizen says is wrong, empty when nothing was said
/// @param recording address of the talk's recording, null when there is none
/// @param note what was typed and could not be taken, else empty
/// @param corrected the words as they are, or as they were typed
public record DisputeRow(
    UUID id,
    int version,
    String kind,
    String text,
    String remark,
    String talk,
    @Nullable String recording,
    String note,
    String corrected,
    List<String> history) {}
